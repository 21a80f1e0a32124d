"""Types of the variables of Terraform: what they make of a value.

Source: Terraform's documentation, "Type Constraints", "Optional Object Type Attributes".
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from rolec.adopt.expressions.type_unification import as_set, unified
from rolec.adopt.expressions.values import (
    has_reference,
    list_of,
    map_of,
    number,
    text_of,
    truth_of,
)
from rolec.adopt.found import Json
from rolec.adopt.unknown import UnreadError
from rolec.read.value import Call, Items, Object, Template, Traversal, Value

_Of = Callable[[Value], Json]


def typed(name: str, value: Json, type_: Value | None, of: _Of) -> Json:
    """The ``value`` of the variable ``name`` as its ``type_`` has it; an UnreadError where it is not for it.

    ``of`` gives what the default of an attribute is.
    """
    try:
        return _converted(value, type_, of)
    except (TypeError, ValueError):
        raise UnreadError(f"`var.{name}` is not of the type that it says") from None


def _converted(value: Json, type_: Value | None, of: _Of) -> Json:
    if value is None or (isinstance(value, str) and has_reference(value)):
        return value
    match type_:
        case Traversal(text=word) | Template(parts=(str() as word,)):
            return _of_word(value, word)
        case Call(name="object", arguments=(Object() as attributes, *_)):
            return dict(_attributes(map_of(value), attributes, of))
        case Call(name="tuple", arguments=(Items(items=types),)):
            pairs = zip(list_of(value), types, strict=True)
            return [_converted(each, each_is, of) for each, each_is in pairs]
        case Call(name="list" | "set" | "map" as word, arguments=(each_is,)):
            return _of_word(_each(value, each_is, of), word)
        case _:
            return value


def _of_word(value: Json, word: str) -> Json:
    match word:
        case "string":
            return text_of(value)
        case "number":
            return number(value)
        case "bool":
            truth = truth_of(value)
            if truth is None:
                raise TypeError
            return truth
        case "list":
            return unified(list_of(value))
        case "set":
            return as_set(list_of(value))
        case "map":
            found = map_of(value)
            return dict(zip(found, unified([*found.values()]), strict=True))
        case _:
            return value


def _each(value: Json, type_: Value, of: _Of) -> Json:
    match value:
        case Mapping():
            return {key: _converted(each, type_, of) for key, each in value.items()}
        case list():
            return [_converted(each, type_, of) for each in value]
        case _:
            raise TypeError


def _attributes(
    value: Mapping[str, Json], attributes: Object, of: _Of
) -> Iterator[tuple[str, Json]]:
    """The attributes that are declared: others are dropped."""
    for entry in attributes.entries:
        name = entry.key.literal if isinstance(entry.key, Template) else None
        match entry.value:
            case _ if name is None:
                raise TypeError
            case Call(name="optional", arguments=(inner, *default)):
                has = value.get(name)
                # A default stands for null, too.
                has = of(default[0]) if has is None and default else has
                yield name, _converted(has, inner, of)
            case type_ if name in value:
                yield name, _converted(value[name], type_, of)
            case _:
                raise TypeError
