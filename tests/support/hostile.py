"""Strings made to break out of HCL, JSON, a comment or the terminal."""

from __future__ import annotations

import random
import unicodedata

_PIECES = (
    '"', '"}', '"\n', "\\", "\\\\", '\\"', "\\u007b", "\\n", "$", "$$", "$$$", "%", "%%", "{", "}", "}}",
    "${", "$${", "$$${", "%{", "%%{", "%%%{", "&{aws:username}", "${aws:username}", "$${aws:username}",
    "${*}", "${?}", "${$}", "${aws:PrincipalTag/a.b, 'x'}", '${aws:PrincipalTag/a, "}"}', "${aws:x",
    "${aws:é}", '${file("/etc/passwd")}', "%{ if true }", "%{ endif ~}", "${~ var.x ~}", "${var.x}",
    "#", "//", "/*", "*/", "<<EOF\n", "\nEOF\n", "EOF", "\n", "\r\n", "\r", "\t", "\0", "\x1b[31m", "\x7f",
    "\x85", "\u2028", "\u2029", "\u202e", "\ufeff", "\u200b", "\ufffd", "\uffff", "é", "語", "😀", "👩‍👩‍👧", "\U000e0001",
    "e\u0301", "<>&", "\\u003c", "'", "`", "{{ x }}", "{% x %}", "{# x #}", "null", "true", " ", "  ", "=", " = ",
)  # fmt: skip


def hostile_strings(seed: int, count: int) -> list[str]:
    """``count`` strings, the same for a seed; in the one form of Unicode that Terraform keeps."""
    chosen = random.Random(seed)
    return [unicodedata.normalize("NFC", _one(chosen)) for _ in range(count)]


def _one(chosen: random.Random) -> str:
    return "".join(_piece(chosen) for _ in range(chosen.randint(0, 8)))


def _piece(chosen: random.Random) -> str:
    if chosen.random() < 0.8:
        return chosen.choice(_PIECES)
    # Below the surrogates, which no file can hold.
    return chr(chosen.randrange(0xD800))
