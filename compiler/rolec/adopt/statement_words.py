"""Statements of IAM in the words of a spec."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from rolec.adopt.found import Json
from rolec.adopt.yaml_text import Value

_SID = re.compile("[A-Za-z0-9]+")
_KNOWN = {"Sid", "Effect", "Action", "NotAction", "Resource", "NotResource", "Condition"}
_WORDS = {
    ("Allow", "Action"): "allow",
    ("Deny", "Action"): "deny",
    ("Allow", "NotAction"): "allow_all_except",
    ("Deny", "NotAction"): "deny_all_except",
}


class UnsaidError(Exception):
    """Something that the words of a spec cannot say."""


def statements_of(document: Json) -> list[Mapping[str, Json]]:
    """The statements of a document, of which one may stand without a list."""
    found = document.get("Statement") if isinstance(document, Mapping) else None
    written = found if isinstance(found, list) else [found]
    return [each for each in written if isinstance(each, Mapping)]


def statement_words(document: Json) -> tuple[Mapping[str, Value], ...]:
    """The statements of an identity-based ``document``; an UnsaidError where there is no word."""
    return tuple(map(_words, statements_of(document)))


def condition_words(value: Json) -> dict[str, Value]:
    """A condition block, with each value as text."""
    if not isinstance(value, Mapping):
        raise UnsaidError
    found: dict[str, Value] = {}
    for operator, keys in value.items():
        if not isinstance(keys, Mapping):
            raise UnsaidError
        if keys:
            found[operator] = {key: one_or_several(each) for key, each in keys.items()}
    return found


def asked_for(condition: Json) -> Json:
    """A condition block without the operators that ask for nothing; None where that is all of it."""
    if not isinstance(condition, Mapping):
        return condition
    return {operator: keys for operator, keys in condition.items() if keys != {}} or None


def one_or_several(value: Json) -> Value:
    """A text or several, each once."""
    found = tuple(dict.fromkeys(texts_of(value)))
    return found[0] if len(found) == 1 else found


def texts_of(value: Json) -> Iterator[str]:
    """The texts of a value that is one or a list; numbers and truth as IAM reads them."""
    for each in value if isinstance(value, list) else [value]:
        match each:
            case bool():
                yield "true" if each else "false"
            case str() | int() | float():
                yield str(each)
            case _:
                raise UnsaidError


def as_written(value: Json) -> Value:
    """A value of JSON as a spec has it, in which every scalar is text and no condition is empty."""
    match value:
        case Mapping():
            asked = {k: asked_for(v) if k == "Condition" else v for k, v in value.items()}
            return {k: as_written(v) for k, v in asked.items() if (k, v) != ("Condition", None)}
        case list():
            return tuple(map(as_written, value))
        case bool():
            return "true" if value else "false"
        case _:
            return str(value)


def _words(statement: Mapping[str, Json]) -> Mapping[str, Value]:
    if not statement.keys() <= _KNOWN:
        raise UnsaidError
    found: dict[str, Value] = {}
    sid = statement.get("Sid")
    if isinstance(sid, str) and _SID.fullmatch(sid):
        found["sid"] = sid
    for (effect, element), word in _WORDS.items():
        if statement.get("Effect") == effect and element in statement:
            found[word] = one_or_several(statement[element])
    for element, word in (("Resource", "on"), ("NotResource", "on_all_except")):
        if element in statement:
            found[word] = one_or_several(statement[element])
    if condition := asked_for(statement.get("Condition")):
        found["when"] = condition_words(condition)
    return found
