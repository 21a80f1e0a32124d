"""A source line as a terminal shows it."""

from __future__ import annotations

from unicodedata import combining, east_asian_width

from rolec.cli.terminal import visible
from rolec.record import dataclass

_WIDEST = 120
"""Characters of a line that are shown; of a longer one, those around what matters."""

_BEFORE = 40
"""Characters shown before what matters, in a line that is cut."""

_TAB = "    "


@dataclass(frozen=True, slots=True)
class ShownLine:
    """A line as it is shown, and the screen column of each of its characters.

    ``cells[i]`` belongs to the character ``first + i`` of the line; the last is the end.
    """

    text: str
    first: int
    cells: tuple[int, ...]

    def cell(self, character: int) -> int:
        """The screen column of a character, or of the nearest one that is shown."""
        return self.cells[max(0, min(character - self.first, len(self.cells) - 1))]


def shown_line(line: str, matters: int) -> ShownLine:
    """``line`` as shown; if it is long, cut so that the character ``matters`` is in it."""
    first, last = _window(len(line), matters)
    shown = ["…"] if first else []
    cells = [len(shown)]
    for char in line[first:last]:
        shown.append(_TAB if char == "\t" else visible(char))
        cells.append(cells[-1] + _width(char))
    if last < len(line):
        shown.append("…")
    return ShownLine("".join(shown), first, tuple(cells))


def _window(length: int, matters: int) -> tuple[int, int]:
    if length <= _WIDEST:
        return 0, length
    first = max(0, min(matters - _BEFORE, length - _WIDEST))
    return first, first + _WIDEST


def _width(char: str) -> int:
    if char == "\t":
        return len(_TAB)
    if combining(char):
        return 0
    return 2 if east_asian_width(char) in "WF" else 1
