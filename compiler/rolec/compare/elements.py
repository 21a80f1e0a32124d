"""The elements of requests, with the values that one question has to look at."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from rolec.compare.actions import Universe
from rolec.compare.box import Box, Boxes
from rolec.compare.key_shape import Shape, Values
from rolec.compare.pattern import ANY_ARN, FRESH, STAR
from rolec.compare.predicate import (
    ABSENT,
    ACTION,
    PRINCIPAL,
    RESOURCE,
    Predicate,
    Test,
    Union,
    union,
)
from rolec.compare.principal import apart as principals_apart
from rolec.compare.space import Literal, Space
from rolec.compare.state import Element
from rolec.compare.texts import ALL, Meet, Texts
from rolec.compare.written import written

_ANY_ACTION: tuple[Meet, ...] = ((f"{STAR}:{STAR}",),)
_TEXTS: Mapping[Values, tuple[Meet, ...]] = {
    Values.TEXT: ALL,
    Values.BYTES: ALL,
    Values.ARN: ((ANY_ARN,),),
}


class Elements:
    """Makes the elements for one question."""

    def __init__(
        self, shapes: Mapping[str, Shape], boxes: Boxes, universe: Universe, texts: Texts
    ) -> None:
        self.shapes = shapes
        self._boxes = boxes
        self._universe = universe
        self._texts = texts
        action = universe.other(()) or f"{FRESH}:{FRESH}"
        self._unasked: dict[str, tuple[Hashable, ...]] = {
            ACTION: (action,),
            RESOURCE: (FRESH,),
            PRINCIPAL: principals_apart(())[:1],
        }

    def element(
        self,
        name: str,
        within: Sequence[Predicate],
        outside: Sequence[Predicate],
        *,
        avoided: Sequence[str] = (),
    ) -> Element:
        """The element ``name``: ``within`` have to hold, some of ``outside`` have not to.

        Patterns that are to be ``avoided`` besides may be told.
        """
        wishes = [Literal(each, holds=True) for each in within]
        wishes += [Literal(each, holds=False) for each in outside]
        avoided = (*avoided, *_avoided(wishes))
        grows = any(Literal(each, holds=False).wants_text for each in outside)
        if name == ACTION:
            return Element(self._actions(within, outside, avoided, grows=grows))
        if name == RESOURCE:
            return Element(Space((), ALL, avoided, self._texts, grows=grows))
        marks = [mark for each in (*within, *outside) for mark in _marks(each)]
        if name == PRINCIPAL:
            return Element(Space(principals_apart(marks), (), (), self._texts))
        if name not in self.shapes:
            return Element(Space((ABSENT, True), (), (), self._texts))
        shape = self.shapes[name]
        base = _TEXTS.get(shape.values, ())
        fixed = _fixed(shape.values, marks)
        if shape.many:
            return Element(Space(fixed, base, avoided, self._texts), many=True)
        return Element(Space((ABSENT, *fixed), base, avoided, self._texts, grows=grows))

    def have_resource(self, boxes: Iterable[Box]) -> bool:
        """Whether there may be a resource that is of all ``boxes``; what ``boxes`` are to avoid is left aside."""
        meets = ALL
        for box in boxes:
            for predicate in box.predicates:
                test = predicate.test
                if predicate.element == RESOURCE and isinstance(test, Union):
                    if not predicate.negated:
                        meets = self._texts.narrowed(meets, test.patterns)
                    if not meets:
                        return False
        return True

    def is_whole(self, name: str) -> bool:
        """Whether all values of an element are looked at that there are."""
        shape = self.shapes.get(name)
        return shape is None or not (shape.in_doubt or shape.values is Values.SEVERAL)

    def is_in(self, box: Box, values: Mapping[str, tuple[Any, ...] | None]) -> bool:
        """Whether a request is in ``box``."""
        bound = self._bound(box, values) if box.keys else box
        return bound is not None and all(
            each.holds(self.values_of(each.element, values)) for each in bound.predicates
        )

    def misses(self, box: Box, values: Mapping[str, tuple[Any, ...] | None]) -> int:
        """How far a request is from being in ``box``: 0 in it, 1 but for one element, or 2."""
        bound = self._bound(box, values) if box.keys else box
        found = 0
        for each in bound.predicates if bound is not None else ():
            if not each.holds(self.values_of(each.element, values)):
                found += 1
                if found > 1:
                    break
        return found if bound is not None else 2

    def fact(self, key: str, value: str | None) -> Predicate:
        """That ``key`` has a value, which is written like this, or has none."""
        if value is None:
            return self._boxes.presence(key, present=False)
        test: Union | Test = union((value,))
        kind = self.shapes[key].values
        if kind not in _TEXTS and kind is not Values.BOOL:
            test = Test(value, lambda given: written(given, kind, epoch=False) == value)
        return self._boxes.the(Predicate(key, test))

    def _bound(self, box: Box, values: Mapping[str, tuple[Any, ...] | None]) -> Box | None:
        binding = {}
        for key in box.keys:
            found = values.get(key)
            binding[key] = (
                written(found[0], self.shapes[key].values, epoch=False) if found else None
            )
        return self._boxes.bound(box, binding)

    def values_of(
        self, name: str, values: Mapping[str, tuple[Any, ...] | None]
    ) -> tuple[Any, ...] | None:
        """The values of an element; one that nothing was asked of has any."""
        return values[name] if name in values else self._unasked.get(name)

    def _actions(
        self,
        within: Sequence[Predicate],
        outside: Sequence[Predicate],
        avoided: Sequence[str],
        *,
        grows: bool,
    ) -> Space:
        all_ = (*within, *outside)
        named = [each for each in within if not each.negated]
        prefixes, unknown = self._universe.prefixes(named[:1] or all_)
        fixed = [one for prefix in prefixes for one in self._universe.classes(prefix, all_)]
        other = None if named else self._universe.other(prefixes)
        if other:
            fixed.append(other)
        base = _ANY_ACTION if unknown or not (named or other) else ()
        return Space(fixed, base, avoided, self._texts, left_out=self._is_known, grows=grows)

    def _is_known(self, action: str) -> bool:
        return self._universe.is_known(action.partition(":")[0])


def _avoided(wishes: Iterable[Literal]) -> Iterator[str]:
    for literal in wishes:
        if isinstance(literal.predicate.test, Union) and not literal.wants_text:
            yield from literal.predicate.test.patterns


def _marks(predicate: Predicate) -> Iterable[Any]:
    return predicate.test.marks if isinstance(predicate.test, Test) else ()


def _fixed(values: Values, marks: Sequence[Any]) -> Sequence[Hashable]:
    match values:
        case Values.BOOL:
            return ("true", "false")
        case Values.NUMBER | Values.DATE:
            from rolec.compare.quantity import between

            return between(marks, dates=values is Values.DATE)
        case Values.ADDRESS:
            from rolec.compare.address import apart

            return apart(marks)
        case _:
            return ()
