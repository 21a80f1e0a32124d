"""The words of a user in a message."""

from __future__ import annotations

_LONGEST = 60


def quoted(text: str) -> str:
    """``text`` in backticks, on one line and not too long."""
    shown = text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
    return "`" + "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in shown) + "`"
