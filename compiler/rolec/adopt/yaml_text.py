"""Values as YAML that every YAML parser reads back as the same values, but for the key `on`.

Only `load` and `schema` read YAML; what little is written needs no library.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TypeAlias

Value: TypeAlias = "str | int | tuple[Value, ...] | Mapping[str, Value]"
"""What a new spec is made of, truth among its numbers; dates are texts."""


class Commented(dict[str, Value]):
    """An entry of a list with a ``comment`` above it, by line."""

    def __init__(self, fields: Mapping[str, Value], comment: tuple[str, ...]) -> None:
        super().__init__(fields)
        self.comment = comment


# Begins with a letter, so no number or date; a colon only where no space follows.
_PLAIN = re.compile(r"[A-Za-z](?:[A-Za-z0-9 _./+=,@()'*?-]|:(?=[^ ]))*(?<! )", re.ASCII)
_WORDS = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null", "inf", "nan"})

# What YAML calls printable, without what some parsers take for a line end.
_ESCAPED = re.compile(
    '[\\\\"\x00-\x1f\x7f-\xa0\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff'
    "\u200b-\u200f\u202a-\u202e\u2066-\u2069]"
)
_ON = "on"
_INDENT = "  "


def yaml_text(fields: Mapping[str, Value]) -> str:
    """A document with ``fields``, its last line ended."""
    return "".join(f"{line}\n" for line in _mapping(fields))


def scalar(text: str) -> str:
    """``text`` as one scalar: plain where no parser could take it for something else."""
    if _PLAIN.fullmatch(text) and text.lower() not in _WORDS:
        return text
    return f'"{_ESCAPED.sub(_escape, text)}"'


def _key(text: str) -> str:
    # In every spec it stands as it is, and rolec takes each scalar for text.
    return text if text == _ON else scalar(text)


def _mapping(fields: Mapping[str, Value]) -> Iterator[str]:
    for key, value in fields.items():
        match value:
            case str() | int():
                yield f"{_key(key)}: {_one(value)}"
            case _ if not value:
                yield f"{_key(key)}: {'{}' if isinstance(value, Mapping) else '[]'}"
            case Mapping():
                yield f"{_key(key)}:"
                yield from (_INDENT + line for line in _mapping(value))
            case _:
                yield f"{_key(key)}:"
                yield from (_INDENT + line for line in _sequence(value))


def _sequence(items: tuple[Value, ...]) -> Iterator[str]:
    for item in items:
        if isinstance(item, Commented):
            yield from (f"# {line}" for line in item.comment)
        first, *rest = _lines(item)
        yield f"- {first}"
        yield from (_INDENT + line for line in rest)


def _lines(value: Value) -> Iterator[str]:
    match value:
        case str() | int():
            yield _one(value)
        case _ if not value:
            yield "{}" if isinstance(value, Mapping) else "[]"
        case Mapping():
            yield from _mapping(value)
        case _:
            yield from _sequence(value)


def _one(value: str | int) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, int) else scalar(value)


def _escape(match: re.Match[str]) -> str:
    char = match.group()
    return f"\\{char}" if char in '\\"' else f"\\u{ord(char):04x}"
