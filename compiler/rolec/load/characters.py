"""Bytes to text, and the characters that no spec may hold."""

from __future__ import annotations

import re

from rolec.diagnostics.diagnostic import Diagnostic, error
from rolec.diagnostics.outcome import Outcome
from rolec.load import codes
from rolec.source.file import SourceFile
from rolec.source.span import Span

_REFUSED = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u2028\u2029\ud800-\udfff\ufdd0-\ufdef\ufeff\ufffe\uffff]"
)
_NAMES = {
    "\ufeff": "a byte order mark",
    "\x00": "a NUL character",
    "\x1b": "an escape character",
    "\u2028": "a line separator",
    "\u2029": "a paragraph separator",
}


def decode(path: str, data: bytes) -> Outcome[SourceFile]:
    """The file at ``path``, whose content is ``data``, as text."""
    try:
        return Outcome(SourceFile(path, data.decode("utf-8")))
    except UnicodeDecodeError as problem:
        # What comes before the bad byte can be shown, and says where it is.
        before = data[: problem.start].decode("utf-8", "replace")
        line = before.count("\n") + 1
        return Outcome(
            None,
            (
                error(
                    codes.NOT_TEXT,
                    f"byte {data[problem.start]:#04x} in line {line} is not UTF-8",
                    Span(path, 0, 0),
                    help="save the file as UTF-8",
                ),
            ),
        )


def first_refused(file: SourceFile) -> Diagnostic | None:
    """The first character of ``file`` that cannot be seen, if there is one."""
    found = _REFUSED.search(file.text)
    if found is None:
        return None
    name = _NAMES.get(found[0], f"the control character U+{ord(found[0]):04X}")
    return error(
        codes.CONTROL_CHARACTER,
        f"{name} in the text",
        Span(file.path, found.start(), found.end()),
        help="save the file without one" if found[0] == "\ufeff" else "delete it",
    )
