"""What a value of a condition key looks like in a request, by the type of the key."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from rolec.catalog.condition_key import ConditionKey, KeyType
from rolec.semantics.typed import address, milliseconds, number


class Form(NamedTuple):
    """What a value is, in ``words``, with an ``example``, and whether a text ``fits``."""

    words: str
    example: str
    fits: Callable[[str], bool]


def misfit(key: ConditionKey | None, value: str) -> Form | None:
    """What a value of ``key`` has to be, where ``value`` is not it; no request has such a value."""
    form = _FORMS.get(key.type) if key and key.type else None
    return form if form and not form.fits(value) else None


_FORMS = {
    KeyType.IP_ADDRESS: Form(
        "an IP address", "203.0.113.7", lambda text: address(text) is not None
    ),
    KeyType.NUMERIC: Form("a number", "3600", lambda text: number(text) is not None),
    KeyType.DATE: Form(
        "a time", "2030-01-31T00:00:00Z", lambda text: milliseconds(text) is not None
    ),
    KeyType.BOOL: Form("true or false", "true", lambda text: text.lower() in {"true", "false"}),
}
