"""What one access allows that another does not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from functools import cached_property
from itertools import chain, islice
from typing import NamedTuple

from rolec.catalog.catalogue import SHIPPED
from rolec.compare.actions import Known
from rolec.compare.assumptions import assumptions, of_requests
from rolec.compare.bounds import BOUNDS, Allowance, Bounds, Budget, Exhausted
from rolec.compare.plainly_within import is_plainly_within
from rolec.compare.question import Question
from rolec.compare.reference_uses import AT
from rolec.compare.worlds import World, Worlds
from rolec.policy.mark import is_mark
from rolec.record import dataclass
from rolec.semantics.access import Access, Layer, LayerKind
from rolec.semantics.request import Request, Values
from rolec.semantics.statement import Condition

NOTHING = Access(layers=(Layer(LayerKind.IDENTITY, ()),))
"""An access that allows nothing."""


class Verdict(StrEnum):
    """What the new access is, against the old one."""

    EQUAL = "equal"
    NARROWER = "narrower"
    WIDER = "wider"
    INCOMPARABLE = "incomparable"
    UNKNOWN = "unknown"


class Unknown(NamedTuple):
    """The answer of a question that would cost too much; ``bound`` says what did."""

    bound: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """A verdict, with a request of each kind that there is, and what was assumed.

    ``granted`` is allowed by the new access and not by the old one, ``revoked`` the other way
    round. Where the verdict is unknown, ``bounds`` say why, and a request that is here is none
    the less true.
    """

    verdict: Verdict
    granted: Request | None
    revoked: Request | None
    assumptions: tuple[str, ...] = ()
    bounds: tuple[str, ...] = ()


def compare(
    new: Access,
    old: Access,
    *,
    catalogue: Known = SHIPPED,
    given: Sequence[Condition] = (),
    bounds: Bounds = BOUNDS,
) -> Comparison:
    """How ``new`` differs from ``old``, in requests of which all ``given`` conditions hold."""
    asked = _Asked(new, old, catalogue, given, bounds)
    granted, revoked = asked.only_in_new(), asked.only_in_old()
    requests = [each if isinstance(each, Request) else None for each in (granted, revoked)]
    return Comparison(
        verdict=_verdict(granted, revoked),
        granted=requests[0],
        revoked=requests[1],
        assumptions=(*asked.assumptions(), *of_requests(requests, catalogue)),
        bounds=tuple(each.bound for each in (granted, revoked) if isinstance(each, Unknown)),
    )


def only_in(
    new: Access,
    old: Access = NOTHING,
    *,
    catalogue: Known = SHIPPED,
    given: Sequence[Condition] = (),
    bounds: Bounds = BOUNDS,
    allowance: Allowance | None = None,
) -> Request | Unknown | None:
    """A request that ``new`` allows and ``old`` does not; None when surely there is none.

    Without ``old``: any request that ``new`` allows. It is unknown where an ``allowance`` is spent.
    """
    return _Asked(new, old, catalogue, given, bounds, allowance=allowance).only_in_new()


def generally_only_in(
    new: Access, old: Access = NOTHING, *, bounds: Bounds = BOUNDS
) -> Request | Unknown | None:
    """The same where no reference has the value of another text: a request that there is whatever they are.

    So it is of accesses in which no reference could do away with it.
    """
    return _Asked(new, old, SHIPPED, (), bounds).only_in_new(most=1)


def needed_values(
    new: Access, old: Access, allowance: Allowance | None = None
) -> dict[str, Values]:
    """The values of references, by key, without which ``new`` allows nothing that ``old`` does not.

    None, where it does whatever they are, or does not at all.
    """
    asked = _Asked(new, old, SHIPPED, (), BOUNDS, allowance=allowance)
    if not asked.has_references or asked.only_in_new(most=1) is not None:
        return {}
    found = asked.only_in_new()
    context = found.context if isinstance(found, Request) else {}
    return {
        key: values
        for key, values in context.items()
        if values and is_mark(key) and asked.general_values.get(key) != values
    }


_OF_WORLD = 40
"""The work for each text of two accesses, to ask the question anew of other values of references."""


class _InWorld(NamedTuple):
    """A question in a world."""

    world: World
    question: Question


class _Asked:
    """A question that can be asked both ways, in every world that there may be."""

    def __init__(
        self,
        new: Access,
        old: Access,
        catalogue: Known,
        given: Sequence[Condition],
        bounds: Bounds,
        *,
        allowance: Allowance | None = None,
    ) -> None:
        self._accesses = (new, old)
        self._catalogue = catalogue
        self._given = given
        self._bounds = bounds
        self._allowance = allowance
        self._worlds = Worlds((new, old), bounds.worlds)

    def only_in_new(self, *, most: int | None = None) -> Request | Unknown | None:
        """A request, in one of the first ``most`` worlds."""
        return self._only_in(0, 1, most)

    def only_in_old(self) -> Request | Unknown | None:
        return self._only_in(1, 0, None)

    def assumptions(self) -> tuple[str, ...]:
        general = self._general
        if isinstance(general, Unknown):
            return ()
        return assumptions(*self._accesses, general.question.shapes, self._catalogue)

    @property
    def has_references(self) -> bool:
        """Whether something of the accesses is a matter of what references stand for."""
        return self._worlds.has_references

    @property
    def general_values(self) -> Mapping[str, Values]:
        """The values of references in the first world."""
        return {} if isinstance(self._general, Unknown) else self._general.world.given

    @cached_property
    def _general(self) -> _InWorld | Unknown:
        """What both directions ask first."""
        try:
            return self._in(self._worlds.general())
        except Exhausted as bound:
            return Unknown(bound.at)

    def _others(self, this: int) -> Iterator[_InWorld | Unknown]:
        try:
            for world in self._worlds.others(this):
                yield self._in(world)
        except Exhausted as bound:
            yield Unknown(bound.at)

    def _in(self, world: World) -> _InWorld:
        budget = Budget(self._bounds, self._allowance)
        texts = (s.texts for each in self._accesses for s in each.statements)
        budget.set_out(_OF_WORLD * sum(1 for some in texts for _ in some))
        if self._allowance and self._allowance.is_spent:
            raise Exhausted("what there is to tell")
        given = (*self._given, *world.facts)
        return _InWorld(world, Question(world.accesses, given, self._catalogue, budget))

    def _only_in(self, this: int, other: int, most: int | None) -> Request | Unknown | None:
        if is_plainly_within(self._accesses[this], self._accesses[other]):
            return None
        unknown: Unknown | None = None
        for asked in islice(chain((self._general,), self._others(this)), most):
            found = asked if isinstance(asked, Unknown) else self._in_world(*asked, this, other)
            if isinstance(found, Request):
                return found
            unknown = unknown or found
        return unknown

    def _in_world(
        self, world: World, question: Question, this: int, other: int
    ) -> Request | Unknown | None:
        sides = (question.sides[this], question.sides[other])
        try:
            values = question.request(*sides)
        except Exhausted as bound:
            return Unknown(bound.at)
        if values is None:
            return None
        # What changes nothing needs none of it.
        from rolec.compare.witness import witness

        accesses = (self._accesses[this], self._accesses[other])
        found = witness(question, values, sides, accesses, self._catalogue, told=world.told)
        return found or Unknown(AT)


def _verdict(granted: Request | Unknown | None, revoked: Request | Unknown | None) -> Verdict:
    if isinstance(granted, Unknown) or isinstance(revoked, Unknown):
        return Verdict.UNKNOWN
    if granted:
        return Verdict.INCOMPARABLE if revoked else Verdict.WIDER
    return Verdict.NARROWER if revoked else Verdict.EQUAL
