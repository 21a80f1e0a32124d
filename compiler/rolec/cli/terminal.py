"""What a terminal may be sent, and whether there is one."""

from __future__ import annotations

import os
import re
from typing import TextIO

# Controls move the cursor or start escape sequences; the others are invisible, or
# reorder what stands around them, so that a reader sees another text than is there.
_UNSAFE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)

_SIGNS = {chr(code): chr(0x2400 + code) for code in range(0x20)} | {"\x7f": "\u2421"}
"""The control pictures of Unicode."""


def visible(text: str) -> str:
    """``text`` on one line, with a sign in place of each character that a terminal acts on."""
    return _UNSAFE.sub(lambda match: _SIGNS.get(match.group(), "\ufffd"), text)


def wants_color(stream: TextIO) -> bool:
    """Whether ``stream`` is a terminal whose user has not asked for plain text."""
    plain = bool(os.environ.get("NO_COLOR")) or os.environ.get("TERM") == "dumb"
    return is_terminal(stream) and not plain


def is_terminal(stream: TextIO) -> bool:
    """Whether somebody sees ``stream`` as it is written, or types into it."""
    try:
        return stream.isatty()
    except ValueError:  # closed
        return False
