"""What access a role, or a policy document, has on one side and not on the other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from enum import StrEnum
from typing import NamedTuple

from rolec.ask.requests import condition
from rolec.catalog.catalogue import SHIPPED
from rolec.compare.at_home import at_home
from rolec.compare.bounds import Allowance
from rolec.compare.compare import (
    NOTHING,
    Comparison,
    Verdict,
    compare,
    needed_values,
    only_in,
)
from rolec.explain.explain import Shape, explain
from rolec.explain.grant import Grant
from rolec.explain.region import OutOfWork
from rolec.ir.module import Account
from rolec.ir.text import SPLAT
from rolec.policy.mark import expressions, is_part_of_arn
from rolec.record import dataclass
from rolec.semantics.access import Access, Layer, LayerKind
from rolec.semantics.decide import allows
from rolec.semantics.request import Request
from rolec.semantics.statement import Condition, Statement


class Part(StrEnum):
    """What of a role differs: what it may do, or who may assume it."""

    PERMISSIONS = "permissions"
    TRUST = "trust"


class PartGrant(NamedTuple):
    """A grant of a part."""

    part: Part
    grant: Grant


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessDifference:
    """What the new side is against the old one, with a request of each kind that there is."""

    verdict: Verdict = Verdict.EQUAL
    granted: tuple[PartGrant, ...] = ()
    revoked: tuple[PartGrant, ...] = ()
    witness_granted: Request | None = None
    witness_revoked: Request | None = None
    assumptions: tuple[str, ...] = ()
    is_partial: bool = False
    """Whether more may be granted than is told here."""

    @property
    def may_gain(self) -> bool:
        """Whether something is allowed that was not, or this cannot be told."""
        return self.verdict not in {Verdict.EQUAL, Verdict.NARROWER}


NO_ACCESS = {
    Part.PERMISSIONS: NOTHING,
    Part.TRUST: Access(layers=(Layer(LayerKind.TRUST, ()),)),
}
"""What a role that is not there may do, and who may assume it."""


def access_difference(
    part: Part,
    new: Access,
    old: Access,
    home: Account = Account(),  # noqa: B008 - a value
) -> AccessDifference:
    """How ``new`` differs from ``old``, which are accesses of the same ``part`` of a role of ``home``."""
    if _says(new) == _says(old):
        return AccessDifference(assumptions=tuple(_assumed(new, old, same=True)))
    assumptions = tuple(_assumed(new, old, same=False))
    # What is not known and the same adds nothing on one side alone, and takes nothing off.
    after, before = (replace(each, unknown=(), unknown_boundary=None) for each in (new, old))
    compared = compare(after, before)
    # What surely is not there needs no words, and asks for none.
    told = _Told()
    shape = explain(
        after,
        before,
        told.gains,
        told.only_where,
        granted=bool(compared.granted or compared.bounds),
        revoked=bool(compared.revoked or compared.bounds),
    )
    return AccessDifference(
        verdict=Verdict.UNKNOWN if _differs_untold(new, old) else compared.verdict,
        granted=tuple(PartGrant(part, each) for each in shape.granted),
        revoked=tuple(PartGrant(part, each) for each in shape.revoked),
        witness_granted=_at_home(compared.granted, home, after, before),
        witness_revoked=_at_home(compared.revoked, home, before, after),
        assumptions=(*assumptions, *compared.assumptions, *_untold(compared, shape)),
        is_partial=not shape.whole[0],
    )


class _Told:
    """Asks for what is told of a difference, as long as that does not cost too much.

    What is given up for that leaves something to what comes after it.
    """

    def __init__(self) -> None:
        self._rest = _WORK
        self._allowance = Allowance(0)
        self._begin()

    def gains(self, new: Access, old: Access) -> bool:
        """Whether ``new`` allows more, or may."""
        found = only_in(new, old, allowance=self._allowance)
        self._check()
        return found is not None

    def only_where(self, new: Access, old: Access) -> tuple[Condition, ...]:
        """The values of references that it takes."""
        needed = needed_values(new, old, self._allowance)
        self._check()
        return tuple(condition("StringEquals", key, *values) for key, values in needed.items())

    def _check(self) -> None:
        if self._allowance.is_spent:
            self._begin()
            raise OutOfWork

    def _begin(self) -> None:
        self._allowance.left = self._rest // _SHARE
        self._rest -= self._allowance.left


_SHARE = 2
_WORK = 1_500_000
"""The most work of a whole explanation."""


def _at_home(request: Request | None, home: Account, one: Access, other: Access) -> Request | None:
    """``request``, which ``one`` allows and the ``other`` does not, as a role of ``home`` would send it."""

    def still(moved: Request) -> bool:
        return allows(one, moved, SHIPPED.key) and not allows(other, moved, SHIPPED.key)

    return request and at_home(request, home, still)


def together(parts: Sequence[AccessDifference]) -> AccessDifference:
    """The difference of a whole role, which is that of its ``parts``."""
    granted = [each.witness_granted for each in parts if each.witness_granted]
    revoked = [each.witness_revoked for each in parts if each.witness_revoked]
    return AccessDifference(
        verdict=_verdict([each.verdict for each in parts]),
        granted=tuple(grant for each in parts for grant in each.granted),
        revoked=tuple(grant for each in parts for grant in each.revoked),
        witness_granted=granted[0] if granted else None,
        witness_revoked=revoked[0] if revoked else None,
        is_partial=any(each.is_partial for each in parts),
        assumptions=tuple(dict.fromkeys(a for each in parts for a in each.assumptions)),
    )


def reverse(difference: AccessDifference) -> AccessDifference:
    """``difference`` with the sides changed."""
    verdicts = {Verdict.WIDER: Verdict.NARROWER, Verdict.NARROWER: Verdict.WIDER}
    return replace(
        difference,
        verdict=verdicts.get(difference.verdict, difference.verdict),
        granted=difference.revoked,
        revoked=difference.granted,
        witness_granted=difference.witness_revoked,
        witness_revoked=difference.witness_granted,
    )


def _verdict(parts: Iterable[Verdict]) -> Verdict:
    found = set(parts) - {Verdict.EQUAL}
    if Verdict.UNKNOWN in found:
        return Verdict.UNKNOWN
    if len(found) > 1:
        return Verdict.INCOMPARABLE
    return found.pop() if found else Verdict.EQUAL


def _says(access: Access) -> tuple[object, ...]:
    layers = tuple((layer.kind, frozenset(layer.statements)) for layer in access.layers)
    return layers, access.unknown, access.unknown_boundary


def _differs_untold(new: Access, old: Access) -> bool:
    """Whether one side has a policy that the other has not, and that says what nobody here knows."""
    return (set(new.unknown), new.unknown_boundary) != (set(old.unknown), old.unknown_boundary)


def _assumed(new: Access, old: Access, *, same: bool) -> Iterator[str]:
    for arn in sorted({*new.unknown, *old.unknown}):
        both = arn in new.unknown and arn in old.unknown
        yield (
            f"what {arn} allows and denies is not known; it is the same on both sides"
            if both
            else f"what {arn} allows and denies is not known, and only one side has it"
        )
    for arn in sorted({b for b in (new.unknown_boundary, old.unknown_boundary) if b}):
        yield f"what the permissions boundary {arn} allows is not known; nothing is taken off for it"
    statements = [*new.statements, *old.statements]
    names = _expressions(filter(is_part_of_arn, (t for s in statements for t in s.patterns)))
    wild = frozenset() if same else _expressions(t for s in statements for t in _globs(s))
    for expression in sorted(_expressions(t for s in statements for t in s.texts)):
        is_list = expression.endswith(SPLAT)
        kept_out = [
            what
            for what, those in (("`:`", names), ("wildcard", wild))
            if expression in those and not (is_list and what == "`:`")
        ]
        values = "values" if is_list else "value"
        without = f", and no {' and no '.join(kept_out)} in {'them' if is_list else 'it'}"
        few = ", of which two at most matter at once" if is_list else ""
        yield (
            f"${{{expression}}} has the same {values} on both sides"
            f"{few}{without if kept_out else ''}"
        )


def _globs(statement: Statement) -> Iterator[str]:
    """The texts in which `*` and `?` stand for other text."""
    yield from statement.resources.items if statement.resources else ()
    for each in statement.conditions:
        yield from each.values if each.operator.takes_wildcards else ()


def _expressions(texts: Iterable[str]) -> set[str]:
    return {found for text in texts for found in expressions(text)}


def _untold(compared: Comparison, shape: Shape) -> Iterator[str]:
    for bound in compared.bounds:
        yield f"not decided within the bounds: {bound}"
    for whole, what in zip(shape.whole, ("gained", "lost"), strict=True):
        if not whole:
            yield f"more may be {what} than is listed: to list all takes more work than the bounds allow"
