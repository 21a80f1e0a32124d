"""Parts of roles that another module of Terraform has than the one of the role, or another template."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from rolec.adopt.found import Found, FoundBlock, FoundRole

_CALL = re.compile(r"(?<![\w.-])module\.([\w-]+)")
_STAYS = "stays in {} beside what is built"


def with_parts_elsewhere(
    found: Sequence[tuple[Path, Found]],
    tool: str,
    called: Callable[[Path, str], Path | None] = lambda _at, _name: None,
) -> Iterator[Found]:
    """``found`` at each path, roles and parts that may belong together told as that; ``tool`` keeps the parts.

    Of a part in another module only a name tells its role, or the call of the module of the role: ``called`` is
    the folder of what a folder calls by a name.
    """
    stays = _STAYS.format(tool)
    parts = [(folder, block) for folder, each in found for block in each.blocks if block.on]
    roles = _by_name_and_folder(found) if parts else {}
    notes: dict[int, list[str]] = {}
    owners: dict[int, list[str]] = {}
    for folder, part in parts:
        calls = {called(folder, name) for text in part.on for name in _CALL.findall(text)}
        keys = dict.fromkeys((*calls, *(text.casefold() for text in part.on)))
        for role in {id(r): r for key in keys for r in roles.get(key, ())}.values():
            notes.setdefault(id(role), []).append(
                f"`{part.address}` of {part.place.file} may be on it, and {stays}"
            )
            owners.setdefault(id(part), []).append(f"`{role.name}` of {role.place.file}")
    for _, each in found:
        yield replace(
            each,
            roles=tuple(_noted(role, notes.get(id(role), ())) for role in each.roles),
            blocks=tuple(_told(block, owners.get(id(block), ()), stays) for block in each.blocks),
        )


def _by_name_and_folder(
    found: Sequence[tuple[Path, Found]],
) -> dict[str | Path | None, list[FoundRole]]:
    roles: dict[str | Path | None, list[FoundRole]] = {}
    for folder, each in found:
        for role in each.roles:
            roles.setdefault(folder, []).append(role)
            for name in _names(role):
                roles.setdefault(name, []).append(role)
    return roles


def _names(role: FoundRole) -> Iterator[str]:
    if role.is_named:
        yield role.name.casefold()
    if role.in_aws and role.in_aws.name:
        yield role.in_aws.name.casefold()


def _noted(role: FoundRole, notes: Sequence[str]) -> FoundRole:
    return replace(role, notes=(*role.notes, *notes)) if notes else role


def _told(part: FoundBlock, owners: Sequence[str], stays: str) -> FoundBlock:
    if not owners:
        return part
    return replace(part, reason=f"it may be on {' and '.join(owners)}, and {stays}")
