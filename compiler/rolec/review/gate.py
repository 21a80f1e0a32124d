"""Who has to look at what tier."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from rolec.record import dataclass
from rolec.review.tier import Tier


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """The approvers of each tier: with none anybody may be it, and what is ``free`` needs nobody."""

    approvers: Mapping[Tier, tuple[str, ...]] = field(default_factory=dict)
    free: frozenset[Tier] = frozenset()
