"""The words for values, types and lists of names in messages."""

from __future__ import annotations

from collections.abc import Iterable

from rolec.diagnostics.quoted import quoted
from rolec.load.node import Mapping, Node, Scalar, Sequence

_TYPES = {
    "string": "a text",
    "text": "a text",
    "pattern": "a text",
    "boolean": "`true` or `false`",
    "flag": "`true`",
    "integer": "a whole number",
    "dict": "fields (`key: value`)",
    "list": "a list",
}


def listed(names: Iterable[str], conjunction: str = "and") -> str:
    """The names as a list in a sentence."""
    *others, last = [quoted(name) for name in names]
    return f"{', '.join(others)} {conjunction} {last}" if others else last


def type_words(types: Iterable[str]) -> str:
    """What a value of one of ``types`` is."""
    return " or ".join(dict.fromkeys(_TYPES[name] for name in types))


def found_words(node: Node) -> str:
    """What ``node`` is."""
    match node:
        case Scalar(text=text):
            return quoted(text)
        case Sequence():
            return "a list"
        case Mapping():
            return "fields"


def counted(number: int, node: Node) -> str:
    """How many characters, items or fields ``node`` has."""
    match node:
        case Scalar():
            noun = "character"
        case Sequence():
            noun = "item"
        case Mapping():
            noun = "field"
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
