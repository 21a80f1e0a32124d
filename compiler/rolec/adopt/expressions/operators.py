"""Operators of Terraform on values that are known.

Source: Terraform's documentation, "Arithmetic and Logical Operators".
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from typing import Any

from rolec.adopt.expressions.numbers import calculated
from rolec.adopt.expressions.values import number, same
from rolec.adopt.found import Json
from rolec.adopt.unknown import UnknownError


def computed(sign: str, one: Json, other: Json, text: str) -> Json:
    """What an operator makes of two values; an UnknownError, of ``text``, where they are not for it."""
    if sign in {"==", "!="}:
        return _is_same(one, other, text) is (sign == "==")
    try:
        left, right = number(one), number(other)
        return _COMPARED[sign](left, right) if sign in _COMPARED else calculated(sign, left, right)
    except (TypeError, ValueError, ArithmeticError):
        raise UnknownError(text) from None


def _is_same(one: Json, other: Json, text: str) -> bool:
    found = same(one, other)
    if found and isinstance(one, list | Mapping):
        raise UnknownError(text)  # to Terraform no list that is written out is one of a type
    return found


_COMPARED: Mapping[str, Callable[[Any, Any], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def either(holds: Callable[[str], bool], one: str, other: str, *, decides: bool) -> bool:
    """Whether two conditions hold together: one that is as ``decides`` is enough, whatever nobody knows
    of the other.
    """
    try:
        if holds(one) is decides:
            return decides
    except UnknownError:
        if holds(other) is decides:
            return decides
        raise
    return holds(other)
