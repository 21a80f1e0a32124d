"""The forms of ``${...}``, told apart by form alone (no names need to be known)."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import NamedTuple


class Form(StrEnum):
    """What one ``${...}`` is."""

    POLICY_VARIABLE = "an IAM policy variable"
    OWN = "a value of rolec"
    LINK = "a reference to another document of the project"
    REFERENCE = "a Terraform reference"
    UNKNOWN = "nothing that rolec knows"
    UNCLOSED = "not closed"


class Substitution(NamedTuple):
    """One ``${...}`` in a text.

    ``body`` is what stands between the braces; ``start`` and ``end`` are offsets in
    the text, the braces included.
    """

    form: Form
    body: str
    start: int
    end: int


OWN_WORDS = ("account", "role", "variables")
"""First words of values that rolec puts in itself, before anything is judged."""

LINK_WORDS = ("roles", "policies")
"""First words of references to other documents, which Terraform orders its work by."""

_LITERALS = {"*", "?", "$"}
_NAME = r"[A-Za-z_][A-Za-z0-9_-]*"
_STEPS = rf'(?:\.{_NAME}|\[[0-9]+\]|\["[^"\\$%]*"\])*'
_REFERENCE = re.compile(
    rf"(?:(?:var|local)\.{_NAME}{_STEPS}"
    rf"|module\.{_NAME}(?:\[[0-9]+\]|\[\"[^\"\\$%]*\"\])?\.{_NAME}{_STEPS}"
    rf"|(?:data\.[a-z][a-z0-9_]*|[a-z][a-z0-9]*_[a-z0-9_]+)\.{_NAME}(?:\[[0-9]+\]|\[\"[^\"\\$%]*\"\])?\.{_NAME}{_STEPS})"
    r"(?:\[\*\])?"  # all items of a list
)
_OWN = re.compile(rf"(?:{'|'.join(OWN_WORDS)})(?:[.\[].*)?", re.DOTALL)
_LINK = re.compile(rf"(?:{'|'.join(LINK_WORDS)})(?:[.\[].*)?", re.DOTALL)


def substitutions(text: str) -> tuple[Substitution, ...]:
    """Every ``${...}`` of ``text``, in order; an unclosed one reaches to the end."""
    found: list[Substitution] = []
    at = text.find("${")
    while at != -1:
        end = _closing_brace(text, at + 2)
        if end == -1:
            found.append(Substitution(Form.UNCLOSED, text[at + 2 :], at, len(text)))
            break
        body = text[at + 2 : end]
        found.append(Substitution(form_of(body), body, at, end + 1))
        at = text.find("${", end + 1)
    return tuple(found)


def form_of(body: str) -> Form:
    """What the text between the braces of ``${...}`` is."""
    before_quote = re.split(r"['\"]", body, maxsplit=1)[0]
    if body in _LITERALS or ":" in before_quote:
        return Form.POLICY_VARIABLE
    if _OWN.fullmatch(body):
        return Form.OWN
    if _LINK.fullmatch(body):
        return Form.LINK
    if _REFERENCE.fullmatch(body):
        return Form.REFERENCE
    return Form.UNKNOWN


def _closing_brace(text: str, at: int) -> int:
    """The offset of the ``}`` that closes, past quoted text; -1 when there is none.

    A quote without its pair is an ordinary character: `${aws:x}'s` closes at its brace.
    """
    while at < len(text):
        char = text[at]
        if char == "}":
            return at
        if char in "'\"":
            pair = text.find(char, at + 1)
            at = at if pair == -1 else pair
        at += 1
    return -1
