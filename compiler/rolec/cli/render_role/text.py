"""A page as text for a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from rolec.cli.paint import Paint, painted
from rolec.cli.render_role.page import (
    Bullet,
    Bullets,
    Page,
    Paragraph,
    Quoted,
    Section,
    Table,
    Words,
)
from rolec.cli.terminal import visible

_MARGIN = "  "


def text_page(page: Page, *, color: bool = False) -> str:
    """The page as lines, its last one ended."""
    rows = [painted(plain(page.title), Paint.BOLD, color=color)]
    for section in page.sections:
        rows += ["", painted(plain(section.title), Paint.BLUE, color=color)]
        rows += _rows(section)
    if page.end:
        rows += ["", plain(page.end)]
    return "\n".join(row.rstrip() for row in rows) + "\n"


def _rows(section: Section) -> Iterator[str]:
    margin = _MARGIN
    for block in section.blocks:
        match block:
            case Table():
                yield from _table(block)
            case Bullets(items=items):
                for bullet in items:
                    yield from _bullet(bullet, margin)
            case Paragraph(words=words):
                yield f"{_MARGIN}{plain(words)}"
                margin = _MARGIN * 2  # the list below it is its own


def _bullet(bullet: Bullet, margin: str) -> Iterator[str]:
    yield f"{margin}- {plain(bullet.words)}"
    for words in bullet.below:
        yield f"{margin}    {plain(words)}"


def _table(table: Table) -> Iterator[str]:
    rows = [table.head, *(tuple(map(plain, row)) for row in table.rows)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        first, *rest = (cell.rjust(width) for cell, width in zip(row, widths, strict=True))
        yield "  " + "  ".join([first.strip().ljust(widths[0]), *rest])


def plain(words: Words) -> str:
    """``words`` for a terminal, on one line."""
    return "".join(visible(w.text) if isinstance(w, Quoted) else w for w in words)
