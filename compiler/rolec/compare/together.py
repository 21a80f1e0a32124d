"""Texts of several unions of patterns at once, of which there are too many to be put together one by one.

The walk of `walk` takes one pattern of each union. This one has all patterns side by side: it reads what one of them
may read, or a fresh letter, and knows in which places all are. Of the ways to the same places of those that have to
match only those are followed that leave the fewest others alive.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rolec.compare.bounds import Budget
from rolec.compare.pattern import FRESH, STAR, WILD, cases
from rolec.compare.walk import AT, Automaton

_OF_STEP = 1
"""The work to leave some places, for each character that can be read there, and two more."""


class _Side:
    """Patterns side by side, in ``groups`` of which one has to match; a place behind a last star is as good as the end."""

    def __init__(self, groups: Sequence[tuple[str, ...]]) -> None:
        self.automaton = Automaton(tuple(each for group in groups for each in group))
        self.letters: dict[str, int] = {}
        self._groups: list[tuple[int, int, int]] = []
        self.finals: list[int] = []
        first = 0
        for group in groups:
            start, final, ended = first, 0, 0
            for pattern in group:
                for place, character in enumerate(pattern, first):
                    for each in cases(character) if character not in WILD else ():
                        self.letters[each] = self.letters.get(each, 0) | 1 << place
                first += len(pattern) + 1
                final |= 1 << (first - 1)
                if pattern.endswith(STAR):
                    ended |= 1 << (first - 2)
            whole = (1 << first) - (1 << start)
            # The lowest such place, with the end behind it, stands for all of them.
            self._groups.append((whole, ended, 3 * (ended & -ended)))
            self.finals.append(final)
        self.start = self.settled(self.automaton.start)

    def settled(self, places: int) -> int:
        """``places``, where what matches whatever comes is the same for each way to that."""
        for whole, ended, end in self._groups:
            if places & ended:
                places = places & ~whole | end
        return places

    def step(self, places: int, character: str) -> int:
        """The places after ``character``."""
        return self.settled(self.automaton.step(places, character))

    def are_alive(self, places: int) -> bool:
        """Whether each group may still match."""
        return all(places & whole for whole, _, _ in self._groups)

    def accept(self, places: int) -> bool:
        """Whether each group matches."""
        return all(places & final for final in self.finals)


def least_covered_together(
    unions: Sequence[tuple[str, ...]], others: tuple[str, ...], budget: Budget
) -> tuple[str, ...]:
    """Texts of all ``unions``: for each that there is, one covered by no more of ``others``."""
    beside = _Side([(each,) for each in others])
    final = sum(beside.finals)
    found: list[tuple[int, str]] = []
    for places, text in _walk(_Side(unions), beside, budget):
        covered = places & final
        if not covered:
            return (text,)
        if all(known & ~covered for known, _ in found):
            found = [(known, each) for known, each in found if covered & ~known]
            found.append((covered, text))
    return tuple(text for _, text in found)


def _walk(wanted: _Side, others: _Side, budget: Budget) -> Iterator[tuple[int, str]]:
    both = wanted.automaton.heeds_colons or others.automaton.heeds_colons
    reached: dict[int, list[int]] = {wanted.start: [others.start]}
    waiting = [(wanted.start, others.start, "")]
    while waiting:
        at, alive, text = waiting.pop()
        # What is not the least any more was replaced by what is.
        if alive not in reached[at]:
            continue
        if wanted.accept(at):
            yield alive, text
        letters = [each for each, places in wanted.letters.items() if places & at]
        if both and ":" not in letters:
            letters.append(":")
        budget.spend(_OF_STEP * (len(letters) + 2), AT)
        for character in (*letters, FRESH):
            to = wanted.step(at, character)
            if not wanted.are_alive(to):
                continue
            still = others.step(alive, character)
            known = reached.setdefault(to, [])
            if any(not each & ~still for each in known):
                continue
            known[:] = [each for each in known if still & ~each]
            known.append(still)
            waiting.append((to, still, text + character))
