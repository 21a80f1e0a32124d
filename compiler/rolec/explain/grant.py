"""What is allowed, as people speak of it."""

from __future__ import annotations

from rolec.catalog.access_level import AccessLevel
from rolec.record import dataclass
from rolec.semantics.statement import Condition, Principal


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """On what, or by whom, and under which conditions something is allowed.

    ``otherwise`` are conditions under which the other side allows the same, which do not stand in
    ``conditions``; None where the other side allows nothing of it. ``denied`` are the conditions of
    each deny of the other side that takes some of this off there, and not here. ``within`` are those of
    ``resources``, or parts of them, on which the other side allows it all the same.
    """

    resources: tuple[str, ...] = ()
    principals: tuple[Principal, ...] = ()
    conditions: tuple[Condition, ...] = ()
    otherwise: tuple[Condition, ...] | None = None
    denied: tuple[tuple[Condition, ...], ...] = ()
    within: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """Actions of one service, ``*`` for all, that are allowed in one region.

    ``levels`` are their access levels, the telling ones first; none where AWS's catalogue does not
    know them. ``actions`` are written as the policy does where all that a wildcard stands for
    is meant; ``exceptions`` are those that it does not mean, where these are fewer to say.
    """

    service: str
    levels: tuple[AccessLevel, ...]
    actions: tuple[str, ...]
    exceptions: tuple[str, ...] = ()
    region: Region
