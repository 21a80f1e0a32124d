"""Values of policy variables that stand for all: each is put in, and what then remains is decided.

A variable is a word in the middle of a pattern. Where no other pattern has to match the same text,
any word is as good as one of letters that stand nowhere else, which no other pattern covers by
accident. Where one has, the word has to be of a slice of that one: of what it has between two of
its places. And words that the variable's own key has to be of, or to stay out of, count as well.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias

from rolec.compare.bounds import Budget, Exhausted
from rolec.compare.box import Box, Boxes
from rolec.compare.elements import Elements
from rolec.compare.pattern import FRESH, STAR
from rolec.compare.predicate import ABSENT, Predicate, Union, union
from rolec.compare.slices import AT, KnownValues, Slices
from rolec.compare.space import Domain, Literal, Space
from rolec.compare.split import split
from rolec.compare.variable import variables
from rolec.compare.written import written

Binding: TypeAlias = Mapping[str, str | None]
"""The values of variables, by key; None is a key that the request does not have."""

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
        for each in split(within, self._boxes):
            yield from self._cases(each, outside)

    def _cases(
        self, within: Sequence[Box], outside: Sequence[Box]
    ) -> Iterator[tuple[Sequence[Box], Sequence[Box]]]:
        wishes = _wishes(within, outside)
        keys = _in_order(frozenset().union(*(box.keys for box in (*within, *outside))), wishes)
        if not keys:
            yield within, outside
            return
        found: dict[str, list[str | None]] = {}
        whole = True
        # Where the values of two have to agree, the later one is found for those of the earlier.
        for number, key in enumerate(keys):
            found[key], is_whole = self._values(key, number, wishes, found)
            whole = whole and is_whole
        plain = tuple(box for box in within if not box.keys)
        count = 0
        for binding, ways in self._in_turn(found, within, {}, plain):
            if count >= self._budget.bounds.bindings:
                raise Exhausted(AT)
            count += ways
            case = self._case(binding, within, outside) if binding is not None else None
            if case:
                yield case
        if not whole:
            raise Exhausted(AT)

    def _in_turn(
        self,
        values: Mapping[str, Sequence[str | None]],
        within: Sequence[Box],
        begun: Binding,
        boxes: tuple[Box, ...],
    ) -> Iterator[tuple[Binding | None, int]]:
        """All ways to give keys one of their ``values``; None for so many with which no resource is ``within``.

        Some are given in what is ``begun``, and ``boxes`` are those within that have all of theirs.
        """
        key, *others = [*values][len(begun) :]
        known = {*begun, key}
        ripe = [box for box in within if key in box.keys and box.keys <= known]
        for value in values[key]:
            binding = {**begun, key: value}
            bound = [self._boxes.bound(box, binding) for box in ripe]
            left = tuple(box for box in (*boxes, *bound) if box is not None)
            if None in bound or (ripe and not self._elements.have_resource(left)):
                yield None, math.prod(len(values[each]) for each in others)
            elif others:
                yield from self._in_turn(values, within, binding, left)
            else:
                yield binding, 1

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
        others = KnownValues(known, self._budget)
        slices = Slices(key, wishes, others)
        about = [(literal, sure) for literal, sure in wishes if literal.predicate.element == key]
        own = [each for each in about if not _has_variable(each[0], key)]
        varying = [each for each, _ in about if _has_variable(each, key)]
        linked = [each for each in varying if each.wants_text]
        shunned = [
            pattern
            for each in varying
            if not each.wants_text
            for pattern in others.of(each, but_its_own=True)
        ]
        element = self._elements.element(
            key,
            [literal.predicate for literal, sure in own if sure],
            [literal.predicate for literal, sure in own if not sure],
            avoided=(*slices.avoided, *shunned),
        )
        if element.many:
            return [None], True
        may = [literal for literal, sure in own if not sure and literal.wants_text]
        may += [
            _of(key, each) for each in (*slices.of, *(_linked(each, others) for each in linked))
        ]
        domains = _Domains(element.space, [each for each, sure in own if sure], may, self._budget)
        values: dict[str | None, None] = {}
        for domain in domains:
            for value in element.space.some(domain.mask):
                values[self._text(key, number, value)] = None
        whole = slices.whole and domains.whole and self._elements.is_whole(key)
        if slices.of and not element.space.has_texts:
            whole = False
        return list(values), whole

    def _text(self, key: str, number: int, value: object) -> str | None:
        if value is ABSENT:
            return None
        text = written(value, self._elements.shapes[key].values, epoch=False)
        letters = itertools.count(_OWN + number * 256)
        return "".join(chr(next(letters)) if c == FRESH else c for c in text)


_MOST_DOMAINS = 200


def _has_variable(literal: Literal, *keys: str) -> bool:
    """Whether one of ``keys`` has to be of a pattern with a variable."""
    test = literal.predicate.test
    return literal.predicate.element in keys and isinstance(test, Union) and test.variable


def _linked(literal: Literal, known: KnownValues) -> tuple[str, ...]:
    """What a key itself may have to be of, for the values of other keys; a star may stand for nothing."""
    found = known.of(literal)
    return tuple(sorted({*found, *(each.replace(STAR, "") for each in found)}))


def _of(key: str, patterns: tuple[str, ...]) -> Literal:
    return Literal(Predicate(key, union(patterns), absent=True), holds=True)


def _in_order(keys: Iterable[str], wishes: Sequence[tuple[Literal, bool]]) -> list[str]:
    """``keys``, each behind those with whose values it is compared, as far as no two are with each other."""
    left = sorted(keys)
    compared = {
        key: {
            variable.key
            for literal, _ in wishes
            if _has_variable(literal, key) and isinstance(literal.predicate.test, Union)
            for variable in variables(literal.predicate.test.patterns)
        }
        for key in left
    }
    found: list[str] = []
    while left:
        first = next((k for k in left if compared[k] <= {k, *found}), left[0])
        left.remove(first)
        found.append(first)
    return found


def _wishes(within: Sequence[Box], outside: Sequence[Box]) -> list[tuple[Literal, bool]]:
    """What has to hold, and what may have to, each with whether it surely has."""
    sure = dict.fromkeys(each for box in within for each in box.predicates)
    rest = dict.fromkeys(each for box in outside for each in box.predicates)
    found = [(Literal(each, holds=True), True) for each in sure]
    return found + [(Literal(each, holds=False), False) for each in rest]


class _Domains:
    """The values of which all ``sure`` is true, and in turn what of ``may`` can be: each way by itself.

    A pattern that covers another one of its union would hide the texts of that; so each is looked at alone.
    """

    def __init__(
        self, space: Space, sure: Sequence[Literal], may: Sequence[Literal], budget: Budget
    ) -> None:
        ways = [[None, *_ways(each)] for each in may]
        self.whole = math.prod(map(len, ways)) <= _MOST_DOMAINS
        if not self.whole:
            # Not all at once: each by itself still finds most.
            ways = [[each for some in ways for each in some]]
        self._found = (
            tuple(each for each in some if each is not None) for some in itertools.product(*ways)
        )
        self._space = space
        self._sure = sure
        self._budget = budget

    def __iter__(self) -> Iterator[Domain]:
        for some in itertools.islice(self._found, _MOST_DOMAINS):
            self._budget.spend(1 + len(some), AT)
            yield self._space.start((*self._sure, *some))


def _ways(literal: Literal) -> Iterator[Literal]:
    test = literal.predicate.test
    patterns = test.patterns if isinstance(test, Union) else ()
    if len(patterns) <= 1 or not literal.holds:
        yield literal
        return
    for each in patterns:
        yield _of(literal.predicate.element, (each,))
