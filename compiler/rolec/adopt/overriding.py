"""Override files of Terraform: what they say of a block stands in the place of what the others say.

Source: Terraform's documentation, "Override Files".
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import PurePath

from rolec.read.value import Block, Body


def is_override(path: str) -> bool:
    """Whether a file of this path overrides the others of its folder."""
    stem = PurePath(path).stem
    return stem == "override" or stem.endswith("_override")


def overridden(blocks: Iterable[Block]) -> list[Block]:
    """``blocks`` with those of override files put into the ones that these are about."""
    found: dict[int, Block] = {}
    overriding: list[Block] = []
    for number, block in enumerate(blocks):
        if is_override(block.span.path) and block.type in {"resource", "data", "variable"}:
            overriding.append(block)
        else:
            found[number] = block
    for other in overriding:
        for number, block in found.items():
            if (block.type, block.labels) == (other.type, other.labels):
                found[number] = replace(block, body=_merged(block.body, other.body))
    return list(found.values())


def _merged(body: Body, other: Body) -> Body:
    given = {each.name for each in other.arguments}
    types = {each.type for each in other.blocks}
    return Body(
        (*(each for each in body.arguments if each.name not in given), *other.arguments),
        (*(each for each in body.blocks if each.type not in types), *other.blocks),
    )
