"""The JSON types, by their names for people."""

from __future__ import annotations

from rolec.read.value import Boolean, Items, Null, Number, Object, Template, Value


def json_type(value: Value) -> str:
    """What ``value`` is, with its article."""
    match value:
        case Template():
            return "a string"
        case Number():
            return "a number"
        case Boolean():
            return "a boolean"
        case Null():
            return "null"
        case Items():
            return "a list"
        case Object():
            return "an object"
        case _:
            raise AssertionError(f"no JSON: {type(value).__name__}")
