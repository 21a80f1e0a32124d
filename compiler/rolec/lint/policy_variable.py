"""The policy variables of a text, and what is wrong with how they are written."""

from __future__ import annotations

from enum import Enum, auto
from functools import lru_cache
from typing import NamedTuple

from rolec.ir.substitution import Form, substitutions


class Fault(Enum):
    """A mistake in the form of a variable."""

    NO_BRACE = auto()
    EMPTY = auto()
    SPACE = auto()
    NO_QUOTE = auto()


class Variable(NamedTuple):
    """One ``${...}`` of a text; ``start`` is its offset there."""

    text: str
    start: int
    fault: Fault | None

    @property
    def name(self) -> str:
        """The condition key between the braces, without a default."""
        return self.text.removeprefix("${").removesuffix("}").partition(",")[0].strip()


@lru_cache(maxsize=4096)
def variables(text: str) -> tuple[Variable, ...]:
    """Every variable that stands in ``text``, well-formed or not."""
    return tuple(
        Variable(text[found.start : found.end], found.start, _fault(found.form, found.body))
        for found in substitutions(text)
    )


def _fault(form: Form, body: str) -> Fault | None:
    name, comma, default = body.partition(",")
    if form is Form.UNCLOSED or "${" in name:
        return Fault.NO_BRACE
    if not body.strip():
        return Fault.EMPTY
    if " " in name:
        return Fault.SPACE
    return Fault.NO_QUOTE if comma and not _is_quoted(default.strip()) else None


def _is_quoted(default: str) -> bool:
    return len(default) > 1 and default[0] == default[-1] == "'"
