"""A difference in access, to the shape that people see in it.

Each action is asked about by itself, by the exact comparison; actions with the same answer are told
together.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple

from rolec.explain.grant import Grant, Region
from rolec.explain.narrowed import about
from rolec.explain.region import Gains, OnlyWhere, OutOfWork, regions
from rolec.explain.told import told
from rolec.explain.universe import ActionClass, Universe
from rolec.semantics.access import Access
from rolec.semantics.statement import Statement


class Shape(NamedTuple):
    """What the new side allows and the old does not, and the reverse; ``whole`` says of both if that is all."""

    granted: tuple[Grant, ...]
    revoked: tuple[Grant, ...]
    whole: tuple[bool, bool] = (True, True)


def explain(
    new: Access,
    old: Access,
    gains: Gains,
    only_where: OnlyWhere = lambda _new, _old: (),
    *,
    granted: bool = True,
    revoked: bool = True,
) -> Shape:
    """The shape of what differs between ``new`` and ``old``; ``gains`` is the exact comparison.

    With ``only_where`` it is told for which values of references alone something differs. That nothing is
    ``granted``, or nothing ``revoked``, may be known before. Actions of which ``gains`` is `OutOfWork` are not told.
    """
    universe = Universe(new, old)
    differing = list(_differing(new, old, universe)) if granted or revoked else []
    sides = (differing if granted else [], [each.reverse() for each in differing if revoked])
    gained, lost = (_regions(side, gains, only_where) for side in sides)
    whole = (gained.whole, lost.whole)
    return Shape(_grants(gained.found, universe), _grants(lost.found, universe), whole)


class _Differing(NamedTuple):
    """Actions of which the sides do not say the same, and what they say."""

    actions: ActionClass
    there: Access
    here: Access

    def reverse(self) -> _Differing:
        return _Differing(self.actions, self.here, self.there)


class _Regions(NamedTuple):
    """The actions that are allowed on one side alone by where that is, and whether these are all."""

    found: Mapping[Region, list[ActionClass]]
    whole: bool


def _differing(new: Access, old: Access, universe: Universe) -> Iterator[_Differing]:
    for each in universe.classes():
        after, before = (about(access, each.example, each.statements) for access in (new, old))
        if _says(after) != _says(before):
            yield _Differing(each, after, before)


def _regions(asked: Iterable[_Differing], gains: Gains, only_where: OnlyWhere) -> _Regions:
    found: dict[Region, list[ActionClass]] = {}
    whole = True
    for each, there, here in asked:
        try:
            where = list(regions(there, here, each.example, gains, only_where))
        except OutOfWork:
            whole = False
            continue
        for region in where:
            found.setdefault(region, []).append(each)
    return _Regions(found, whole)


def _says(access: Access) -> tuple[frozenset[Statement], ...]:
    return tuple(frozenset(layer.statements) for layer in access.layers)


def _grants(found: Mapping[Region, list[ActionClass]], universe: Universe) -> tuple[Grant, ...]:
    grants = [
        Grant(
            service=words.service,
            levels=words.levels,
            actions=words.actions,
            exceptions=words.exceptions,
            region=region,
        )
        for region, classes in _whole(found, universe).items()
        for words in told(classes, universe)
    ]
    return tuple(sorted(grants, key=_order))


def _whole(
    found: Mapping[Region, list[ActionClass]], universe: Universe
) -> Mapping[Region, list[ActionClass]]:
    """``found``, where a whole service is one, whatever part of it the other side allows."""
    by_core: dict[Region, list[ActionClass]] = {}
    for region, classes in found.items():
        core = _core(region)
        by_core.setdefault(core, []).extend(classes)
    out = dict(found)
    for core, classes in by_core.items():
        apart = [r for r in found if _core(r) == core]
        known = {a for region in apart for a in _services_told(found[region], universe)}
        if len(apart) > 1 and _services_told(classes, universe) - known:
            for region in apart:
                del out[region]
            out[core] = classes
    return out


def _core(region: Region) -> Region:
    """``region`` without what the other side allows of it."""
    return replace(region, otherwise=None, denied=(), within=())


def _services_told(classes: list[ActionClass], universe: Universe) -> set[str]:
    """The patterns for whole services by which ``classes`` are told, with no exception."""
    words = [each for each in told(classes, universe) if not each.exceptions]
    return {a for each in words for a in each.actions if a in {"*", f"{each.service}:*"}}


def _order(grant: Grant) -> tuple[object, ...]:
    region = grant.region
    return grant.service, grant.actions, region.resources, region.principals, repr(region)
