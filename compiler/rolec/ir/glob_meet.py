"""Whether two patterns meet: whether some text fits both. Patterns are those of `glob`."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from functools import lru_cache


@lru_cache(maxsize=65536)
def meet(one: str, other: str) -> bool:
    """Whether there is a text that both patterns stand for; case counts."""
    if "*" in (one, other) or one == other:
        return True
    if not _ends_agree(one, other):
        return False
    # Bit i of ``places``: all so far of ``one`` meets the first i characters of ``other``.
    places = _past_stars(1, other)
    for char in one:
        places = _step(places, char, other)
        if not places:
            return False
    return bool(places >> len(other) & 1)


def any_meet(some: Iterable[str], others: Iterable[str]) -> bool:
    """Whether one of ``some`` patterns meets one of the ``others``."""
    return any(itertools.starmap(meet, itertools.product(some, others)))


def _ends_agree(one: str, other: str) -> bool:
    """What both write before their first wildcard does not conflict: most pairs end here."""
    for a, b in zip(one, other, strict=False):
        if a in "*?" or b in "*?":
            return True
        if a != b:
            return False
    return True


def _step(places: int, char: str, other: str) -> int:
    if char == "*":
        lowest = places & -places
        return -lowest & ((1 << len(other) + 1) - 1)
    found = 0
    for i, against in enumerate(other):
        if places >> i & 1:
            if against == "*":
                found |= 1 << i
            elif char in ("?", against) or against == "?":
                found |= 1 << i + 1
    return _past_stars(found, other)


def _past_stars(places: int, other: str) -> int:
    for i, against in enumerate(other):
        if against == "*" and places >> i & 1:
            places |= 1 << i + 1
    return places
