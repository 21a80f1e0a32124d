"""The rows under a source line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rolec.cli.terminal import visible


class Underline(NamedTuple):
    """Screen columns ``[start, end)`` with what to draw there, and what to say of them."""

    start: int
    end: int
    sign: str
    text: str


def rows_under(underlines: Sequence[Underline]) -> list[str]:
    """The rows that underline, and say, everything.

    What is said of the last part stands beside it; what is said of the others
    hangs below them.
    """
    if not underlines:
        return []
    # Primary signs are drawn last, so that they stay visible where two overlap.
    ordered = sorted(underlines, key=lambda u: u.start)
    rightmost = ordered[-1]
    row = _drawn(sorted(ordered, key=lambda u: u.sign == "^"))
    beside = rightmost.text and max(rightmost.end, rightmost.start + 1) >= len(row)
    hanging = [u for u in ordered if u.text and not (beside and u is rightmost)]
    first = f"{row} {visible(rightmost.text)}" if beside else row
    return [first, *_hanging(hanging)]


def _drawn(underlines: Sequence[Underline]) -> str:
    row = [" "] * max(max(u.end, u.start + 1) for u in underlines)
    for start, end, sign, _ in underlines:
        for cell in range(start, max(end, start + 1)):
            row[cell] = sign
    return "".join(row)


def _hanging(underlines: list[Underline]) -> list[str]:
    rows = []
    if underlines:
        rows.append(_threads(underlines))
    while underlines:
        *underlines, last = underlines
        rows.append(_threads(underlines).ljust(last.start) + visible(last.text))
    return rows


def _threads(underlines: Sequence[Underline]) -> str:
    row = [" "] * max((u.start + 1 for u in underlines), default=0)
    for underline in underlines:
        row[underline.start] = "|"
    return "".join(row)
