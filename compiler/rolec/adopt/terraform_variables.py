"""What the declarations of the variables of a module say of these."""

from __future__ import annotations

from collections.abc import Iterator

from rolec.read.value import Block, Call, Null, Value

_OF_SEVERAL = frozenset({"list", "set", "map", "object", "tuple"})


def defaults_of(blocks: list[Block]) -> Iterator[tuple[str, Value]]:
    """Variables with their defaults; those without one, or with null, are left out."""
    for block in blocks:
        default = next((a.value for a in block.body.arguments if a.name == "default"), None)
        if block.type == "variable" and default is not None and not isinstance(default, Null):
            yield block.labels[0], default


def collections_of(blocks: list[Block]) -> Iterator[str]:
    """The variables that are lists, sets, maps or objects, as they are referred to."""
    for block in blocks:
        type_ = block.body.get("type") if block.type == "variable" else None
        if isinstance(type_, Call) and type_.name in _OF_SEVERAL:
            yield f"var.{block.labels[0]}"


def nulls_of(blocks: list[Block]) -> Iterator[str]:
    """The variables that are null unless someone says what they are."""
    for block in blocks:
        default = next((a.value for a in block.body.arguments if a.name == "default"), None)
        if block.type == "variable" and isinstance(default, Null):
            yield block.labels[0]
