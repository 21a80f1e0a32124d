"""Strings to HCL literals."""

from __future__ import annotations

import re

_NAMED = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}

# What ends a line, does not show, or changes the direction of what does.
_UNSEEN = (
    "\x00-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202f\u205f-\u206f\ufeff\ufff0-\uffff"
    "\U000e0000-\U000e0fff"
)

# A variable with quotes or braces in its default value is written like any other text,
# which comes to the same; one right after a `$` too, whose `$$${` would be read otherwise.
_PLAIN = r"[^\"\\{}$%\x00-\x1f\x7f-\U0010ffff]*"
_POLICY_VARIABLE = rf"(?<!\$)\$\{{(?:{_PLAIN}:{_PLAIN}|[*?$])\}}"

_SUSPECT = re.compile(rf'["\\{{{_UNSEEN}]')
_SPECIAL = re.compile(rf'{_POLICY_VARIABLE}|[$%]\{{|["\\{_UNSEEN}]')
_SPECIAL_IN_KEYS = re.compile(rf'{_POLICY_VARIABLE}|[$%]\{{|["\\\x00-\x1f\x7f-\U0010ffff]')
_UNSEEN_ONLY = re.compile(rf"[{_UNSEEN}]")


def body(text: str) -> str:
    """What stands between the quotes for ``text``: Terraform reads it as exactly that."""
    return _SPECIAL.sub(_escaped, text) if _SUSPECT.search(text) else text


def key_body(text: str) -> str:
    """The same with ASCII alone, so that every program counts its columns alike."""
    return _SPECIAL_IN_KEYS.sub(_escaped, text)


def visible(text: str) -> str:
    """``text`` on one line, for a comment."""
    return _UNSEEN_ONLY.sub(_escaped, text)


def _escaped(match: re.Match[str]) -> str:
    found = match[0]
    if found.endswith("}"):
        return f"${found}"
    if found.endswith("{"):
        # `$${` and `%%{` would say the same to Terraform, but other readers of HCL take
        # them to run on to the next brace, wherever it is.
        return found[0] + code_point("{")
    return _NAMED.get(found) or code_point(found)


def code_point(char: str) -> str:
    """The escape sequence of a character."""
    return f"\\u{ord(char):04x}" if char <= "\uffff" else f"\\U{ord(char):08x}"
