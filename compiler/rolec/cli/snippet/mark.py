"""What is underlined: labels, by line."""

from __future__ import annotations

from collections.abc import Sequence

from rolec.diagnostics.diagnostic import Label
from rolec.record import dataclass
from rolec.source.file import SourceFile


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A label in the lines of its file.

    Lines count from 1 and characters of a line from 0; the end is exclusive.
    """

    line: int
    start: int
    end_line: int
    end: int
    text: str
    primary: bool

    @property
    def sign(self) -> str:
        """What underlines it."""
        return "^" if self.primary else "-"

    @property
    def is_long(self) -> bool:
        """Whether it goes over more than one line."""
        return self.end_line > self.line


def marks_of(labels: Sequence[Label], primary: Label, file: SourceFile) -> tuple[Mark, ...]:
    """The marks of ``labels``, all of them in ``file``; only one may be long.

    Of the others that go over several lines, the first line stands for them.
    """
    marks = [_mark(label, file, primary=label is primary) for label in labels]
    long = [mark for mark in marks if mark.is_long]
    kept = next((mark for mark in long if mark.primary), long[0] if long else None)
    return tuple(m if not m.is_long or m is kept else _first_line(m, file) for m in marks)


def _mark(label: Label, file: SourceFile, *, primary: bool) -> Mark:
    span = label.span
    line, start = file.position(span.start)
    # The last character tells the line: a span that takes a line end along is not longer by it.
    end_line, last = file.position(max(span.start, span.end - 1))
    end = min(last if span.end > span.start else start, len(file.line(end_line)) + 1)
    return Mark(
        line=line,
        start=start - 1,
        end_line=end_line,
        end=end,
        text=label.text,
        primary=primary,
    )


def _first_line(mark: Mark, file: SourceFile) -> Mark:
    return Mark(
        line=mark.line,
        start=mark.start,
        end_line=mark.line,
        end=len(file.line(mark.line)),
        text=mark.text,
        primary=mark.primary,
    )
