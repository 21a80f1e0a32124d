"""What is left of an element of a request after some of the wishes about it were granted."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import NamedTuple, TypeAlias

from rolec.compare.predicate import ABSENT, Of
from rolec.compare.space import Domain, Literal, Space


class One:
    """An element with one value, or without: its states are domains."""

    __slots__ = ("space",)

    def __init__(self, space: Space) -> None:
        self.space = space

    def start(self, wanted: Iterable[Literal]) -> Domain | None:
        """What is possible when all ``wanted`` are true; None where nothing is."""
        found = self.space.start(wanted)
        return found if found.mask else None

    def after(self, state: Domain, literal: Literal) -> Domain | None:
        """What is left when ``literal`` is true too; None where nothing is."""
        found = self.space.where(state, literal)
        return found if found.mask else None

    def answer(self, state: Domain, literal: Literal) -> bool | None:
        """Whether ``literal`` is true of all that is left, or of nothing."""
        mask = self.space.mask(literal)
        if not state.mask & ~mask:
            return True
        if state.mask & mask:
            return None
        if self.space.narrows(state, literal) and self.space.where(state, literal).mask:
            return None
        return False

    def share(self, state: Domain, literal: Literal) -> float:
        """How much of what is left ``literal`` is true of."""
        return (state.mask & self.space.mask(literal)).bit_count() / state.mask.bit_count()

    def opposite(self, state: Domain, literal: Literal) -> Domain | None:
        """What is left when ``literal`` is not true."""
        if state.meets:
            # Only what was sampled for it would be left out, and that is no loss.
            return state
        return self.after(state, Literal(literal.predicate, not literal.holds))

    def pick(self, state: Domain) -> tuple[Hashable, ...] | None:
        """Values that are left; None is no value."""
        fixed = self.space.first(state.mask)
        return None if fixed is ABSENT else (fixed,)


class Left(NamedTuple):
    """What is left of the values of a key that has any number of them.

    ``every`` value is of the one domain, and for each of ``some`` there is a value of it.
    """

    absent: bool
    present: bool
    every: Domain
    some: tuple[Domain, ...] = ()
    asked: frozenset[Literal] = frozenset()


class Many:
    """A key with any number of values."""

    __slots__ = ("space",)

    def __init__(self, space: Space) -> None:
        self.space = space

    def start(self, wanted: Iterable[Literal]) -> Left | None:
        """What is possible when all ``wanted`` are true; None where nothing is."""
        every = self.space.start()
        found: Left | None = Left(absent=True, present=bool(every.mask), every=every)
        for literal in wanted:
            found = found and self.after(found, literal)
        return found

    def after(self, state: Left, literal: Literal) -> Left | None:
        """What is left when ``literal`` is true too; None where nothing is."""
        predicate, holds = literal
        absent = state.absent and predicate.absent is holds
        every, some = state.every, state.some
        present = state.present
        if predicate.test is None:
            present = present and predicate.absent is not holds
        elif (predicate.of is Of.ALL) is holds:
            every = self.space.where(every, literal)
            some = tuple(self.space.where(each, literal) for each in some)
        else:
            some = (*some, self.space.where(every, literal))
        present = present and bool(every.mask) and all(each.mask for each in some)
        if not (absent or present):
            return None
        return Left(absent, present, every, some, state.asked | {literal})

    def answer(self, state: Left, literal: Literal) -> bool | None:
        """Whether ``literal`` is true of all that is left, or of nothing."""
        if literal in state.asked:
            return True
        if not state.present and literal.predicate.absent is literal.holds:
            return True
        return None if self.after(state, literal) is not None else False

    def share(self, state: Left, literal: Literal) -> float:
        """How much of what is left ``literal`` is true of, as far as that is clear."""
        return (1.0 if literal.predicate.absent is literal.holds else 0.5) if state.absent else 0.5

    def opposite(self, state: Left, literal: Literal) -> Left | None:
        """What is left when ``literal`` is not true; all, for it is no loss."""
        return state if literal else None

    def pick(self, state: Left) -> tuple[Hashable, ...] | None:
        """Values that are left; None is no value."""
        if state.absent:
            return None
        wanted = state.some or (state.every,)
        return tuple(dict.fromkeys(self.space.first(each.mask) for each in wanted))


Element: TypeAlias = One | Many
State: TypeAlias = Domain | Left
