"""Expressions that say what has to be true for something to be there, and of what list there is one for each item."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from rolec.read.value import Call, Opaque, Value

_REFERENCE = r"[A-Za-z_][\w-]*(?:\.[\w-]+|\[(?:\d+|\"[^\"\\&]*\")\])*"


_ITEMS = re.compile(
    rf"toset\((?:(?P<enabled>{_REFERENCE}(?: && {_REFERENCE})*) \? )?"
    rf"(?P<items>{_REFERENCE}\[\*\])(?(enabled) : \[\])\)",
    re.ASCII,
)


EACH = "each.value"
"""What Terraform calls the item of a set that a resource is for."""


class ForEach(NamedTuple):
    """The list of which there is one for each item, where all that is ``enabled`` is true."""

    items: str
    enabled: tuple[str, ...] = ()


def for_each_of(value: Value | None) -> ForEach | None:
    """What a `for_each` goes over that is a set of the items of a list; None where it is another."""
    found = _ITEMS.fullmatch(" ".join(value.text.split())) if isinstance(value, Call) else None
    if found is None:
        return None
    return ForEach(
        found["items"], tuple((found["enabled"] or "").split(" && ")) if found["enabled"] else ()
    )


def enabled_of(value: Value | None, form: str) -> tuple[str, ...]:
    """The references that stand for the braces of ``form``, all of which have to be true; none where it is another."""
    if not isinstance(value, Opaque | Call):
        return ()
    found = _pattern(form).fullmatch(" ".join(value.text.split()))
    return tuple(found[1].split(" && ")) if found else ()


@cache
def _pattern(form: str) -> re.Pattern[str]:
    before, after = map(re.escape, form.split("{}"))
    return re.compile(rf"{before}({_REFERENCE}(?: && {_REFERENCE})*){after}", re.ASCII)
