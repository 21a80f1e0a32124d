"""What has to be known of condition keys, and their values in a request."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from rolec.catalog.condition_key import ConditionKey
from rolec.semantics.request import Request, Values
from rolec.semantics.truth import Unknown

Keys: TypeAlias = Callable[[str], ConditionKey | None]
"""The key of a name, in any case; None where nothing is known of it. `catalog.key_type` is one."""


def values_of(key: str, request: Request) -> Values | Unknown:
    """The values of ``key``; none where the request does not have it."""
    if key in request.context:
        return request.context[key] or ()
    return Unknown(keys=frozenset((key,))) if request.open else ()


def is_multivalued(key: str, keys: Keys) -> bool:
    """Whether a request can have several values of ``key``; where nothing is known, it has one."""
    known = keys(key)
    return known is not None and known.multivalued
