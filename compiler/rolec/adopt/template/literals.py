"""Texts of CloudFormation that are no functions, as `${!var.x}` is."""

from __future__ import annotations

from rolec.adopt.literal_texts import literal_in, told
from rolec.adopt.template.shape import UnreadError


def literal(text: str) -> str:
    """``text``; an UnreadError where a spec would have a reference in it."""
    written = literal_in(text)
    if written is not None:
        raise UnreadError(told(written))
    return text
