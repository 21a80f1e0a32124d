"""What is left of an element of a request after some of the wishes about it were granted."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import NamedTuple, Protocol

from rolec.compare.predicate import ABSENT, Of
from rolec.compare.space import Domain, Literal, Space


class State(Protocol):
    """What is left of one element; it never changes."""

    def after(self, *literals: Literal) -> State | None:
        """What is left when ``literals`` are true too; None where nothing is."""

    def opposite(self, literal: Literal) -> State | None:
        """What is left when ``literal`` is not true, or more; None where nothing is."""

    def answer(self, literal: Literal) -> bool | None:
        """Whether ``literal`` is true of all that is left, or of nothing."""

    def share(self, literal: Literal) -> float:
        """How much of what is left ``literal`` is true of, as far as that is clear."""

    def pick(self) -> tuple[Hashable, ...] | None:
        """Values that are left; None is no value."""


class Element(NamedTuple):
    """An element of requests: its values, and whether a request can have ``many`` of them."""

    space: Space
    many: bool = False

    def start(self, wanted: Iterable[Literal]) -> State | None:
        """What is possible when all ``wanted`` are true; None where nothing is."""
        return (_many if self.many else _one)(self.space, wanted)


def _one(space: Space, wanted: Iterable[Literal]) -> State | None:
    domain = space.start(wanted)
    return One(space, domain) if domain.mask else None


class One(NamedTuple):
    """What is left of an element with one value, or without."""

    space: Space
    domain: Domain

    def after(self, *literals: Literal) -> State | None:
        """What is left when ``literals`` are true too; None where nothing is."""
        found = self.space.where(self.domain, *literals)
        return One(self.space, found) if found.mask else None

    def opposite(self, literal: Literal) -> State | None:
        """What is left when ``literal`` is not true, or more; None where nothing is."""
        found = self.space.but(self.domain, literal)
        if found is None:
            return self
        return One(self.space, found) if found.mask else None

    def answer(self, literal: Literal) -> bool | None:
        """Whether ``literal`` is true of all that is left, or of nothing."""
        left, mask = self.domain.mask, self.space.mask(literal)
        if not left & ~mask:
            return True
        if left & mask:
            return None
        if (
            self.space.narrows(self.domain, literal)
            and self.space.where(self.domain, literal).mask
        ):
            return None
        return False

    def share(self, literal: Literal) -> float:
        """How much of what is left ``literal`` is true of."""
        left = self.domain.mask
        return (left & self.space.mask(literal)).bit_count() / left.bit_count()

    def pick(self) -> tuple[Hashable, ...] | None:
        """Values that are left; None is no value."""
        found = self.space.first(self.domain.mask)
        return None if found is ABSENT else (found,)


def _many(space: Space, wanted: Iterable[Literal]) -> State | None:
    every = space.start()
    found: State | None = Many(space, absent=True, present=bool(every.mask), every=every)
    for literal in wanted:
        found = found and found.after(literal)
    return found


class Many(NamedTuple):
    """What is left of the values of a key that has any number of them.

    ``every`` value is of the one domain, and for each of ``some`` there is a value of it.
    """

    space: Space
    absent: bool
    present: bool
    every: Domain
    some: tuple[Domain, ...] = ()
    asked: frozenset[Literal] = frozenset()

    def after(self, *literals: Literal) -> State | None:
        """What is left when ``literals`` are true too; None where nothing is."""
        found: Many | None = self
        for literal in literals:
            found = found and _after(found, literal)
        return found

    def opposite(self, literal: Literal) -> State | None:  # noqa: ARG002 - as in the protocol
        """What is left when ``literal`` is not true, or more; None where nothing is."""
        return self

    def answer(self, literal: Literal) -> bool | None:
        """Whether ``literal`` is true of all that is left, or of nothing."""
        if literal in self.asked:
            return True
        if not self.present and literal.predicate.absent is literal.holds:
            return True
        return None if self.after(literal) is not None else False

    def share(self, literal: Literal) -> float:
        """How much of what is left ``literal`` is true of, as far as that is clear."""
        return 1.0 if self.absent and literal.predicate.absent is literal.holds else 0.5

    def pick(self) -> tuple[Hashable, ...] | None:
        """Values that are left; None is no value."""
        if self.absent:
            return None
        wanted = self.some or (self.every,)
        return tuple(dict.fromkeys(self.space.first(each.mask) for each in wanted))


def _after(state: Many, literal: Literal) -> Many | None:
    """What is left of ``state`` when ``literal`` is true too; None where nothing is."""
    predicate, holds = literal
    absent = state.absent and predicate.absent is holds
    present, every, some = state.present, state.every, state.some
    if predicate.test is None:
        present = present and predicate.absent is not holds
    elif (predicate.of is Of.ALL) is holds:
        every = state.space.where(every, literal)
        some = tuple(state.space.where(each, literal) for each in some)
    else:
        some = (*some, state.space.where(every, literal))
    present = present and bool(every.mask) and all(each.mask for each in some)
    if not (absent or present):
        return None
    return Many(state.space, absent, present, every, some, state.asked | {literal})
