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
    """``blocks`` with those of override files put into the ones that these are about.

    What overrides nothing is a block as any other: who gives one file alone means what is in it.
    """
    found: list[Block] = []
    overriding: list[Block] = []
    for block in blocks:
        is_about = is_override(block.span.path) and block.type in {"resource", "data", "variable"}
        (overriding if is_about else found).append(block)
    for other in overriding:
        about = [
            n for n, e in enumerate(found) if (e.type, e.labels) == (other.type, other.labels)
        ]
        for number in about:
            found[number] = replace(found[number], body=_merged(found[number].body, other.body))
        if not about:
            found.append(other)
    return found


def _merged(body: Body, other: Body) -> Body:
    given = {each.name for each in other.arguments}
    types = {each.type for each in other.blocks}
    return Body(
        (*(each for each in body.arguments if each.name not in given), *other.arguments),
        (*(each for each in body.blocks if each.type not in types), *other.blocks),
    )
