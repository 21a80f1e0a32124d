"""Values of policy variables that stand for all: each is put in, and what then remains is decided.

A variable is a word in the middle of a pattern. Where no other pattern has to match the same text,
any word is as good as one of letters that stand nowhere else, which no other pattern covers by
accident. Where one has, the word has to be of a slice of that one: of what it has between two of
its places. And words that the variable's own key has to be of, or to stay out of, count as well.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

from rolec.compare.bounds import Budget, Exhausted
from rolec.compare.box import Box, Boxes
from rolec.compare.elements import Elements
from rolec.compare.pattern import FRESH, ONE, OPEN, PART_ONE, STAR, STARS, is_plain
from rolec.compare.predicate import ABSENT, Predicate, Union, union
from rolec.compare.space import Domain, Literal, Space
from rolec.compare.variable import bound, pieces, variable, variables
from rolec.compare.written import written

Binding: TypeAlias = Mapping[str, str | None]
"""The values of variables, by key; None is a key that the request does not have."""

AT = "values of policy variables"
_OWN = 0x100000


class Bindings:
    """Finds what variables may stand for in one question."""

    def __init__(self, boxes: Boxes, elements: Elements, budget: Budget) -> None:
        self._boxes = boxes
        self._elements = elements
        self._budget = budget

    def cases(
        self, within: Sequence[Box], outside: Sequence[Box]
    ) -> Iterator[tuple[Sequence[Box], Sequence[Box]]]:
        """The boxes with values for their variables, in all ways that have to be looked at."""
        keys = sorted(frozenset().union(*(box.keys for box in (*within, *outside))))
        if not keys:
            yield within, outside
            return
        wishes = _wishes(within, outside)
        found = [self._values(key, number, wishes, {}) for number, key in enumerate(keys)]
        most = self._budget.bounds.bindings
        # What a key has to be may be a matter of another's value, and that of a third one's.
        own = any(_has_variable(each, *keys) for each, _ in wishes)
        for _ in range(len(keys) if own else min(len(keys) - 1, 1)):
            known = {key: values for key, (values, _) in zip(keys, found, strict=True)}
            found = [self._values(key, number, wishes, known) for number, key in enumerate(keys)]
        for count, values in enumerate(itertools.product(*(each for each, _ in found))):
            if count >= most:
                raise Exhausted(AT)
            case = self._case(dict(zip(keys, values, strict=True)), within, outside)
            if case:
                yield case
        if not all(whole for _, whole in found):
            raise Exhausted(AT)

    def _case(
        self, binding: Binding, within: Sequence[Box], outside: Sequence[Box]
    ) -> tuple[Sequence[Box], Sequence[Box]] | None:
        facts = self._boxes.of_predicates(
            self._elements.fact(key, value) for key, value in binding.items()
        )
        inside = [self._boxes.bound(box, binding) for box in within]
        if facts is None or None in inside:
            return None
        left = (self._boxes.bound(box, binding) for box in outside)
        return (
            (*(box for box in inside if box is not None), facts),
            tuple(box for box in left if box is not None),
        )

    def _values(
        self,
        key: str,
        number: int,
        wishes: Sequence[tuple[Literal, bool]],
        known: Mapping[str, Sequence[str | None]],
    ) -> tuple[list[str | None], bool]:
        """Values for ``key``, and whether no other ones have to be looked at; some of others are ``known``."""
        slices = _Slices(key, wishes, known)
        about = [(literal, sure) for literal, sure in wishes if literal.predicate.element == key]
        own = [each for each in about if not _has_variable(each[0], key)]
        linked = [each for each, _ in about if _has_variable(each, key) and each.wants_text]
        element = self._elements.element(
            key,
            [literal.predicate for literal, sure in own if sure],
            [literal.predicate for literal, sure in own if not sure],
            avoided=slices.avoided,
        )
        if element.many:
            return [None], True
        may = [literal for literal, sure in own if not sure and literal.wants_text]
        may += [
            Literal(Predicate(key, union(each), absent=True), holds=True)
            for each in (*slices.of, *(self._linked(key, each, known) for each in linked))
        ]
        values: dict[str | None, None] = {}
        for domain in _domains(element.space, [each for each, sure in own if sure], may[:_MOST]):
            for value in element.space.some(domain.mask):
                values[self._text(key, number, value)] = None
        whole = slices.whole and len(may) <= _MOST and self._elements.is_whole(key)
        if slices.of and not element.space.has_texts:
            whole = False
        return list(values), whole

    def _linked(
        self, key: str, literal: Literal, known: Mapping[str, Sequence[str | None]]
    ) -> tuple[str, ...]:
        """What ``key`` itself may have to be of, for the values of other keys that are known so far."""
        test = literal.predicate.test
        assert isinstance(test, Union)
        others = sorted({each.key for each in variables(test.patterns)})
        if math.prod(len(known.get(each, ())) for each in others) > self._budget.bounds.bindings:
            raise Exhausted(AT)
        return tuple(sorted(_with_known(test, key, known)))

    def _text(self, key: str, number: int, value: object) -> str | None:
        if value is ABSENT:
            return None
        text = written(value, self._elements.shapes[key].values, epoch=False)
        letters = itertools.count(_OWN + number * 256)
        return "".join(chr(next(letters)) if c == FRESH else c for c in text)


_MOST = 4
_MOST_SLICES = 400


def _has_variable(literal: Literal, *keys: str) -> bool:
    """Whether one of ``keys`` has to be of a pattern with a variable."""
    test = literal.predicate.test
    return literal.predicate.element in keys and isinstance(test, Union) and test.variable


def _with_known(test: Union, key: str, known: Mapping[str, Sequence[str | None]]) -> set[str]:
    """The patterns of ``test`` for each value that other variables are known to have.

    That a value has itself within it, says that it has any text there.
    """
    others = sorted({each.key for each in variables(test.patterns)})
    values = [(STAR,) if other == key else known.get(other, (STAR,)) for other in others]
    found: set[str] = set()
    for some in itertools.product(*values):
        found.update(bound(test, dict(zip(others, some, strict=True))))
    return found


def _wishes(within: Sequence[Box], outside: Sequence[Box]) -> list[tuple[Literal, bool]]:
    """What has to hold, and what may have to, each with whether it surely has."""
    sure = dict.fromkeys(each for box in within for each in box.predicates)
    rest = dict.fromkeys(each for box in outside for each in box.predicates)
    found = [(Literal(each, holds=True), True) for each in sure]
    return found + [(Literal(each, holds=False), False) for each in rest]


def _domains(space: Space, sure: Sequence[Literal], may: Sequence[Literal]) -> Iterator[Domain]:
    for count in range(len(may) + 1):
        for some in itertools.combinations(may, count):
            yield space.start((*sure, *some))


class _Slices:
    """What the value of a variable has to be of, or to stay out of, for the sake of other patterns.

    ``of`` has a union of patterns for each pattern that may have to match the same text, and one for
    what that is with the values of its own variables that are ``known``.
    """

    def __init__(
        self,
        key: str,
        wishes: Sequence[tuple[Literal, bool]],
        known: Mapping[str, Sequence[str | None]],
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
        for predicate, test, wanted in unions:
            if not wanted:
                continue
            for before, after in _places(test.patterns, key):
                for other, other_test, other_wanted in unions:
                    if other.element != predicate.element or other is predicate:
                        continue
                    found = self._slices(before, after, key, other_test, wanted=other_wanted)
                    if other_wanted:
                        self.of += (found, self._linked(before, after, key, other_test))
                    else:
                        avoided.update(found)
        self.of = [each for each in dict.fromkeys(self.of) if each]
        self.avoided = tuple(sorted(avoided - {STAR}))
        if len(self.avoided) > _MOST_SLICES:
            self.avoided, self.whole = self.avoided[:_MOST_SLICES], False

    def _slices(
        self, before: str, after: str, key: str, test: Union, *, wanted: bool
    ) -> tuple[str, ...]:
        found: set[str] = set()
        for pattern in test.patterns:
            places = tuple(_places((pattern,), key)) if OPEN in pattern and wanted else ()
            same = [end for start, end in places if start == before and is_plain(before)]
            if same:
                # Behind the same plain text, it is the same word whatever it is, if the ends agree.
                continue
            if places:
                self.whole = False
            elif OPEN in pattern and wanted:
                continue
            found.update(_cut(_starred(pattern), before, after))
        return tuple(sorted(found))

    def _linked(self, before: str, after: str, key: str, test: Union) -> tuple[str, ...]:
        """What ``key`` has to be of, to agree with other variables, as far as their values are known."""
        found: set[str] = set()
        for pattern in test.patterns:
            if OPEN not in pattern or any(_places((pattern,), key)):
                continue
            if not (is_plain(before) and is_plain(pieces(pattern)[0])):
                self.whole = False
            for each in _with_known(union((pattern,), test.form), key, self._known):
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


def _starred(pattern: str) -> str:
    return _joined(pieces(pattern))


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
