"""Texts of Terraform to expressions, and values to texts."""

from __future__ import annotations

import json
import re
from functools import lru_cache

from rolec.adopt.expressions.numbers import number_text
from rolec.adopt.found import Json
from rolec.adopt.unknown import UnknownError
from rolec.read.hcl.parse import read_hcl
from rolec.read.value import Value
from rolec.source.file import SourceFile

_REFERENCE = re.compile(
    r"(?:(?:data\.)?[a-z][a-z0-9_-]*\.[A-Za-z_][\w-]*(?:\[(?:[0-9]+|\"[^\"]*\")\])?(?:\.[A-Za-z_][\w-]*|\[(?:[0-9]+|\"[^\"]*\")\])+"
    r"|(?:var|local)\.[A-Za-z_][\w-]*(?:\.[A-Za-z_][\w-]*|\[(?:[0-9]+|\"[^\"]*\")\])*)"
)
_OF_INSTANCE = ("each.", "count.", "self.")
"""What means nothing outside of a resource."""


@lru_cache(maxsize=4096)
def parsed(text: str) -> Value:
    """The expression that ``text`` is; an UnknownError where it is none."""
    read = read_hcl(SourceFile("expression", f"v = {text.strip()}\n"))
    if read.value is None or not read.value.arguments:
        raise UnknownError(text)
    return read.value.arguments[0].value


def as_text(value: Json) -> str:
    """A value as it stands in a string."""
    match value:
        case str():
            return value
        case bool():
            return "true" if value else "false"
        case int() | float():
            return number_text(value)
        case _:
            raise UnknownError(json.dumps(value))


def referred(reference: str, text: str) -> str:
    """A reference that stays one; an UnknownError, with what was written, where it can be none."""
    if _REFERENCE.fullmatch(reference) and not reference.startswith(_OF_INSTANCE):
        return f"${{{reference}}}"
    raise UnknownError(text)
