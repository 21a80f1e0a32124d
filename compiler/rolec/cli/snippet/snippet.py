"""The lines of one file that a diagnostic speaks of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rolec.cli.paint import Paint, painted
from rolec.cli.snippet.mark import Mark
from rolec.cli.snippet.shown_line import ShownLine, shown_line
from rolec.cli.snippet.underline import Underline, rows_under
from rolec.record import dataclass
from rolec.source.file import SourceFile

_LONGEST = 5
"""Lines of a long mark that are shown; of a longer one, the first two and the last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """How snippets of one diagnostic are drawn."""

    gutter: int
    paint: Paint
    color: bool

    def bar(self, number: int | None = None) -> str:
        """What stands left of a source line, or of a row below one."""
        text = f"{'' if number is None else number:>{self.gutter}} |"
        return painted(text, Paint.BLUE, color=self.color)


def snippet(file: SourceFile, marks: Sequence[Mark], style: Style) -> Iterator[str]:
    """The rows that show every line with a mark, and underline the marks."""
    long = next((mark for mark in marks if mark.is_long), None)
    previous = 0
    for number in _lines(marks):
        if previous and number == previous + 2:
            yield from _line(file, number - 1, (), long, style)
        elif previous and number > previous + 2:
            yield painted("...", Paint.BLUE, color=style.color)
        yield from _line(file, number, [m for m in marks if m.line == number], long, style)
        previous = number


def _lines(marks: Sequence[Mark]) -> list[int]:
    lines = {mark.line for mark in marks}
    for mark in marks:
        if mark.end_line - mark.line < _LONGEST:
            lines |= set(range(mark.line, mark.end_line + 1))
        else:
            lines |= {mark.line, mark.line + 1, mark.end_line}
    return sorted(lines)


def _line(
    file: SourceFile, number: int, marks: Sequence[Mark], long: Mark | None, style: Style
) -> Iterator[str]:
    text = file.line(number)
    short = [mark for mark in marks if mark is not long]
    shown = shown_line(text, _matters(number, short, long))
    margin = _margin(number, text, long)
    yield f"{style.bar(number)} {_colored_margin(margin, long, style)}{shown.text}".rstrip()
    for row in rows_under([_underline(mark, shown) for mark in short]):
        below = "| " if long and long.line < number < long.end_line else " " * len(margin)
        yield f"{style.bar()} {below}{_colored_row(row, style)}"
    if long:
        yield from _long_rows(number, margin, long, shown, style)


def _matters(number: int, short: Sequence[Mark], long: Mark | None) -> int:
    starts = [mark.start for mark in sorted(short, key=lambda m: not m.primary)]
    if long and number == long.end_line:
        starts.append(long.end)
    return starts[0] if starts else 0


def _underline(mark: Mark, shown: ShownLine) -> Underline:
    return Underline(shown.cell(mark.start), shown.cell(mark.end), mark.sign, mark.text)


def _margin(number: int, text: str, long: Mark | None) -> str:
    if long is None:
        return ""
    if number == long.line and not text[: long.start].strip():
        return "/ "
    return "| " if long.line < number <= long.end_line else "  "


def _long_rows(
    number: int, margin: str, long: Mark, shown: ShownLine, style: Style
) -> Iterator[str]:
    """The rows that open and close the bracket of a mark over several lines."""
    if number == long.line and margin == "  ":
        row = f" {'_' * (shown.cell(long.start) + 1)}{long.sign}"
        yield f"{style.bar()} {_colored_row(row, style)}"
    if number == long.end_line:
        said = next(iter(rows_under([Underline(0, 1, long.sign, long.text)])))
        row = f"|{'_' * max(1, shown.cell(long.end))}{said}"
        yield f"{style.bar()} {_colored_row(row, style)}"


def _colored_margin(margin: str, long: Mark | None, style: Style) -> str:
    paint = style.paint if long and long.primary else Paint.BLUE
    return painted(margin, paint, color=style.color and bool(margin.strip()))


def _colored_row(row: str, style: Style) -> str:
    paint = style.paint if "^" in row else Paint.BLUE
    return painted(row, paint, color=style.color)
