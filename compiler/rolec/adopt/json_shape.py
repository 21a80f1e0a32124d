"""Looking into JSON of which the form is not certain: what is not as expected is not there."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from urllib.parse import unquote

from rolec.adopt.found import Json


def text(value: Json, *keys: str) -> str | None:
    """The text at the first of ``keys`` that has one."""
    if isinstance(value, Mapping):
        for key in keys:
            found = value.get(key)
            if isinstance(found, str) and found:
                return found
    return None


def as_text(value: Json) -> str:
    """A text, or a number or truth value as JSON writes it."""
    return value if isinstance(value, str) else json.dumps(value)


def number(value: Json, key: str) -> int | None:
    """The whole number at ``key``."""
    found = value.get(key) if isinstance(value, Mapping) else None
    return found if isinstance(found, int) and not isinstance(found, bool) else None


def truth(value: Json, key: str) -> bool:
    """Whether ``true`` stands at ``key``."""
    return isinstance(value, Mapping) and value.get(key) is True


def items(value: Json, key: str) -> Iterator[Mapping[str, Json]]:
    """The objects of the list at ``key``."""
    found = value.get(key) if isinstance(value, Mapping) else None
    if isinstance(found, list):
        yield from (each for each in found if isinstance(each, Mapping))


def texts(value: Json, key: str) -> tuple[str, ...]:
    """The texts of the list at ``key``."""
    found = value.get(key) if isinstance(value, Mapping) else None
    return (
        tuple(each for each in found if isinstance(each, str)) if isinstance(found, list) else ()
    )


def tags(value: Json, key: str) -> dict[str, str]:
    """Tags as IAM lists them, ``Key`` and ``Value``, or as Terraform does, an object.

    Without those of AWS's own, which nobody else can give (`aws:cloudformation:stack-name`).
    """
    found = value.get(key) if isinstance(value, Mapping) else None
    if isinstance(found, Mapping):
        pairs = [*found.items()]
    else:
        pairs = [(text(each, "Key") or "", each.get("Value")) for each in items(value, key)]
    return {
        name: each
        for name, each in pairs
        if name and isinstance(each, str) and not name.lower().startswith("aws:")
    }


def document(value: Json) -> Json:
    """A policy document, which may stand as text, and percent-encoded as IAM's API has it.

    None where it is no JSON.
    """
    if not isinstance(value, str):
        return value
    written = unquote(value) if value.lstrip().startswith("%7B") else value
    try:
        found: Json = json.loads(written)
    except ValueError:
        return None
    return found
