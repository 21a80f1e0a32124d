"""Named sets of words and of characters, for the rules `known` and `characters`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from rolec.ir.operator import operators
from rolec.record import dataclass

_SPACES = "\x20\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
"""Unicode's category Z, which `re` has no name for."""


@dataclass(frozen=True, slots=True)
class Characters:
    """A set of characters.

    ``only`` matches a text inside of it and ``others`` one character outside; ``pattern`` is the regular expression
    of a text inside of it as JSON Schema can say it; ``words`` are for people.
    """

    only: re.Pattern[str]
    others: re.Pattern[str]
    pattern: str
    words: str


def vocabulary(name: str) -> tuple[str, ...]:
    """The words of a named vocabulary."""
    match name:
        case "condition_operator":
            return operators()
        case _:
            raise AssertionError(f"no vocabulary `{name}`")


@cache
def is_known(name: str) -> frozenset[str]:
    """The words of a named vocabulary, for looking one up."""
    return frozenset(vocabulary(name))


def _characters(inside: str, pattern: str, words: str) -> Characters:
    return Characters(re.compile(f"[{inside}]*"), re.compile(f"[^{inside}]"), pattern, words)


CHARACTERS: Mapping[str, Characters] = MappingProxyType(
    {
        "policy": _characters(
            r"\t\n\r\x20-\xff",
            r"^[\t\n\r\u0020-\u00ff]*$",
            "policies hold the characters U+0020 to U+00FF, tabs and line ends",
        ),
        "name": _characters(
            r"A-Za-z0-9_+=,.@\-",
            r"^[A-Za-z0-9_+=,.@-]*$",
            "names hold letters of ASCII, digits and `_+=,.@-`",
        ),
        "path": _characters(
            r"A-Za-z0-9_+=,.@/\-",
            r"^[A-Za-z0-9_+=,.@/-]*$",
            "paths hold letters of ASCII, digits and `_+=,.@-/`",
        ),
        "description": _characters(
            r"\t\n\r\x20-\x7e\xa1-\xff",
            r"^[\t\n\r\u0020-\u007e\u00a1-\u00ff]*$",
            "descriptions hold ASCII and the letters of Western Europe, no dashes or quotes"
            " other than `-`, `'` and `\"`",
        ),
        "tag": _characters(
            rf"\w{_SPACES}.:/=+\-@",
            # JSON Schema has no portable word for `a letter`; editors see ASCII judged.
            r"^[^\u0000-\u001f!-*,;-<>?\[-^`{-\u007f]*$",
            "tags hold letters, digits, spaces and `_.:/=+-@`",
        ),
    }
)
"""Source: the API references of CreateRole, CreatePolicy and TagRole."""
