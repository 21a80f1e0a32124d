"""IAM's wildcards: ``*`` stands for any text, ``?`` for any one character.

Source: the IAM User Guide, "IAM JSON policy elements: Resource" and "Action".
"""

from __future__ import annotations

import re
from functools import lru_cache


def matches(pattern: str, text: str) -> bool:
    """Whether ``pattern`` covers all of ``text``; case counts."""
    return _compiled(pattern).fullmatch(text) is not None


@lru_cache(maxsize=4096)
def _compiled(pattern: str) -> re.Pattern[str]:
    # A run of stars is one star, so that no pattern is slow.
    parts = re.split(r"([*?])", re.sub(r"\*+", "*", pattern))
    wild = {"*": ".*", "?": "."}
    return re.compile("".join(wild.get(part) or re.escape(part) for part in parts), re.DOTALL)
