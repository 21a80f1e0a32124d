"""Operators of Terraform on values that are known.

Source: Terraform's documentation, "Arithmetic and Logical Operators".
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from typing import Any

from rolec.adopt.found import Json
from rolec.adopt.terraform_values import number
from rolec.adopt.unknown import UnknownError


def computed(sign: str, one: Json, other: Json, text: str) -> Json:
    """What an operator makes of two values; an UnknownError, of ``text``, where they are not for it."""
    if sign in {"==", "!="}:
        # To Terraform no truth is a number, as it is to Python.
        same = one == other and isinstance(one, bool) is isinstance(other, bool)
        return same is (sign == "==")
    try:
        found = _COMPUTED[sign](number(one), number(other))
    except (TypeError, ValueError, ArithmeticError):
        raise UnknownError(text) from None
    return int(found) if isinstance(found, float) and found.is_integer() else found


_COMPUTED: Mapping[str, Callable[[Any, Any], Json]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
    "%": lambda one, other: one - other * int(one / other),
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
