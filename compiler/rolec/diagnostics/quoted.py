"""The words of a user in a message."""

from __future__ import annotations

_LONGEST = 60
_LINE_ENDS = {ord(c): f"\\u{ord(c):04x}" for c in "\n\v\f\r\x1c\x1d\x1e\x85\u2028\u2029"}


def quoted(text: str, *, whole: bool = False) -> str:
    """``text`` in backticks, on one line and not too long; of ``whole`` none is left out."""
    shown = text if whole or len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
    return "`" + "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in shown) + "`"


def one_line(text: str) -> str:
    """``text`` with its line ends written out: what a user wrote may have them."""
    return text if text.isprintable() else text.translate(_LINE_ENDS)
