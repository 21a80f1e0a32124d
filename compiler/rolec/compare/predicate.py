"""What a statement asks of one element of a request: of its action, its resource, or a key."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from enum import Enum
from functools import lru_cache
from typing import Any, Final, TypeAlias

from rolec.compare.pattern import OPEN, STAR, is_plain, matcher, prefix

Value: TypeAlias = Hashable
"""A value of an element, in the form in which it is compared."""


class Absent(Enum):
    """No value: the key is not in the request."""

    ABSENT = "absent"


ABSENT: Final = Absent.ABSENT

ACTION, RESOURCE, PRINCIPAL = "Action", "Resource", "Principal"
"""The elements that are no condition keys; keys are in lower case."""


class Of(Enum):
    """How many values of a key have to fit."""

    ONE = ""
    ANY = "ForAnyValue"
    ALL = "ForAllValues"


class Form(Enum):
    """What is done to a text whose variables have their values."""

    TEXT = "as it is"
    ARN = "as an ARN"
    EITHER_CASE = "in either case"


class Union:
    """The texts of any of some patterns; those with a variable have yet to be brought into ``form``."""

    __slots__ = ("covers", "form", "patterns", "variable")

    def __init__(self, patterns: tuple[str, ...], form: Form) -> None:
        self.patterns = patterns
        self.form = form
        self.variable = any(OPEN in each for each in patterns)
        self.covers = _cover(patterns)


@lru_cache(maxsize=1 << 12)
def union(patterns: tuple[str, ...], form: Form = Form.TEXT) -> Union:
    """The union of ``patterns``, which are sorted."""
    return Union(patterns, form)


class Test:
    """Any other way to tell values apart, known by its ``key``; ``marks`` are where it changes."""

    __slots__ = ("covers", "key", "marks")

    def __init__(
        self, key: Hashable, covers: Callable[[Any], bool], marks: tuple[Any, ...] = ()
    ) -> None:
        self.key = key
        self.covers = covers
        self.marks = marks


class Predicate:
    """A question about one ``element`` of a request; a pool makes one object for each.

    It holds of a value when ``test`` covers it, or does not and it is ``negated``. Without a test
    it only tells whether there is a value. ``absent`` is its answer where there is none.
    """

    __slots__ = ("absent", "element", "negated", "of", "test")

    def __init__(
        self,
        element: str,
        test: Union | Test | None,
        *,
        negated: bool = False,
        of: Of = Of.ONE,
        absent: bool = False,
    ) -> None:
        self.element = element
        self.test = test
        self.negated = negated
        self.of = of
        self.absent = absent

    def fits(self, value: Any) -> bool:
        """Whether it holds of one value."""
        return (self.test is not None and self.test.covers(value)) != self.negated

    def holds(self, values: tuple[Any, ...] | None) -> bool:
        """Whether it holds of the ``values`` of an element; None where there are none."""
        if values is None:
            return self.absent
        if self.of is Of.ALL:
            return all(map(self.fits, values))
        return any(map(self.fits, values))


class Pool:
    """One object for each predicate, so that the same ones are known by identity."""

    __slots__ = ("_known",)

    def __init__(self) -> None:
        self._known: dict[Hashable, Predicate] = {}

    def the(self, predicate: Predicate) -> Predicate:
        """The one object for what ``predicate`` asks."""
        test = predicate.test
        same = test.key if isinstance(test, Test) else test and (test.patterns, test.form)
        key = (predicate.element, same, predicate.negated, predicate.of, predicate.absent)
        return self._known.setdefault(key, predicate)


def _cover(patterns: tuple[str, ...]) -> Callable[[str], bool]:
    if patterns == (STAR,):
        return lambda _: True
    plain = frozenset(each for each in patterns if is_plain(each))
    wild = [(prefix(each), each) for each in patterns if each not in plain]
    if not wild:
        return plain.__contains__
    heads = tuple(head for head, _ in wild)
    made: list[Callable[[str], bool]] = []

    def covers(text: str) -> bool:
        if text in plain:
            return True
        if not text.startswith(heads):
            return False
        if not made:
            made.extend(matcher(each) for _, each in wild)
        return any(match(text) for match in made)

    return covers
