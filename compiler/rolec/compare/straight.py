"""Texts of several patterns at once that need no search: one pattern's words after the other's.

A pattern that has a star leaves room for whatever the others have to have, as long as they agree on
how the text begins and ends.
"""

from __future__ import annotations

from collections.abc import Iterable

from rolec.compare.pattern import FRESH, ONE, PART_ONE, PART_STAR, STAR, has_cases


def are_open(patterns: Iterable[str]) -> bool:
    """Whether each of ``patterns`` has a star, and no letter or wildcard of another kind."""
    return all(STAR in each and not _is_special(each) for each in patterns)


def straight_texts(patterns: tuple[str, ...]) -> tuple[str, ...]:
    """A few texts of all ``patterns``, which are open; none where surely no text is of them all."""
    cut = [each.split(STAR) for each in patterns]
    head = _merged(parts[0] for parts in cut)
    tail = _merged(parts[-1][::-1] for parts in cut)
    if head is None or tail is None:
        return ()
    words = [[part for part in parts[1:-1] if part] for parts in cut]
    orders = (words, words[::-1], words[1::2] + words[::2], sorted(words, key=len))
    texts = (
        FRESH.join([head, *(word for each in order for word in each), tail[::-1]])
        for order in orders
    )
    return tuple(dict.fromkeys(text.replace(ONE, FRESH) for text in texts))


def _is_special(pattern: str) -> bool:
    return PART_STAR in pattern or PART_ONE in pattern or has_cases(pattern)


def _merged(heads: Iterable[str]) -> str | None:
    """The shortest pattern without a star whose texts begin as all ``heads`` say, or None."""
    found = ""
    for head in sorted(heads, key=len):
        both = [_both(*pair) for pair in zip(found, head, strict=False)]
        if None in both:
            return None
        found = "".join(each for each in both if each) + head[len(found) :]
    return found


def _both(one: str, other: str) -> str | None:
    if other in {one, ONE}:
        return one
    return other if one == ONE else None
