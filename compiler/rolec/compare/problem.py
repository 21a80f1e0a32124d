"""A request that is of all of some boxes and of none of some others.

Boxes to stay out of come in only when a request falls into them, so that a question costs what
matters to it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from itertools import count
from typing import TypeAlias

from rolec.compare.binding import Bindings
from rolec.compare.bounds import Budget, Exhausted
from rolec.compare.box import Box
from rolec.compare.elements import Elements
from rolec.compare.predicate import Predicate
from rolec.compare.search import Search, Wish
from rolec.compare.space import Literal
from rolec.compare.state import State

Values: TypeAlias = Mapping[str, tuple[Hashable, ...] | None]
"""The values of each element that was asked about; None where it has none."""


_OF_BOX = 16
"""The work for each box to begin a search."""
_ROUNDS = 3
"""After so many rounds more boxes come in than those that the request fell into."""


class Problems:
    """Finds requests, within ``budget``."""

    def __init__(self, elements: Elements, bindings: Bindings, budget: Budget) -> None:
        self._elements = elements
        self._bindings = bindings
        self._budget = budget

    def request(self, within: Sequence[Box], outside: Iterable[Box]) -> Values | None:
        """A request of all boxes ``within`` and of none ``outside``, or None."""
        near: list[Box] = []
        far = list(dict.fromkeys(outside))
        for round_ in count():
            cases = self._bindings.cases(within, near)
            requests = (self._request(*case) for case in cases)
            found = next((each for each in requests if each is not None), None)
            if found is None:
                return None
            self._budget.spend(len(far), "statements that are looked at")
            misses = {box: self._elements.misses(box, found) for box in far}
            if 0 not in misses.values():
                return found
            # Boxes that were missed by little are what the next requests would fall into.
            most = 0 if round_ < _ROUNDS else 1
            near += [box for box in far if misses[box] <= (most if not box.keys else 0)]
            far = [box for box in far if box not in set(near)]
        raise AssertionError

    def _request(self, within: Sequence[Box], outside: Sequence[Box]) -> Values | None:
        self._budget.set_out(_OF_BOX * (len(within) + len(outside)))
        wanted, unwanted = _by_element(within), _by_element(outside)
        states: dict[str, State] = {}
        partial: list[str] = []
        for name in (*wanted, *(each for each in unwanted if each not in wanted)):
            element = self._elements.element(name, wanted[name], unwanted[name])
            state = element.start([Literal(each, holds=True) for each in wanted[name]])
            if not self._elements.is_whole(name):
                partial.append(name)
            elif state is None:
                return None
            if state is not None:
                states[name] = state
        places = {name: place for place, name in enumerate(states)}
        clauses = [
            tuple(
                Wish(places[each.element], Literal(each, holds=False))
                for each in box.predicates
                if each.element in places
            )
            for box in outside
        ]
        found = None
        if all(name in places for name in wanted):
            found = Search(self._budget).find(tuple(states.values()), clauses)
        if found is None:
            if partial:
                raise Exhausted(f"values of `{partial[0]}`, which policies use in several ways")
            return None
        return {name: state.pick() for name, state in zip(states, found, strict=True)}


def _by_element(boxes: Iterable[Box]) -> defaultdict[str, list[Predicate]]:
    found: defaultdict[str, dict[Predicate, None]] = defaultdict(dict)
    for box in boxes:
        for predicate in box.predicates:
            found[predicate.element][predicate] = None
    return defaultdict(list, {name: list(predicates) for name, predicates in found.items()})
