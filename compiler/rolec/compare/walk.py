"""Texts of several patterns at once that as few as possible of other patterns cover.

The walk goes over the places of all patterns that have to match. Where one of them forces a
character it reads that one, and elsewhere a fresh letter, which only wildcards cover. Of the ways
to the same places only those are followed that leave the fewest other patterns alive: what another
way leaves alive besides can only be covered by more. So every text of the patterns has one among
those found that is covered by no pattern that does not cover it.
"""

from __future__ import annotations

from collections.abc import Iterator

from rolec.compare.bounds import Budget
from rolec.compare.pattern import (
    FRESH,
    ONES,
    PART_ONE,
    PART_STAR,
    STAR,
    STARS,
    WILD,
    cases,
)

AT = "patterns that have to match together"


class Automaton:
    """Patterns side by side: a set of places in them is one integer."""

    __slots__ = ("_after", "_stars", "final", "heeds_colons", "loops", "part_loops", "start")

    def __init__(self, patterns: tuple[str, ...]) -> None:
        self.start = self.final = self.loops = self.part_loops = 0
        self._after: dict[str, int] = {}
        ones = part_ones = 0
        first = 0
        for pattern in patterns:
            self.start |= 1 << first
            for place, character in enumerate(pattern, first):
                bit = 1 << place
                if character == STAR:
                    self.loops |= bit
                elif character == PART_STAR:
                    self.part_loops |= bit
                elif character == PART_ONE:
                    part_ones |= bit
                elif character in ONES:
                    ones |= bit
                else:
                    for each in cases(character):
                        self._after[each] = self._after.get(each, 0) | bit
            first += len(pattern) + 1
            self.final |= 1 << (first - 1)
        self._stars = self.loops | self.part_loops
        self.heeds_colons = bool(self.part_loops | part_ones)
        for character in self._after:
            self._after[character] |= ones | (part_ones if character != ":" else 0)
        self._after.setdefault(":", ones)
        self._after.setdefault("", ones | part_ones)
        self.start = self._past_stars(self.start)

    def step(self, places: int, character: str) -> int:
        """The places after ``character``."""
        after = self._after.get(character)
        if after is None:
            after = self._after[""]
        loops = self.loops if character == ":" else self._stars
        return self._past_stars((places & after) << 1 | places & loops)

    def accepts(self, text: str) -> bool:
        """Whether one of the patterns covers ``text``."""
        places = self.start
        for character in text:
            places = self.step(places, character)
            if not places:
                return False
        return bool(places & self.final)

    def _past_stars(self, places: int) -> int:
        stars = self._stars
        found = places
        while True:
            more = found | (found & stars) << 1
            if more == found:
                return found
            found = more


NONE = Automaton(())


def some_text(patterns: tuple[str, ...], budget: Budget) -> str | None:
    """A text of all ``patterns``, or None where there is none."""
    return next((text for _, text in _walk(patterns, NONE, budget)), None)


def least_covered(
    patterns: tuple[str, ...], others: tuple[str, ...], budget: Budget
) -> tuple[str, ...]:
    """Texts of all ``patterns``: for each that there is, one covered by no more of ``others``."""
    automaton = Automaton(others) if others else NONE
    found: list[tuple[int, str]] = []
    for places, text in _walk(patterns, automaton, budget):
        covered = places & automaton.final
        if not covered:
            return (text,)
        if all(known & ~covered for known, _ in found):
            found = [(known, each) for known, each in found if covered & ~known]
            found.append((covered, text))
    return tuple(text for _, text in found)


def _walk(
    patterns: tuple[str, ...], others: Automaton, budget: Budget
) -> Iterator[tuple[int, str]]:
    ends = tuple(map(len, patterns))
    start = (0,) * len(patterns)
    # For each places of `patterns`, the least sets of places of `others` that were reached.
    reached: dict[tuple[int, ...], list[int]] = {start: [others.start]}
    waiting = [(start, others.start, "")]
    while waiting:
        at, alive, text = waiting.pop()
        if at == ends:
            yield alive, text
            continue
        # What is not the least any more was replaced by what is.
        if alive not in reached[at]:
            continue
        budget.spend(len(patterns), AT)
        for to, character in _ways(patterns, at, ends, both=others.heeds_colons):
            still = others.step(alive, character) if character else alive
            known = reached.get(to)
            if known is None:
                reached[to] = [still]
            elif any(not each & ~still for each in known):
                continue
            else:
                known[:] = [each for each in known if still & ~each]
                known.append(still)
            waiting.append((to, still, text + character))


def _ways(
    patterns: tuple[str, ...], at: tuple[int, ...], ends: tuple[int, ...], *, both: bool
) -> Iterator[tuple[tuple[int, ...], str]]:
    """Where the walk can go from ``at``, and the character it reads; none past a star."""
    tokens = [
        pattern[place] if place < end else ""
        for pattern, place, end in zip(patterns, at, ends, strict=True)
    ]
    for which, token in enumerate(tokens):
        if token and token in STARS:
            yield (*at[:which], at[which] + 1, *at[which + 1 :]), ""
    if "" in tokens:
        return
    to = tuple(
        place if token in STARS else place + 1 for place, token in zip(at, tokens, strict=True)
    )
    for character in _readable(tokens, both=both):
        yield to, character


def _readable(tokens: list[str], *, both: bool) -> tuple[str, ...]:
    """The characters that all ``tokens`` cover: what one forces, or what covers the least."""
    forced: tuple[str, ...] | None = None
    for token in tokens:
        if token not in WILD:
            read = cases(token)
            forced = read if forced is None else tuple(c for c in forced if c in read)
    if forced is None:
        # A colon gets out of the wildcards that cover none, a fresh letter out of all the rest.
        forced = (":", FRESH) if both else (FRESH,)
    if ":" in forced and not _NO_COLON.isdisjoint(tokens):
        return tuple(c for c in forced if c != ":")
    return forced


_NO_COLON = frozenset((PART_STAR, PART_ONE))
