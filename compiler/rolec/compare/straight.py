"""Texts of several patterns at once that need no search: one pattern's words after the other's.

A pattern that has a star leaves room for whatever the others have to have, as long as they agree on
how the text begins and ends.
"""

from __future__ import annotations

from collections.abc import Iterator

from rolec.compare.pattern import FRESH, ONE, PART_ONE, PART_STAR, STAR, has_cases


def are_open(patterns: tuple[str, ...]) -> bool:
    """Whether a text of all ``patterns`` can be made of their words, if they begin and end alike."""
    return all(map(_is_open, patterns))


def straight_texts(patterns: tuple[str, ...]) -> Iterator[str]:
    """A few texts of all ``patterns``, which are open, and begin and end alike."""
    cut = [each.split(STAR) for each in patterns]
    head = max((parts[0] for parts in cut), key=len)
    tail = max((parts[-1] for parts in cut), key=len)
    words = [[part for part in parts[1:-1] if part] for parts in cut]
    for order in (words, words[::-1], words[1::2] + words[::2], sorted(words, key=len)):
        inside = [word for each in order for word in each]
        text = FRESH.join([head, *inside, tail])
        yield text.replace(ONE, FRESH)


def _is_open(pattern: str) -> bool:
    head, star, rest = pattern.partition(STAR)
    tail = rest.rpartition(STAR)[2]
    return bool(star) and not (
        ONE in head
        or ONE in tail
        or PART_STAR in pattern
        or PART_ONE in pattern
        or has_cases(pattern)
    )
