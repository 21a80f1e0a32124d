"""What of a change is about the gate itself: what reviews and checks go by.

All of it counts in the highest tier, whether it makes the gate stricter or not: that is for people
to see.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from rolec.catalog.managed_policy import managed_policy_paths
from rolec.driver.compile_sides import SidedProject
from rolec.driver.lock import LOCK
from rolec.driver.locked_project import hash_now
from rolec.driver.project import SETTINGS
from rolec.driver.project_compiler import ProjectCompiler
from rolec.load.load import load
from rolec.load.node import Mapping as MappingNode
from rolec.load.node import Node, Plain, plain
from rolec.load.node import Sequence as SequenceNode

_SETTINGS = (
    "guardrails",
    "review",
    "lints",
    "waivers",
    "quotas",
    "specs",
    "account",
    "accounts",
    "organizations",
    "catalogue",
    "references",
)
"""What of rolec.yaml says what is looked at, which accounts are the project's own, and what stands for what nobody knows."""
_IN_SPECS = ("waive", "lints", "overrides")


class GateChange(NamedTuple):
    """What changed, such as ``guardrails of rolec.yaml``, and how it was before and is now."""

    what: str
    before: str
    after: str


def gate_changes(project: SidedProject) -> Iterator[GateChange]:
    """The changes of the gate of ``project``; a new project has none that could be weaker."""
    old, new = project.old, project.new
    if old is None:
        return
    if new is None or new.project.settings is None:
        if old.project.settings is not None:
            yield GateChange(f"{SETTINGS} is gone", "", "")
        return
    before, after = (_settings(side) for side in (old, new))
    for name in _SETTINGS:
        yield from _changed(f"{name} of {SETTINGS}", before.get(name), after.get(name))
    names = [str(each.get("catalogue", "")) for each in (before, after)]
    files = [_text(side, name) for side, name in zip((old, new), names, strict=True)]
    if files[0] != files[1] and names[0] == names[1]:
        yield GateChange(f"{names[0]}, which stands over AWS's catalogue", "", "")
    locks = [_text(side, LOCK) for side in (old, new)]
    if locks[0] != locks[1]:
        named = " ".join(file.text for file in new.specs.values())
        yield from _of_lock(_pins(locks[0]), _pins(locks[1]), named)
    for spec, file in sorted(new.specs.items()):
        known = old.specs.get(spec)
        if known is None or known.text != file.text:
            yield from _of_spec(spec, *(_said(side, spec) for side in (old, new)))


def _settings(side: ProjectCompiler) -> dict[str, Plain]:
    file = side.sources.files.get((side.project.root / SETTINGS).as_posix())
    trees = load(file).value if file else None
    found = plain(trees[0]) if trees else {}
    return found if isinstance(found, dict) else {}


def _text(side: ProjectCompiler, name: str) -> str:
    file = side.sources.files.get((side.project.root / name).as_posix())
    return file.text if file else ""


def _changed(what: str, before: Plain | None, after: Plain | None) -> Iterator[GateChange]:
    if before != after:
        yield GateChange(what, _shown(before), _shown(after))


def _pins(lock: str) -> dict[str, str]:
    """What a lock pins, each to what; a line that is no pin is one to itself."""
    found: dict[str, str] = {}
    for line in lock.splitlines():
        try:
            pin = json.loads(line.strip("[],"))
        except ValueError:
            pin = line
        match pin:
            case {"managed_policy": str() as name, "sha256": str() as hash_}:
                found[name] = hash_
            case "]" | "" | {"generated_by": _}:
                pass
            case _:
                found[line] = line
    return found


def _of_lock(old: Mapping[str, str], new: Mapping[str, str], specs: str) -> Iterator[GateChange]:
    """The pins that are others than before, but for those that follow from what ``specs`` attach.

    A policy that nobody attaches any more needs no pin, and one that somebody attaches anew gets that of today.
    """
    for name in sorted(old.keys() | new.keys()):
        before, after = old.get(name, ""), new.get(name, "")
        is_left = not after and name not in specs
        is_new = not before and name in managed_policy_paths() and after == hash_now(name)
        if before != after and not is_left and not is_new:
            yield GateChange(f"the pin of {name} in {LOCK}", before, after)


def _said(side: ProjectCompiler, spec: str) -> Mapping[str, list[Plain]]:
    """What a spec says of the gate, by its field."""
    file = side.specs.get(spec)
    trees = load(file).value if file else None
    found: dict[str, list[Plain]] = {}
    for tree in trees or ():
        for field, node in _fields(tree):
            found.setdefault(field, []).append(plain(node))
    return found


def _fields(node: Node) -> Iterator[tuple[str, Node]]:
    match node:
        case MappingNode(entries=entries):
            for entry in entries:
                if entry.key in _IN_SPECS:
                    yield entry.key, entry.value
                else:
                    yield from _fields(entry.value)
        case SequenceNode(items=items):
            for item in items:
                yield from _fields(item)
        case _:
            return


def _of_spec(
    spec: str, before: Mapping[str, list[Plain]], after: Mapping[str, list[Plain]]
) -> Iterator[GateChange]:
    for field in _IN_SPECS:
        old, new = list(before.get(field, [])), list(after.get(field, []))
        for same in [each for each in old if each in new]:
            old.remove(same)
            new.remove(same)
        if old or new:
            yield GateChange(f"{field} of {spec}", _all(old), _all(new))


def _all(values: list[Plain]) -> str:
    return ", ".join(map(_shown, values))


def _shown(value: Plain | None) -> str:
    """A value as YAML has it on one line."""
    match value:
        case None:
            return ""
        case str():
            return value
        case list():
            return f"[{', '.join(map(_shown, value))}]"
        case dict():
            return f"{{{', '.join(f'{key}: {_shown(each)}' for key, each in value.items())}}}"
