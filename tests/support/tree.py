"""Trees without positions, from plain values."""

from __future__ import annotations

from rolec.load.node import Entry, Mapping, Node, Scalar, Sequence
from rolec.source.span import NOWHERE


def tree(plain: object) -> Node:
    """The tree of a plain value of dicts, lists and strings."""
    match plain:
        case dict():
            entries = tuple(Entry(key, NOWHERE, tree(value)) for key, value in plain.items())
            return Mapping(entries, NOWHERE)
        case list():
            return Sequence(tuple(map(tree, plain)), NOWHERE)
        case str():
            return Scalar(plain, NOWHERE)
    raise AssertionError(f"not plain: {plain!r}")
