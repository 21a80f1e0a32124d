"""Colours of a terminal."""

from __future__ import annotations

from enum import StrEnum

from rolec.diagnostics.level import Level


class Paint(StrEnum):
    """A way to show text, as the parameters of the SGR escape sequence."""

    PLAIN = ""
    BOLD = "1"
    RED = "1;31"
    GREEN = "1;32"
    YELLOW = "1;33"
    BLUE = "1;34"
    CYAN = "1;36"


def painted(text: str, paint: Paint, *, color: bool) -> str:
    """``text``, in colour if there is to be one."""
    return f"\x1b[{paint}m{text}\x1b[0m" if color and paint and text else text


def paint_of(level: Level) -> Paint:
    """The colour that says how much a diagnostic matters."""
    match level:
        case Level.ERROR:
            return Paint.RED
        case Level.SECURITY_WARNING | Level.WARNING:
            return Paint.YELLOW
        case Level.SUGGESTION:
            return Paint.CYAN
        case Level.NOTE:
            return Paint.GREEN
