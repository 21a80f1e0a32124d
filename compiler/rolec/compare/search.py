"""The search for a request: of each of some lists of literals, one has to be true.

It is the procedure of Davis, Putnam, Logemann and Loveland, over the domains of elements. A wish
that a text be of a pattern can bring new texts; after it, what was sure before is asked again.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rolec.compare.bounds import Budget
from rolec.compare.space import Literal
from rolec.compare.state import State

AT = "conditions that exclude each other"


class Wish(NamedTuple):
    """That ``literal`` is true of the element at ``place``."""

    place: int
    literal: Literal


Clause = tuple[Wish, ...]


class Search:
    """A search that spends ``budget``."""

    def __init__(self, budget: Budget) -> None:
        self._budget = budget

    def find(self, states: Sequence[State], clauses: Sequence[Clause]) -> list[State] | None:
        """States in which one wish of each of ``clauses`` is true; None where there are none."""
        waiting = [(list(states), list(clauses))]
        while waiting:
            found = self._settle(*waiting.pop())
            if found is None:
                continue
            if not found.open:
                return found.states
            which, wishes = min(found.open, key=lambda each: len(each[1]))
            wish = max(wishes, key=lambda each: self._share(found.states, each))
            # What was put in last is tried first.
            self._without(waiting, found, which, [each for each in wishes if each != wish], wish)
            granted = self._granted(found.states, wish)
            if granted is not None:
                waiting.append((granted, found.clauses))
        return None

    def _settle(self, states: list[State], clauses: list[Clause]) -> _Settled | None:
        """Grants every wish that is the last one of its clause."""
        asked: Sequence[tuple[int, Clause]] = tuple(enumerate(clauses))
        while True:
            open_: list[tuple[int, Clause]] = []
            last: list[Wish] = []
            for which, clause in asked:
                wishes = self._possible(states, clause)
                if wishes is None:
                    continue
                if not wishes:
                    return None
                if len(wishes) == 1:
                    last += wishes
                open_.append((which, wishes))
            if not last:
                return _Settled(states, clauses, open_)
            # To look for other texts is the dearer the more of them: what can fail does so first.
            plain = [each for each in last if not each.literal.wants_text]
            after = self._granted(states, *(plain or last))
            if after is None:
                return None
            states = after
            asked = open_ if plain else tuple(enumerate(clauses))

    def _possible(self, states: list[State], clause: Clause) -> Clause | None:
        """The wishes that can still be granted; None where one is true already."""
        self._budget.spend(len(clause), AT)
        found = []
        for wish in clause:
            answer = states[wish.place].answer(wish.literal)
            if answer:
                return None
            if answer is None:
                found.append(wish)
        return tuple(found)

    def _granted(self, states: list[State], *wishes: Wish) -> list[State] | None:
        found = list(states)
        for place in dict.fromkeys(each.place for each in wishes):
            literals = (each.literal for each in wishes if each.place == place)
            after = found[place].after(*dict.fromkeys(literals))
            if after is None:
                return None
            found[place] = after
        return found

    def _without(
        self,
        waiting: list[tuple[list[State], list[Clause]]],
        found: _Settled,
        which: int,
        rest: list[Wish],
        wish: Wish,
    ) -> None:
        """Puts in the case in which ``wish`` is not true."""
        after = found.states[wish.place].opposite(wish.literal)
        if after is None:
            return
        states, clauses = list(found.states), list(found.clauses)
        states[wish.place] = after
        clauses[which] = tuple(rest)
        waiting.append((states, clauses))

    def _share(self, states: list[State], wish: Wish) -> tuple[bool, float]:
        share = states[wish.place].share(wish.literal)
        return not wish.literal.wants_text, share


class _Settled(NamedTuple):
    """States after what had to be granted, the clauses, and those of them that are open."""

    states: list[State]
    clauses: list[Clause]
    open: list[tuple[int, Clause]]
