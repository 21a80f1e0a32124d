"""The values of one element that tell its predicates apart, found as far as they are needed.

A domain is a set of values, as bits of a number. Texts are sampled: of all texts that have to be
of some patterns, those that as few as possible of the patterns cover that are to be avoided. So a
domain has a value for any further wish to avoid something, and is sampled anew for a wish that a
text be of yet another pattern.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from rolec.compare.predicate import ABSENT, Predicate, Union
from rolec.compare.texts import Meet, Texts

_FEW = 60
"""So many pairs of patterns are put together."""


class Literal(NamedTuple):
    """That ``predicate`` holds, or that it does not."""

    predicate: Predicate
    holds: bool

    @property
    def wants_text(self) -> bool:
        """Whether a value has to be of the patterns of the predicate."""
        return isinstance(self.predicate.test, Union) and self.holds is not self.predicate.negated


class Domain(NamedTuple):
    """Values that are left, as bits of ``mask``; texts are of one of ``meets``, and of one pattern of each of ``unions``."""

    mask: int
    meets: tuple[Meet, ...]
    asked: tuple[Literal, ...] = ()
    unions: tuple[Meet, ...] = ()


class Space:
    """The values of one element: some ``fixed`` ones, and texts of ``base`` but those ``left_out``."""

    def __init__(
        self,
        fixed: Sequence[Hashable],
        base: tuple[Meet, ...],
        avoided: Iterable[str],
        texts: Texts,
        *,
        left_out: Callable[[str], bool] | None = None,
        grows: bool = False,
    ) -> None:
        """``grows`` says whether a wish may come that a text be of other patterns."""
        self.values: list[Any] = list(fixed)
        self._fixed = (1 << len(fixed)) - 1
        self._places: dict[Hashable, int] = {value: place for place, value in enumerate(fixed)}
        self._avoided = tuple(sorted(set(avoided)))
        self._texts = texts
        self._masks: dict[Predicate, tuple[int, int]] = {}
        self._sampled: dict[tuple[tuple[Meet, ...], tuple[Meet, ...]], int] = {}
        self._base = base
        self._left_out = left_out
        self.grows = grows

    @property
    def has_texts(self) -> bool:
        """Whether there are more values than fixed ones."""
        return bool(self._base)

    def start(self, wanted: Iterable[Literal] = ()) -> Domain:
        """All values of which ``wanted`` is true."""
        literals = tuple(wanted)
        mask = self._fixed
        if not any(each.wants_text for each in literals):
            mask |= self._sample(self._base, ())
        return self.where(Domain(mask, self._base), *literals)

    def where(self, domain: Domain, *literals: Literal) -> Domain:
        """What is left of ``domain`` when ``literals`` are true too."""
        asked = (*domain.asked, *literals)
        wanting = [each for each in literals if each.wants_text] if domain.meets else []
        if not wanting:
            mask = domain.mask
            for each in literals:
                mask &= self.mask(each)
            return domain._replace(mask=mask, asked=asked)
        meets, unions = self._narrowed(domain, wanting)
        mask = domain.mask & self._fixed | self._sample(meets, unions)
        for each in asked:
            mask &= self.mask(each)
        return Domain(mask, meets, asked, unions)

    def but(self, domain: Domain, literal: Literal) -> Domain | None:
        """What of ``domain`` is left when the case is done in which ``literal`` is true; None is all.

        A text that stands for one that is left may be of the case that is done, and was looked at
        there. Not so where yet other texts may be asked for: for these it says nothing.
        """
        if self.grows and domain.meets:
            return None
        return domain._replace(mask=domain.mask & ~self.mask(literal))

    def mask(self, literal: Literal) -> int:
        """The values known so far of which ``literal`` is true."""
        predicate = literal.predicate
        mask, seen = self._masks.get(predicate, (0, 0))
        count = len(self.values)
        if seen < count:
            for place in range(seen, count):
                value = self.values[place]
                if predicate.absent if value is ABSENT else predicate.fits(value):
                    mask |= 1 << place
            self._masks[predicate] = (mask, count)
        return mask if literal.holds else ~mask & (1 << count) - 1

    def narrows(self, domain: Domain, literal: Literal) -> bool:
        """Whether values that are not known yet may be found where ``literal`` is true."""
        return bool(domain.meets) and literal.wants_text

    def first(self, mask: int) -> Any:
        """One of the values of ``mask``."""
        return self.values[(mask & -mask).bit_length() - 1]

    def some(self, mask: int) -> Iterator[Any]:
        """The values of ``mask``."""
        while mask:
            yield self.first(mask)
            mask &= mask - 1

    def _narrowed(
        self, domain: Domain, wanting: Iterable[Literal]
    ) -> tuple[tuple[Meet, ...], tuple[Meet, ...]]:
        """The meets and unions of ``domain`` with those of more literals: put together as long as these are few."""
        meets, unions = domain.meets, domain.unions
        for literal in wanting:
            assert isinstance(literal.predicate.test, Union)
            patterns = literal.predicate.test.patterns
            if unions or len(meets) * len(patterns) > _FEW:
                unions = (*unions, patterns)
            else:
                meets = self._texts.narrowed(meets, patterns)
        return meets, unions

    def _sample(self, meets: tuple[Meet, ...], unions: tuple[Meet, ...]) -> int:
        if not meets:
            return 0
        key = (meets, unions)
        mask = self._sampled.get(key)
        if mask is None:
            texts = (
                self._texts.together(meets, unions, self._avoided)
                if unions
                else self._texts.samples(meets, self._avoided)
            )
            mask = 0
            for text in texts:
                if not (self._left_out and self._left_out(text)):
                    mask |= 1 << self._place(text)
            self._sampled[key] = mask
        return mask

    def _place(self, value: Hashable) -> int:
        place = self._places.get(value)
        if place is None:
            place = self._places[value] = len(self.values)
            self.values.append(value)
        return place
