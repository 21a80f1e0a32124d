"""A page as Markdown for a pull request."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rolec.cli.render_role.page import Bullet, Bullets, Page, Paragraph, Quoted, Table, Words
from rolec.cli.terminal import visible

_BACKTICKS = re.compile("`+")


def markdown_page(page: Page) -> str:
    """The page as Markdown; text of others is code in it, and cannot become markup."""
    rows = [f"# {_inline(page.title)}"]
    for section in page.sections:
        rows += ["", f"## {_inline(section.title)}"]
        for block in section.blocks:
            match block:
                case Table():
                    rows += ["", *_table(block)]
                case Bullets(items=items):
                    rows += ["", *(row for item in items for row in _bullet(item))]
                case Paragraph(words=words):
                    rows += ["", _inline(words)]
    if page.end:
        rows += ["", _inline(page.end)]
    return "\n".join(rows) + "\n"


def code_span(text: str) -> str:
    """``text`` as a code span, whatever backticks are in it."""
    shown = visible(text)
    if not shown:
        return "(empty)"
    fence = "`" * (max(map(len, _BACKTICKS.findall(shown)), default=0) + 1)
    # One space on each side is not part of a code span; without it a backtick at an end
    # would join the fence.
    pad = " " if shown[0] in "` " or shown[-1] in "` " else ""
    return f"{fence}{pad}{shown}{pad}{fence}"


def _bullet(bullet: Bullet) -> Iterator[str]:
    yield f"- {_inline(bullet.words)}"
    for words in bullet.below:
        yield f"  - {_inline(words)}"


def _table(table: Table) -> Iterator[str]:
    yield f"| {' | '.join(table.head)} |"
    yield "|---|" + "---:|" * (len(table.head) - 1)
    for row in table.rows:
        # A bar ends a cell even inside a code span.
        cells = (_inline(words).replace("|", "\\|") for words in row)
        yield f"| {' | '.join(cells)} |"


def _inline(words: Words) -> str:
    return "".join(code_span(w.text) if isinstance(w, Quoted) else w for w in words)
