"""Bytes to text, and the characters that no spec may hold."""

from __future__ import annotations

import re

from rolec.diagnostics.diagnostic import Diagnostic, error
from rolec.load import codes
from rolec.record import dataclass
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


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a file; after an error with a sign in place of what is not UTF-8."""

    file: SourceFile
    diagnostics: tuple[Diagnostic, ...] = ()


def decode(path: str, data: bytes) -> Decoded:
    """The file at ``path``, whose content is ``data``, as text."""
    try:
        return Decoded(SourceFile(path, data.decode("utf-8")))
    except UnicodeDecodeError as problem:
        start = len(data[: problem.start].decode("utf-8"))
        refused = error(
            codes.NOT_TEXT,
            f"the byte {data[problem.start]:#04x} is not UTF-8",
            Span(path, start, start + 1),
            help="save the file as UTF-8",
        )
        return Decoded(SourceFile(path, data.decode("utf-8", "replace")), (refused,))


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
