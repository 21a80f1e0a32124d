"""What one access allows that another does not."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

from rolec.catalog.catalogue import SHIPPED
from rolec.compare.actions import Known
from rolec.compare.assumptions import assumptions, of_requests
from rolec.compare.bounds import BOUNDS, Bounds, Exhausted
from rolec.compare.question import Question
from rolec.compare.witness import witness
from rolec.record import dataclass
from rolec.semantics.access import Access, Layer, LayerKind
from rolec.semantics.request import Request
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
) -> Request | Unknown | None:
    """A request that ``new`` allows and ``old`` does not; None when surely there is none.

    Without ``old``: any request that ``new`` allows.
    """
    return _Asked(new, old, catalogue, given, bounds).only_in_new()


class _Asked:
    """A question that can be asked both ways."""

    def __init__(
        self,
        new: Access,
        old: Access,
        catalogue: Known,
        given: Sequence[Condition],
        bounds: Bounds,
    ) -> None:
        self._accesses = (new, old)
        self._catalogue = catalogue
        self._question: Question | Unknown
        try:
            self._question = Question(self._accesses, given, catalogue, bounds)
        except Exhausted as bound:
            self._question = Unknown(bound.at)

    def only_in_new(self) -> Request | Unknown | None:
        return self._only_in(0, 1)

    def only_in_old(self) -> Request | Unknown | None:
        return self._only_in(1, 0)

    def assumptions(self) -> tuple[str, ...]:
        question = self._question
        if isinstance(question, Unknown):
            return ()
        return assumptions(*self._accesses, question.shapes, self._catalogue)

    def _only_in(self, this: int, other: int) -> Request | Unknown | None:
        question = self._question
        if isinstance(question, Unknown):
            return question
        sides = (question.sides[this], question.sides[other])
        try:
            values = question.request(*sides)
        except Exhausted as bound:
            return Unknown(bound.at)
        if values is None:
            return None
        accesses = (self._accesses[this], self._accesses[other])
        return witness(question, values, sides, accesses, self._catalogue)


def _verdict(granted: Request | Unknown | None, revoked: Request | Unknown | None) -> Verdict:
    if isinstance(granted, Unknown) or isinstance(revoked, Unknown):
        return Verdict.UNKNOWN
    if granted:
        return Verdict.INCOMPARABLE if revoked else Verdict.WIDER
    return Verdict.NARROWER if revoked else Verdict.EQUAL
