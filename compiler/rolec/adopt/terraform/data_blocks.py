"""Data sources of IAM in a module of Terraform: of which roles and policies they are a part."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from rolec.adopt.found import FoundBlock, FoundRole, Place
from rolec.adopt.show.resources import without_index
from rolec.adopt.terraform.module import TerraformModule
from rolec.read.value import Block

_OF_NOTHING = "no role or policy of this source is made of it"


def data_blocks(
    module: TerraformModule,
    roles: Iterable[FoundRole],
    blocks: Iterable[FoundBlock],
    place: Callable[[Block], Place],
) -> Iterator[FoundBlock]:
    """Each data source of IAM, with each role that it is a part of; ``blocks`` are the resources of IAM."""
    data_in = module.data_in()
    made_of: dict[str, list[FoundBlock]] = {}
    for each in blocks:
        for address in data_in.get(without_index(each.address), ()):
            made_of.setdefault(address, []).append(each)
    having = _having(roles)
    for address, block in module.data.items():
        if block.labels[0].startswith("aws_iam_"):
            yield from _told(address, place(block), made_of.get(address, []), having)


def _having(roles: Iterable[FoundRole]) -> dict[str, list[str]]:
    """The names of the roles that have a managed policy, by its address."""
    found: dict[str, list[str]] = {}
    for role in roles:
        for arn in (*role.attached, *([role.boundary] if role.boundary else [])):
            found.setdefault(arn, []).append(role.name)
    return found


def _told(
    address: str, place: Place, parts: list[FoundBlock], having: dict[str, list[str]]
) -> Iterator[FoundBlock]:
    roles = [
        name
        for part in parts
        for name in ([part.role] if part.role else having.get(part.policy or "", []))
    ]
    for role in dict.fromkeys(roles):
        yield FoundBlock(address=address, place=place, role=role, is_data=True)
    if not roles:
        reason = None if any(e.reason is None for e in parts) else _why_not(parts)
        yield FoundBlock(address=address, place=place, reason=reason, is_data=True)


def _why_not(parts: list[FoundBlock]) -> str:
    left = ", ".join(dict.fromkeys(f"`{each.address}`" for each in parts))
    return f"{left}, of which it is a part, is left out" if left else _OF_NOTHING
