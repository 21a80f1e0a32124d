"""`Fn::ForEach` of a template, written out where it is known what it goes over.

Source: the CloudFormation template reference, "Fn::ForEach" of the transform AWS::LanguageExtensions.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress

from rolec.adopt.found import Json
from rolec.adopt.template.shape import UnknownError
from rolec.source.key_twice import values_of_key_twice

LOOP = "Fn::ForEach::"
"""How the key of a loop begins; its name follows."""
_NOT_IN_IDS = re.compile("[^A-Za-z0-9]")
_Value = Callable[[Json], Json]


def loops_written_out(template: Json, value: _Value) -> Json:
    """A template without those loops of which ``value`` knows the collection; the others stay."""
    if not isinstance(template, Mapping) or LOOP not in str(template.get("Resources")):
        return template
    return {**template, "Resources": _written_out(template.get("Resources"), value)}


def types_in(loop: Json) -> Iterator[str]:
    """The types of the resources that a loop makes, or of what stands under a key that is there twice."""
    match loop:
        case Mapping():
            type_ = loop.get("Type")
            twice = values_of_key_twice(type_)
            types = [type_] if twice is None else twice[1]
            found = [each for each in types if isinstance(each, str) and "::" in each]
            if found:
                yield from found
                return
            for each in loop.values():
                yield from types_in(each)
        case list():
            for each in loop:
                yield from types_in(each)
        case _:
            return


def _written_out(written: Json, value: _Value) -> Json:
    match written:
        case list():
            return [_written_out(each, value) for each in written]
        case Mapping():
            found: dict[str, Json] = {}
            for key, each in written.items():
                found |= _entries(key, each, value)
            return found
        case _:
            return written


def _entries(key: str, written: Json, value: _Value) -> dict[str, Json]:
    match written:
        case [str() as name, collection, Mapping() as fragment] if key.startswith(LOOP):
            over = _known(collection, value)
            if over is None:
                return {key: written}
            found: dict[str, Json] = {}
            for item in over:
                one = _with(fragment, name, item)
                assert isinstance(one, Mapping)
                for inner, each in one.items():
                    found |= _entries(inner, each, value)
            return found
        case _:
            return {key: _written_out(written, value)}


def _known(collection: Json, value: _Value) -> list[str] | None:
    found: Json = None
    with suppress(UnknownError):
        found = value(collection)
    if not isinstance(found, list):
        return None
    texts = [each for each in found if isinstance(each, str) and "${" not in each]
    return texts if len(texts) == len(found) else None


def _with(written: Json, name: str, item: str) -> Json:
    """A fragment with ``item`` where it refers to ``name``."""
    match written:
        case str():
            as_id = _NOT_IN_IDS.sub("", item)
            return written.replace(f"${{{name}}}", item).replace(f"&{{{name}}}", as_id)
        case list():
            return [_with(each, name, item) for each in written]
        case {"Ref": str() as referred, **rest} if referred == name and not rest:
            return item
        case Mapping():
            return {
                str(_with(key, name, item)): _with(each, name, item)
                for key, each in written.items()
            }
        case _:
            return written
