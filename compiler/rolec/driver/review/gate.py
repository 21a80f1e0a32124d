"""The gate that `review:` of a rolec.yaml makes."""

from __future__ import annotations

from rolec.driver.project.settings import Settings
from rolec.driver.project.settings_problems import NOBODY, REVIEW
from rolec.lower.cursor import Cursor
from rolec.review.gate import Gate
from rolec.review.tier import Tier


def gate_of(settings: Settings) -> Gate:
    """The gate of a project with these ``settings``."""
    if settings.review is None:
        return Gate()
    at = Cursor(settings.review).field(REVIEW)
    found = {tier: tuple(name.string for name in at.get_many(tier)) for tier in Tier if tier in at}
    return Gate(
        approvers={tier: names for tier, names in found.items() if names != (NOBODY,)},
        free=frozenset(tier for tier, names in found.items() if names == (NOBODY,)),
    )
