"""Types of the variables of Terraform: what they add to a value.

Source: Terraform's documentation, "Type Constraints", "Optional Object Type Attributes".
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from rolec.adopt.found import Json
from rolec.read.value import Call, Object, Template, Value

_OF_SEVERAL = frozenset({"list", "set", "map", "object", "tuple"})


def is_collection(type_: Value | None) -> bool:
    """Whether a variable of ``type_`` is a list, a set, a map or an object."""
    return isinstance(type_, Call) and type_.name in _OF_SEVERAL


def completed(value: Json, type_: Value | None, of: Callable[[Value], Json]) -> Json:
    """``value`` with the optional attributes of ``type_`` that it does not have; ``of`` gives what a default is."""
    match type_, value:
        case Call(name="object", arguments=(Object(entries=entries),)), Mapping():
            attributes = {
                name: each.value
                for each in entries
                if isinstance(each.key, Template) and (name := each.key.literal)
            }
            return {**value, **_attributes(value, attributes, of)}
        case Call(name="list" | "set", arguments=(each_is,)), list():
            return [completed(each, each_is, of) for each in value]
        case Call(name="map", arguments=(each_is,)), Mapping():
            return {key: completed(each, each_is, of) for key, each in value.items()}
        case _:
            return value


def _attributes(
    value: Mapping[str, Json], attributes: Mapping[str, Value], of: Callable[[Value], Json]
) -> dict[str, Json]:
    found: dict[str, Json] = {}
    for name, type_ in attributes.items():
        match type_:
            case Call(name="optional", arguments=(inner, *default)):
                has = value.get(name)
                # A default stands for null, too.
                has = of(default[0]) if has is None and default else has
                found[name] = completed(has, inner, of)
            case _ if name in value:
                found[name] = completed(value[name], type_, of)
            case _:
                pass
    return found
