"""What a text is, for a field of certain types; and where `${...}` may stand in it."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import NamedTuple

from rolec.ir.substitution import Form, substitutions

_INTEGER = re.compile(r"-?[0-9]+", re.ASCII)
_LINK = re.compile(r"(?:roles|policies)\.[A-Za-z0-9_+=,.@-]+\.(?:arn|name)")
_DIGITS = 100
_STRINGS = ("pattern", "text", "string")
_MAY_HOLD = {
    "string": frozenset[Form](),
    "text": frozenset({Form.LINK, Form.REFERENCE}),
    "pattern": frozenset({Form.LINK, Form.REFERENCE, Form.POLICY_VARIABLE}),
}


_WRONG = {Form.UNKNOWN, Form.UNCLOSED, Form.OWN}
"""rolec's own values are put in before anything is judged: what is left of them is wrong."""


class Fault(StrEnum):
    """What is wrong with something that looks like a substitution."""

    ESCAPED = "escaped"
    MALFORMED = "malformed"
    MISPLACED = "misplaced"


class Problem(NamedTuple):
    """A wrong ``${...}`` at ``[start, end)`` of a text."""

    fault: Fault
    form: Form
    written: str
    start: int
    end: int


def type_of(text: str, types: tuple[str, ...]) -> str | None:
    """The scalar type that ``text`` has among ``types``, the narrowest first; or None."""
    if "integer" in types and _INTEGER.fullmatch(text):
        return "integer"
    if "boolean" in types and text in ("true", "false"):
        return "boolean"
    if "flag" in types and text == "true":
        return "flag"
    return next((name for name in _STRINGS if name in types), None)


def integer(text: str) -> int:
    """The number that a text of type integer is.

    Of more digits than Python reads it is one that is out of every range all the same.
    """
    return int(text[:_DIGITS])


def suspicious(text: str) -> bool:
    """Whether ``text`` may have a substitution; most have none."""
    return "${" in text or "&{" in text


def problems(text: str, scalar_type: str) -> tuple[Problem, ...]:
    """Every wrong substitution of a text whose field has the type ``scalar_type``."""
    found = [
        Problem(Fault.ESCAPED, Form.UNKNOWN, match[0], *match.span())
        for match in re.finditer(r"\$\$\{|&\{", text)
    ]
    if found:
        return tuple(found)
    may_hold = _MAY_HOLD[scalar_type]
    for form, body, start, end in substitutions(text):
        malformed = form in _WRONG or (form is Form.LINK and not _LINK.fullmatch(body))
        if malformed:
            found.append(Problem(Fault.MALFORMED, form, text[start:end], start, end))
        elif form not in may_hold:
            found.append(Problem(Fault.MISPLACED, form, text[start:end], start, end))
    return tuple(found)


def without_substitutions(text: str) -> str:
    """``text`` with `-`, which every text may hold, for each character of a substitution."""
    if "${" not in text:
        return text
    for _, _, start, end in substitutions(text):
        text = text[:start] + "-" * (end - start) + text[end:]
    return text
