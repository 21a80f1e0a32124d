"""Strings to HCL literals."""

from __future__ import annotations

import re

_NAMED = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}

# First and last of what ends a line, does not show, or changes the direction of what does.
_UNSEEN = (
    (0x00, 0x1F), (0x7F, 0x9F), (0xAD, 0xAD), (0x61C, 0x61C), (0x180E, 0x180E), (0x200B, 0x200F),
    (0x2028, 0x202F), (0x205F, 0x206F), (0xFE00, 0xFE0F), (0xFEFF, 0xFEFF), (0xFFF0, 0xFFFF),
    (0xE0000, 0xE007F), (0xE0100, 0xE01EF),
)  # fmt: skip

_CLEAN = re.compile(r"[ !#-\[\]-z|}~]*+")

# A variable with quotes or braces in its default value is written like any other text,
# which comes to the same; one right after a `$` too, whose `$$${` would be read otherwise.
_PLAIN = r"[ !#&-\[\]-z|~]*"
_BRACE = re.compile(rf"(?<!\$)\$\{{(?:{_PLAIN}:{_PLAIN}|[*?$])\}}|[$%]\{{")


def body(text: str) -> str:
    """What stands between the quotes for ``text``: Terraform reads it as exactly that."""
    if _CLEAN.fullmatch(text):
        return text
    escaped = text.translate(_ESCAPES)
    return _BRACE.sub(_opened, escaped) if "{" in escaped else escaped


def key_body(text: str) -> str:
    """The same with ASCII alone, so that every program counts its columns alike."""
    escaped = body(text)
    if escaped.isascii():
        return escaped
    return "".join([char if char.isascii() else code_point(char) for char in escaped])


def visible(text: str) -> str:
    """``text`` on one line, for a comment."""
    return text.translate(_UNSEEN_ESCAPES)


def code_point(char: str) -> str:
    """The escape sequence of a character."""
    return f"\\u{ord(char):04x}" if char <= "\uffff" else f"\\U{ord(char):08x}"


def _opened(match: re.Match[str]) -> str:
    found = match[0]
    # `$${` and `%%{` say the same to Terraform as the code point, but other readers of HCL
    # take them to run on to the next brace, wherever it is.
    return f"${found}" if found.endswith("}") else found[0] + code_point("{")


_UNSEEN_ESCAPES = {
    number: _NAMED.get(chr(number)) or code_point(chr(number))
    for first, last in _UNSEEN
    for number in range(first, last + 1)
}
_ESCAPES = {**_UNSEEN_ESCAPES, ord('"'): _NAMED['"'], ord("\\"): _NAMED["\\"]}
