"""How much comes of access that is gained."""

from __future__ import annotations

from enum import StrEnum


class Tier(StrEnum):
    """What access is for, the highest tier first."""

    ADMINISTRATION = "administration"
    """To change who may do what, in one step or several, and all that cannot be told."""
    CREDENTIALS = "credentials"
    """To get keys, tokens or passwords, or to come in from outside."""
    DATA = "data"
    """To read objects, secrets and parameters."""
    WRITE = "write"
    READ = "read"
    LIST = "list"
    METADATA = "metadata"
    """To write tags."""


def highest(tiers: set[Tier]) -> Tier:
    """The highest of ``tiers``; of none it is what cannot be told."""
    return next((tier for tier in Tier if tier in tiers), Tier.ADMINISTRATION)
