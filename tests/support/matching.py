"""Texts that match a regular expression, made from how `re` itself parses it."""

from __future__ import annotations

import re
from functools import cache
from random import Random
from re import _constants as op
from re import _parser as parser

_PRINTABLE = [chr(code) for code in range(0x20, 0x7F)]
_MORE = [*_PRINTABLE, "\t", "é", "ÿ", "\u2019", "\U0001f600"]


def matching(pattern: str, rng: Random) -> str:
    """A text that matches all of ``pattern``."""
    for _ in range(200):
        text = _sequence(_parsed(pattern), rng)
        if re.fullmatch(pattern, text, re.ASCII):
            return text
    raise AssertionError(f"found nothing that matches {pattern}")


def near(text: str, rng: Random) -> str:
    """``text`` with one small change, such as a typist or an attacker makes."""
    at = rng.randrange(len(text) + 1)
    match rng.randrange(7):
        case 0:
            return text[:at] + rng.choice(_MORE) + text[at:]
        case 1:
            return text[:at] + text[at + 1 :]
        case 2:
            return text[:at] + rng.choice(_MORE) + text[at + 1 :]
        case 3:
            return text + "\n"
        case 4:
            return text.swapcase()
        case 5:
            return text + text
        case _:
            return rng.choice(["", " ", "x", "0", "true", "aws:x", "é", "*"])


@cache
def _parsed(pattern: str):
    return parser.parse(pattern)


def _sequence(parsed, rng: Random) -> str:
    return "".join(_item(kind, value, rng) for kind, value in parsed)


def _item(kind, value, rng: Random) -> str:
    match kind:
        case op.LITERAL:
            return chr(value)
        case op.NOT_LITERAL:
            return rng.choice([c for c in _PRINTABLE if ord(c) != value])
        case op.ANY:
            return rng.choice(_PRINTABLE)
        case op.IN:
            return rng.choice(_members(tuple(value)))
        case op.BRANCH:
            return _sequence(rng.choice(value[1]), rng)
        case op.SUBPATTERN:
            return _sequence(value[3], rng)
        case op.MAX_REPEAT:
            low, high, inner = value
            times = rng.randint(low, min(int(high), low + 8))
            return "".join(_sequence(inner, rng) for _ in range(times))
        case op.ASSERT_NOT | op.ASSERT | op.AT:
            return ""
    raise AssertionError(f"no text for {kind}")


@cache
def _members(value: tuple) -> list[str]:
    found: set[str] = set()
    negated = False
    for kind, argument in value:
        match kind:
            case op.NEGATE:
                negated = True
            case op.LITERAL:
                found.add(chr(argument))
            case op.RANGE:
                found |= {chr(code) for code in range(argument[0], argument[1] + 1)}
            case op.CATEGORY:
                name = {op.CATEGORY_SPACE: r"\s", op.CATEGORY_NOT_SPACE: r"\S"}[argument]
                found |= {c for c in _MORE if re.match(name, c, re.ASCII)}
    return sorted(set(_PRINTABLE) - found if negated else found)
