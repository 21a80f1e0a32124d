"""IAM's wildcards: ``*`` stands for any text, ``?`` for any one character.

Source: the IAM User Guide, "IAM JSON policy elements: Resource" and "Action".
"""

from __future__ import annotations

import re
from functools import lru_cache


def matches(pattern: str, text: str) -> bool:
    """Whether ``pattern`` covers all of ``text``; case counts."""
    if "?" in pattern:
        return _compiled(pattern).fullmatch(text) is not None
    # Most patterns are asked about once: to compile one takes longer than to look for its pieces.
    return _has_pieces(pattern.split("*"), text)


def _has_pieces(pieces: list[str], text: str) -> bool:
    """Whether the pieces stand in ``text`` in order, the first and the last at its ends."""
    first, last = pieces[0], pieces[-1]
    if len(pieces) == 1:
        return text == first
    if not (text.startswith(first) and text.endswith(last)):
        return False
    at, end = len(first), len(text) - len(last)
    for piece in pieces[1:-1]:
        found = text.find(piece, at, end)
        if found == -1:
            return False
        at = found + len(piece)
    return at <= end


@lru_cache(maxsize=4096)
def _compiled(pattern: str) -> re.Pattern[str]:
    # A run of stars is one star, so that no pattern is slow.
    parts = re.split(r"([*?])", re.sub(r"\*+", "*", pattern))
    wild = {"*": ".*", "?": "."}
    return re.compile("".join(wild.get(part) or re.escape(part) for part in parts), re.DOTALL)
