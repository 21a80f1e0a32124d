"""Expressions that say what has to be true for something to be there."""

from __future__ import annotations

import re
from functools import cache

from rolec.read.value import Call, Opaque, Value

_REFERENCE = r"[A-Za-z_][\w-]*(?:\.[\w-]+|\[(?:\d+|\"[^\"\\&]*\")\])*"


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
