"""Regions, asked for again and again."""

from __future__ import annotations

from functools import cache, lru_cache

from rolec.catalog import region

REGION_KEYS = frozenset(("aws:requestedregion", "ec2:region"))
"""The condition keys that hold the code of a region, in lower case."""


@lru_cache(maxsize=512)
def partition_of(code: str) -> str | None:
    """The partition that a region is in, or by its form would be in; None is no region."""
    return None if code.endswith("-global") else region.partition_of(code)


@cache
def known_regions() -> tuple[str, ...]:
    """The codes of all regions, to suggest one: a new one is none the worse for not being here."""
    return tuple(
        code
        for each in region.partition_regions().values()
        for code in each.names
        if not code.endswith("-global")
    )
