"""Whether two policy documents have the same Terraform references in the same places.

A comparison takes what only Terraform knows for one text of which nothing else is known. Under `StringLike`, in actions
and in resources a value may have wildcards, and a principal may be one of several things: there a reference is
the same only where it stands in the same place.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rolec.adopt.found import Json
from rolec.adopt.statement_words import statements_of
from rolec.ir.substitution import Form, substitutions

_ALIKE = {"arnequals": "arnlike", "arnnotequals": "arnnotlike"}
"""Operators that IAM takes for the same (IAM User Guide, "Amazon Resource Name (ARN) condition operators")."""


def has_reference(text: str) -> bool:
    """Whether something stands in ``text`` that is no variable of IAM."""
    return any(each.form is not Form.POLICY_VARIABLE for each in substitutions(text))


def have_the_same_references(one: Json, other: Json) -> bool:
    """Whether each text with a reference stands under the same element, operator and key of both documents."""
    return set(_placed(one)) == set(_placed(other))


def _placed(document: Json) -> Iterator[tuple[object, ...]]:
    for statement in statements_of(document):
        for element, value in statement.items():
            for place, text in _texts(value):
                if any(map(has_reference, (text, *place))):
                    yield statement.get("Effect"), element, *_normal(place), text


def _texts(value: Json, *at: str) -> Iterator[tuple[tuple[str, ...], str]]:
    """Each text in an element, with the keys above it."""
    match value:
        case str():
            yield at, value
        case Mapping():
            for key, each in value.items():
                yield from _texts(each, *at, key)
        case list():
            for each in value:
                yield from _texts(each, *at)
        case _:
            pass


def _normal(place: tuple[str, ...]) -> Iterator[str]:
    for key in place:
        family, colon, name = key.lower().rpartition(":")
        yield f"{family}{colon}{_ALIKE.get(name, name)}"
