"""What the value of a policy variable has to be of for the sake of the patterns that it stands in.

A variable is a word in the middle of a pattern: where another pattern has to match the same text, the word is
of what that one has between two of its places.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Mapping, Sequence

from rolec.compare.bounds import Budget, Exhausted
from rolec.compare.pattern import ONE, OPEN, PART_ONE, STAR, STARS, is_plain
from rolec.compare.predicate import Predicate, Union, union
from rolec.compare.space import Literal
from rolec.compare.variable import bound, pieces, variable, variables

AT = "values of policy variables"
_MOST = 400


class KnownValues:
    """Values of other variables, as far as they are known: any text where none is."""

    def __init__(self, values: Mapping[str, Sequence[str | None]], budget: Budget) -> None:
        self._values = values
        self._budget = budget

    def of(self, literal: Literal, *, but_its_own: bool = False) -> tuple[str, ...]:
        """The patterns of what a key itself is compared with; ``but_its_own`` without those of which not all is known."""
        test, key = literal.predicate.test, literal.predicate.element
        assert isinstance(test, Union)
        if but_its_own:
            kept = (each for each in test.patterns if self.knows_all(each, key))
            test = union(tuple(kept), test.form)
        return tuple(sorted(self.put_in(test, key)))

    def facts(self) -> Iterator[tuple[Predicate, Union, bool]]:
        """That each key has one of its known values."""
        for key, values in self._values.items():
            test = union(tuple(sorted({each for each in values if each is not None})))
            yield Predicate(key, test), test, True

    def knows_all(self, pattern: str, key: str) -> bool:
        """Whether all variables of ``pattern`` are others than ``key``, and have known values."""
        others = {each.key for each in variables((pattern,))}
        return key not in others and others <= self._values.keys()

    def put_in(self, test: Union, key: str) -> set[str]:
        """The patterns of ``test`` for each value that others than ``key`` are known to have.

        That a value has itself within it, says that it has any text there.
        """
        others = sorted({each.key for each in variables(test.patterns)})
        values = [
            (STAR,) if other == key else self._values.get(other) or (STAR,) for other in others
        ]
        count = math.prod(map(len, values))
        if count > self._budget.bounds.bindings:
            raise Exhausted(AT)
        self._budget.spend(count * len(test.patterns), AT)
        found: set[str] = set()
        for some in itertools.product(*values):
            found.update(bound(test, dict(zip(others, some, strict=True))))
        return found


class Slices:
    """What the value of a variable has to be of, or to stay out of, for the sake of other patterns.

    ``of`` has a union of patterns for each pattern that may have to match the same text, and one for
    what that is with the values of its own variables that are ``known``.
    """

    def __init__(
        self,
        key: str,
        wishes: Sequence[tuple[Literal, bool]],
        known: KnownValues,
    ) -> None:
        self._known = known
        self.of: list[tuple[str, ...]] = []
        self.whole = True
        avoided: set[str] = set()
        unions = [
            (literal.predicate, literal.predicate.test, literal.wants_text)
            for literal, _ in wishes
            if isinstance(literal.predicate.test, Union)
        ]
        # What other keys are already, they have to be.
        all_ = [*unions, *known.facts()]
        for predicate, test, wanted in unions:
            if not wanted:
                continue
            for before, after in _places(test.patterns, key):
                for other, other_test, other_wanted in all_:
                    if other.element != predicate.element or other is predicate:
                        continue
                    found = self._slices(before, after, key, other_test, wanted=other_wanted)
                    if other_wanted:
                        self.of += (found, self._linked(before, after, key, other_test))
                    else:
                        avoided.update(found)
        self.of = [each for each in dict.fromkeys(self.of) if each]
        self.avoided = tuple(sorted(avoided - {STAR}))
        if len(self.avoided) > _MOST:
            self.avoided, self.whole = self.avoided[:_MOST], False

    def _slices(
        self, before: str, after: str, key: str, test: Union, *, wanted: bool
    ) -> tuple[str, ...]:
        found: set[str] = set()
        for pattern in test.patterns:
            if OPEN not in pattern:
                found.update(_cut(pattern, before, after))
                continue
            places = tuple(_places((pattern,), key))
            if wanted and any(start == before and is_plain(before) for start, _ in places):
                # Behind the same plain text, it is the same word whatever it is, if the ends agree.
                continue
            if wanted and not places:
                continue
            if wanted:
                self.whole = False
            elif not self._known.knows_all(pattern, key):
                # A later variable stays out of it by its own value.
                continue
            for each in self._known.put_in(union((pattern,), test.form), key):
                found.update(_cut(each, before, after))
        return tuple(sorted(found))

    def _linked(self, before: str, after: str, key: str, test: Union) -> tuple[str, ...]:
        """What ``key`` has to be of, to agree with other variables, as far as their values are known."""
        found: set[str] = set()
        for pattern in test.patterns:
            if OPEN not in pattern or any(_places((pattern,), key)):
                continue
            if not (is_plain(before) and is_plain(pieces(pattern)[0])):
                self.whole = False
            for each in self._known.put_in(union((pattern,), test.form), key):
                found.update(_cut(each, before, after))
        return tuple(sorted(found))


def _places(patterns: Sequence[str], key: str) -> Iterator[tuple[str, str]]:
    """What stands before and after each place of the variable ``key``; others are any text."""
    for pattern in patterns:
        if OPEN not in pattern:
            continue
        parts = pieces(pattern)
        for at in range(1, len(parts), 2):
            if variable(parts[at]).key == key:
                yield (_joined(parts[:at]), _joined(parts[at + 1 :]))


def _joined(parts: Sequence[str]) -> str:
    """``parts``, of which every second one is a variable or stands after one, with stars for these."""
    return STAR.join(parts[::2])


def _cut(pattern: str, before: str, after: str) -> Iterator[str]:
    """What ``pattern`` has between a text of ``before`` and one of ``after``."""
    starts = _reached(pattern, before)
    ends = {len(pattern) - place for place in _reached(pattern[::-1], after[::-1])}
    # A star that still covers the text after may cover the end of the word too.
    ends |= {place + 1 for place in ends if pattern[place : place + 1] in tuple(STARS)}
    for start in starts:
        for end in ends:
            if start <= end:
                yield pattern[start:end]


def _reached(pattern: str, text: str) -> set[int]:
    """The places of ``pattern`` where a text of ``text``, itself a pattern, can end."""
    places = _past(pattern, {0})
    for token in text:
        if token in STARS:
            places = set(range(min(places, default=len(pattern) + 1), len(pattern) + 1))
        else:
            places = _past(pattern, set(_steps(pattern, places, token)))
    return places


def _steps(pattern: str, places: set[int], token: str) -> Iterator[int]:
    for place in places:
        at = pattern[place : place + 1]
        if at in tuple(STARS):
            yield place
        elif at and (at == token or {at, token} & {ONE, PART_ONE}):
            yield place + 1


def _past(pattern: str, places: set[int]) -> set[int]:
    found = set(places)
    for place in places:
        at = place
        while pattern[at : at + 1] in tuple(STARS):
            at += 1
            found.add(at)
    return found
