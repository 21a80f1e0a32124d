"""Values of Terraform as what functions and operators take."""

from __future__ import annotations

import json
from collections.abc import Mapping

from rolec.adopt.found import Json
from rolec.ir.text import SPLAT


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
    """The texts of a list; a TypeError where ``value`` is none."""
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        raise TypeError
    return [each for each in value if isinstance(each, str)]


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
    """``value``, which is a text; a TypeError else."""
    if not isinstance(value, str):
        raise TypeError
    return value


def number(value: Json) -> float:
    """The number that ``value`` is or, as Terraform reads it, a text is; a TypeError or ValueError else."""
    if isinstance(value, str):
        return int(value) if value.lstrip("-").isdecimal() else float(value)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError
    return value


def truth_of(value: Json) -> bool | None:
    """The truth that ``value`` is or, as Terraform reads it, a text is; None where it is neither."""
    if isinstance(value, str):
        return {"true": True, "false": False}.get(value)
    return value if isinstance(value, bool) else None
