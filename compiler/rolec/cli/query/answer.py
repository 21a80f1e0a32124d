"""An answer: a table, for people with aligned columns and for programs as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from rolec.cli.paint import Paint, painted
from rolec.record import dataclass

Cell: TypeAlias = str | bool | tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class Answer:
    """Rows by the names of their columns; ``shown`` are the columns that people see.

    ``nothing`` is what is said when there is no row.
    """

    shown: tuple[str, ...]
    rows: tuple[dict[str, Cell], ...]
    nothing: str = "nothing"


def as_text(answer: Answer, *, color: bool) -> str:
    """A line for each row, under the names of the columns; the last column may be long."""
    head = tuple(name.replace("_", " ").upper() for name in answer.shown)
    rows = [tuple(_text(row[name]) for name in answer.shown) for row in answer.rows]
    widths = [max(map(len, column)) for column in zip(head, *rows, strict=True)]
    first = painted(_line(head, widths), Paint.BOLD, color=color)
    return "\n".join((first, *(_line(row, widths) for row in rows))) + "\n"


def as_json(answer: Answer) -> str:
    """The rows, with all their columns, as a JSON list."""
    import json

    return json.dumps(answer.rows, indent=2, ensure_ascii=False) + "\n"


def _line(cells: tuple[str, ...], widths: list[int]) -> str:
    return "  ".join(_padded(cells, widths)).rstrip()


def _padded(cells: tuple[str, ...], widths: list[int]) -> Iterator[str]:
    for cell, width in zip(cells, widths, strict=True):
        yield cell.ljust(width)


def _text(cell: Cell) -> str:
    match cell:
        case None:
            return "-"
        case bool():
            return "yes" if cell else "no"
        case str():
            return cell
        case tuple():
            return ", ".join(cell) or "-"
