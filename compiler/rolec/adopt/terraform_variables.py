"""What the declarations of the variables of a module say of these."""

from __future__ import annotations

from collections.abc import Iterator

from rolec.read.value import Block, Null, Value


def defaults_of(blocks: list[Block]) -> Iterator[tuple[str, Value]]:
    """Variables with their defaults; those without one, or with null, are left out."""
    for block in blocks:
        default = _argument(block, "default")
        if block.type == "variable" and default is not None and not isinstance(default, Null):
            yield block.labels[0], default


def types_of(blocks: list[Block]) -> Iterator[tuple[str, Value]]:
    """Variables with their types; those without one are left out."""
    for block in blocks:
        type_ = _argument(block, "type")
        if block.type == "variable" and type_ is not None:
            yield block.labels[0], type_


def nulls_of(blocks: list[Block]) -> Iterator[str]:
    """The variables that are null unless someone says what they are."""
    for block in blocks:
        if block.type == "variable" and isinstance(_argument(block, "default"), Null):
            yield block.labels[0]


def _argument(block: Block, name: str) -> Value | None:
    return next((each.value for each in block.body.arguments if each.name == name), None)
