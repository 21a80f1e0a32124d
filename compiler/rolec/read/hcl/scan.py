"""Finds the strings of HCL, and hides in them what python-hcl2 would misread.

Where a string holds `$${` or `%%{`, python-hcl2 8.1.4 reads on to the next `}`, past the
end of the string and over the arguments that follow, without an error. It reads no
heredoc whose end marker is followed by blanks, and no byte order mark.
"""

from __future__ import annotations

import re
from dataclasses import field

from rolec.diagnostics.diagnostic import Diagnostic, error
from rolec.read import codes
from rolec.record import dataclass
from rolec.source.file import SourceFile
from rolec.source.span import Span

DEPTH = 100
"""How deep brackets and strings may nest; real files reach twelve."""

_CODE = re.compile(
    r"(?P<comment>#[^\n]*|//[^\n]*|/\*.*?\*/)"
    r"|<<(?P<trim>-?)(?P<marker>[^\W\d][\w.-]*)\r?\n"
    r'|(?P<mark>["{}\[\]()])',
    re.DOTALL,
)
_QUOTED = re.compile(r'\\.|\$\$\{|%%\{|\$\{|%\{|"|\n', re.DOTALL)


@dataclass(frozen=True, slots=True)
class Heredoc:
    """The range of a heredoc's body, and whether its indentation is taken off."""

    start: int
    end: int
    trim: bool


@dataclass(slots=True)
class Scan:
    """The text as python-hcl2 may read it, every character where it was, and what was hidden.

    ``heredocs`` are by the offset where they start.
    """

    file: SourceFile
    masks: list[tuple[int, str]] = field(default_factory=list)
    heredocs: dict[int, Heredoc] = field(default_factory=dict)
    found: list[Diagnostic] = field(default_factory=list)

    @property
    def masked(self) -> str:
        """The text, of the same length, with what was hidden."""
        out: list[str] = []
        at = 0
        for start, mask in self.masks:
            out += (self.file.text[at:start], mask)
            at = start + len(mask)
        return "".join((*out, self.file.text[at:]))


class TooDeepError(Exception):
    """Brackets nest deeper than anything that people write."""


def scan(file: SourceFile) -> Scan:
    """The strings of ``file``; where it is not HCL, as far as it looks like HCL."""
    result = Scan(file)
    start = 0
    if file.text.startswith("\ufeff"):
        result.masks.append((0, " "))
        start = 1
    try:
        while start < len(file.text):
            start = after_code(result, start, 0)
    except TooDeepError:
        result.found.append(_too_deep(file))
    return result


def after_code(result: Scan, at: int, depth: int) -> int:
    """The offset after the `}` that closes the code at ``at``, or the end of the text."""
    opened = 0
    while (found := _CODE.search(result.file.text, at)) is not None:
        at = found.end()
        if found["marker"]:
            at = _after_heredoc(result, found)
        match found["mark"]:
            case '"':
                at = _after_quoted(result, at, _deeper(depth + opened))
            case "{" | "[" | "(":
                opened += 1
                _deeper(depth + opened)
            case "}" if opened == 0:
                return at
            case "}" | "]" | ")":
                opened -= 1
            case _:
                pass
    return len(result.file.text)


def _after_quoted(result: Scan, at: int, depth: int) -> int:
    while (found := _QUOTED.search(result.file.text, at)) is not None:
        at = found.end()
        match found.group():
            case '"':
                return at
            case "${" | "%{":
                at = after_code(result, at, _deeper(depth))
            case "$${" | "%%{":
                result.masks.append((found.start(), "xxx"))
            case "\n":
                result.found.append(_line_break(result.file, found.start()))
            case _:
                pass
    return len(result.file.text)


def _after_heredoc(result: Scan, found: re.Match[str]) -> int:
    """Hide the heredoc as one quoted string; python-hcl2 gives it as raw text anyway."""
    ends = re.compile(rf"^[ \t]*{re.escape(found['marker'])}(?=[ \t]*\r?$)", re.MULTILINE)
    closing = ends.search(result.file.text, found.end())
    if closing is None:
        return len(result.file.text)
    result.heredocs[found.start()] = Heredoc(found.end(), closing.start(), bool(found["trim"]))
    hidden = closing.end() - found.start() - 2
    result.masks.append((found.start(), f'"{"x" * hidden}"'))
    return closing.end()


def _deeper(depth: int) -> int:
    if depth >= DEPTH:
        raise TooDeepError
    return depth + 1


def _line_break(file: SourceFile, at: int) -> Diagnostic:
    return error(
        codes.LINE_BREAK,
        "a quoted string has a line break",
        Span(file.path, at, at + 1),
        help="close the string on this line, or write `\\n`",
    )


def _too_deep(file: SourceFile) -> Diagnostic:
    return error(
        codes.HCL_SYNTAX,
        f"brackets are nested more than {DEPTH} levels deep",
        Span(file.path, 0, 0),
    )
