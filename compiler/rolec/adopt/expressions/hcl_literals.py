"""Texts of Terraform that are no expressions, as `$${var.x}` is."""

from __future__ import annotations

from rolec.adopt.literal_texts import literal_in, told
from rolec.adopt.unknown import UnreadError
from rolec.ir.substitution import Form

_READ = frozenset({Form.REFERENCE, Form.LINK})
"""What a spec would take for a reference. (A template may have names of its own that are words of rolec.)"""


def literal(text: str) -> str:
    """``text``; an UnreadError where a spec would have a reference in it."""
    written = literal_in(text, _READ)
    if written is not None:
        raise UnreadError(told(written))
    return text
