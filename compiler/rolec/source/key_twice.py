"""What stands for the values of a key that an object of JSON or YAML has twice: nobody can say which is meant."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_KEY_TWICE = "Fn::KeyTwice"
"""Written as a function of CloudFormation, so that whoever needs the value asks what it is."""


def key_twice(key: str, *values: Any) -> Mapping[str, Any]:
    """All ``values`` of ``key``."""
    return {_KEY_TWICE: [key, *values]}


def and_again(key: str, before: Any, value: Any) -> Mapping[str, Any]:
    """A further ``value`` of ``key``, which has one or several ``before``."""
    found = values_of_key_twice(before)
    return key_twice(key, *([before] if found is None or found[0] != key else found[1]), value)


def values_of_key_twice(written: object) -> tuple[str, list[Any]] | None:
    """The key that stands twice and its values, where ``written`` stands for such values."""
    match written:
        case {"Fn::KeyTwice": [str() as key, *values]}:
            return key, values
        case _:
            return None


def first_key_twice(written: object) -> str | None:
    """A key that stands twice anywhere in ``written``."""
    found = values_of_key_twice(written)
    if found is not None:
        return found[0]
    match written:
        case Mapping():
            inside = list(written.values())
        case list():
            inside = written
        case _:
            return None
    return next((key for each in inside if (key := first_key_twice(each)) is not None), None)
