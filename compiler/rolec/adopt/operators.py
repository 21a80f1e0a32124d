"""Operators of Terraform on values that are known.

Source: Terraform's documentation, "Arithmetic and Logical Operators".
"""

from __future__ import annotations

import json
import operator
from collections.abc import Callable, Mapping
from typing import Any

from rolec.adopt.found import Json
from rolec.adopt.unknown import UnknownError


def has_reference(value: Json) -> bool:
    """Whether a reference is anywhere in ``value``."""
    return "${" in json.dumps(value)


def computed(sign: str, one: Json, other: Json, text: str) -> Json:
    """What an operator makes of two values; an UnknownError, of ``text``, where they are not for it."""
    if sign in {"==", "!="}:
        return (one == other) is (sign == "==")
    try:
        return _COMPUTED[sign](number(one), number(other))
    except (TypeError, ValueError, ZeroDivisionError):
        raise UnknownError(text) from None


_COMPUTED: Mapping[str, Callable[[Any, Any], Json]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
    "%": operator.mod,
}


def number(value: Json) -> float:
    """The number that ``value`` is or, as Terraform reads it, a text is; a TypeError or ValueError else."""
    if isinstance(value, str):
        return int(value) if value.lstrip("-").isdecimal() else float(value)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError
    return value
