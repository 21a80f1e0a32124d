"""Policy variables in texts, and texts with values in their place.

Source: the IAM User Guide, "IAM policy elements: Variables and tags".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from rolec.compare.pattern import CLOSE, OPEN, as_arn, in_either_case, in_order
from rolec.compare.predicate import Form, Union

_MARKED = re.compile(f"{OPEN}([^{CLOSE}]*){CLOSE}")
_ESCAPED = frozenset("*?$")
_DEFAULT = re.compile(r"\s*([^,]*?)\s*,\s*'(.*)'\s*", re.DOTALL)


class Variable(NamedTuple):
    """A policy variable: the ``key`` whose value it takes, and what it takes without one."""

    key: str
    default: str | None


def encoded(text: str, encode: Callable[[str], str]) -> str:
    """``text`` with ``encode`` done to all that is no policy variable, and each of these marked."""
    if "${" not in text:
        return encode(text)
    from rolec.ir.substitution import Form, substitutions

    made = ""
    at = 0
    for each in substitutions(text):
        if each.form is not Form.UNCLOSED:
            made += encode(text[at : each.start])
            made += each.body if each.body in _ESCAPED else OPEN + each.body + CLOSE
            at = each.end
    return made + encode(text[at:])


def variables(patterns: Iterable[str]) -> Iterator[Variable]:
    """The policy variables in ``patterns``."""
    for pattern in patterns:
        if OPEN in pattern:
            yield from map(_variable, _MARKED.findall(pattern))


def finished(patterns: Iterable[str]) -> tuple[str, ...]:
    """``patterns`` under an Arn operator, but for those that have a variable yet."""
    made = (each if OPEN in each else as_arn(each) for each in patterns)
    return tuple(sorted({each for each in made if each is not None}))


def bound(union_: Union, values: Mapping[str, str | None]) -> tuple[str, ...]:
    """The patterns of ``union_`` with ``values`` for variables; without a value there is none."""
    encode = in_either_case if union_.form is Form.EITHER_CASE else str
    made = [_bound(pattern, values, encode) for pattern in union_.patterns]
    found = tuple(sorted({in_order(each) for each in made if each is not None}))
    return finished(found) if union_.form is Form.ARN else found


def pieces(pattern: str) -> tuple[str, ...]:
    """``pattern`` in pieces: of text, and at every second place the inside of a variable."""
    return tuple(_MARKED.split(pattern))


def variable(inside: str) -> Variable:
    """The variable of which a piece is the inside."""
    return _variable(inside)


def _bound(
    pattern: str, values: Mapping[str, str | None], encode: Callable[[str], str]
) -> str | None:
    if OPEN not in pattern:
        return pattern
    parts = _MARKED.split(pattern)
    made = parts[0]
    for inside, after in zip(parts[1::2], parts[2::2], strict=True):
        key, default = _variable(inside)
        value = values[key]
        if value is None:
            value = default
        if value is None:
            return None
        made += encode(value) + after
    return made


def _variable(inside: str) -> Variable:
    found = _DEFAULT.fullmatch(inside)
    return Variable(found[1].lower(), found[2]) if found else Variable(inside.lower(), None)
