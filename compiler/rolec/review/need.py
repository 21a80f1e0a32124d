"""What has to be looked at, and by whom."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from rolec.review.enclosing import enclosing
from rolec.review.gate import Gate
from rolec.review.tier import Tier
from rolec.review.widening import Widening, WideningKind

_FIRST = {WideningKind.GATE: 0, WideningKind.GUARD_RAIL: 1}
"""What weighs most in a tier, whichever role it is of."""


class Need(NamedTuple):
    """That somebody must look at the ``widenings`` of a tier: one of each list of ``approvers``."""

    tier: Tier
    approvers: tuple[str, ...]
    widenings: tuple[Widening, ...]


def needs(widenings: Iterable[Widening], gates: Mapping[str, Gate]) -> tuple[Need, ...]:
    """What is needed for ``widenings`` to pass, by tier; ``gates`` are those of the projects."""
    found = tuple(widenings)
    return tuple(need for tier in Tier if (need := _need(tier, found, gates)).widenings)


def _need(tier: Tier, widenings: tuple[Widening, ...], gates: Mapping[str, Gate]) -> Need:
    gated = [(_gate(each.project, gates), each) for each in widenings if each.tier is tier]
    held = [(gate, each) for gate, each in gated if tier not in gate.free]
    approvers = dict.fromkeys(name for gate, _ in held for name in gate.approvers.get(tier, ()))
    found = sorted((each for _, each in held), key=lambda each: _FIRST.get(each.kind, len(_FIRST)))
    return Need(tier, tuple(approvers), tuple(found))


def _gate(project: str, gates: Mapping[str, Gate]) -> Gate:
    """The gate of a project; one that the base does not have has that of the project around it.

    Where there is none either, there is no gate that could let anything pass.
    """
    folder = enclosing(project, gates)
    return Gate() if folder is None else gates[folder]
