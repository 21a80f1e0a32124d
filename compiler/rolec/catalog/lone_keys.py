"""Condition keys of several values that may be compared as if they had one."""

from __future__ import annotations

import json
from functools import cache

from rolec.catalog.packed import data_text


@cache
def lone_keys() -> frozenset[str]:
    """The keys that AWS's own policies and guides compare without a qualifier, although they are lists.

    The names are those of the authorization reference; data/lone_keys.json says in which policies.
    """
    found = json.loads(data_text("lone_keys.json"))
    return frozenset(found["keys"])
