"""Values of Terraform as what functions and operators take."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

from rolec.adopt.expressions.numbers import number_written
from rolec.adopt.expressions.parsed import as_text
from rolec.adopt.found import Json
from rolec.ir.text import SPLAT

_REFERENCE = re.compile(r"\$\{[^{}]*\}")


def same(one: Json, other: Json) -> bool:
    """Whether two values are the same: to Terraform no truth is a number, as it is to Python."""
    return json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True)


def is_known_text(value: Json) -> bool:
    """Whether ``value`` is a text, and no reference to something that may be none."""
    return isinstance(value, str) and _REFERENCE.fullmatch(value) is None


def has_reference(value: Json) -> bool:
    """Whether a reference is anywhere in ``value``."""
    return "${" in json.dumps(value)


def all_of(reference: str) -> str:
    """What a spec has for all items of the list that a reference, without braces, is to."""
    return f"${{{reference}{SPLAT}}}"


def is_list(text: str) -> bool:
    """Whether ``text`` stands for all items of a list of Terraform."""
    return text.endswith(f"{SPLAT}}}")


def texts_of(value: Json) -> list[str]:
    """The items of a list as texts; a TypeError where ``value`` is none."""
    return [*map(text_of, list_of(value))]


def list_of(value: Json) -> list[Json]:
    """``value``, which is a list; a TypeError else."""
    if not isinstance(value, list):
        raise TypeError
    return value


def map_of(value: Json) -> Mapping[str, Json]:
    """``value``, which is an object; a TypeError else."""
    if not isinstance(value, Mapping):
        raise TypeError
    return value


def text_of(value: Json) -> str:
    """``value`` as a text; a TypeError where it is null, a list or an object."""
    if value is None or isinstance(value, list | Mapping):
        raise TypeError
    return as_text(value)


def number(value: Json) -> int | float:
    """The number that ``value`` is or, as Terraform reads it, a text is; a TypeError or ValueError else."""
    if isinstance(value, str):
        return number_written(value)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError
    return value


def whole(value: Json) -> int:
    """The whole number that ``value`` is; a TypeError or ValueError else."""
    found = number(value)
    if not isinstance(found, int):
        raise TypeError
    return found


def truth_of(value: Json) -> bool | None:
    """The truth that ``value`` is or, as Terraform reads it, a text is; None where it is neither."""
    if isinstance(value, str):
        return {"true": True, "1": True, "false": False, "0": False}.get(value)
    return value if isinstance(value, bool) else None
