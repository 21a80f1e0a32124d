"""Source text, and the only code that knows about lines and columns."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import field
from functools import cached_property

from rolec.record import dataclass
from rolec.source.span import Span


@dataclass(frozen=True)
class SourceFile:
    """One input file, read once and never changed.

    ``path`` is the name that messages show: relative to the folder the command was
    run in, with ``/`` on every system.
    """

    path: str
    text: str

    @cached_property
    def _line_starts(self) -> tuple[int, ...]:
        return (0, *(i + 1 for i, char in enumerate(self.text) if char == "\n"))

    def position(self, offset: int) -> tuple[int, int]:
        """The line and column of ``offset``, both counted from 1, columns in characters."""
        line = bisect_right(self._line_starts, offset)
        return line, offset - self._line_starts[line - 1] + 1

    def line(self, number: int) -> str:
        """The text of a line, counted from 1, without its line end."""
        start = self._line_starts[number - 1]
        end = self.text.find("\n", start)
        return self.text[start : end if end != -1 else len(self.text)].removesuffix("\r")

    def may_hold(self, *words: str) -> bool:
        """Whether one of ``words`` may be a key or a value of what the text says.

        Between double quotes a backslash may stand for any part of a word.
        """
        text = self.text
        return "\\" in text or any(word in text for word in words)

    def slice(self, span: Span) -> str:
        """The text that ``span`` covers."""
        return self.text[span.start : span.end]


@dataclass(frozen=True)
class SourceMap:
    """Every file that a diagnostic may point into, by path."""

    files: dict[str, SourceFile] = field(default_factory=dict)

    def add(self, file: SourceFile) -> SourceFile:
        """Remember ``file``, and give it back."""
        self.files[file.path] = file
        return file

    def of(self, span: Span) -> SourceFile | None:
        """The file that ``span`` is in, or None when no file holds it."""
        return self.files.get(span.path)
