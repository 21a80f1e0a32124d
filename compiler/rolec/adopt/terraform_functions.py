"""Functions of Terraform of which the value is known when their arguments are.

Source: Terraform's documentation, "Built-in functions".
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping

from rolec.adopt.found import Json

_FORMAT = re.compile("%[sdv%]")


def _texts(value: Json) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        raise TypeError
    return [each for each in value if isinstance(each, str)]


def _list(value: Json) -> list[Json]:
    if not isinstance(value, list):
        raise TypeError
    return value


def _map(value: Json) -> Mapping[str, Json]:
    if not isinstance(value, Mapping):
        raise TypeError
    return value


def _text(value: Json) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _flatten(value: Json) -> list[Json]:
    out: list[Json] = []
    for each in _list(value):
        out += _flatten(each) if isinstance(each, list) else [each]
    return out


def _distinct(value: Json) -> Json:
    out: list[Json] = []
    for each in _list(value):
        if each not in out:
            out.append(each)
    return out


def _merge(*maps: Json) -> Json:
    out: dict[str, Json] = {}
    for each in maps:
        out |= {} if each is None else _map(each)
    return out


def _format(pattern: Json, *values: Json) -> Json:
    left = [each if isinstance(each, str) else json.dumps(each) for each in values]

    def put(found: re.Match[str]) -> str:
        return "%" if found[0] == "%%" else left.pop(0)

    return _FORMAT.sub(put, _text(pattern))


def _lookup(of: Json, key: Json, *default: Json) -> Json:
    found = _map(of)
    if _text(key) in found:
        return found[_text(key)]
    if not default:
        raise TypeError
    return default[0]


def _element(of: Json, index: Json) -> Json:
    if not isinstance(index, int):
        raise TypeError
    found = _list(of)
    return found[index % len(found)]


def _coalesce(*values: Json) -> Json:
    return next(each for each in values if each not in {None, ""})


def _compact(value: Json) -> Json:
    return [each for each in _list(value) if each not in {None, ""}]


def _concat(*lists: Json) -> Json:
    return [item for each in lists for item in _list(each)]


FUNCTIONS: Mapping[str, Callable[..., Json]] = {
    "coalesce": _coalesce,
    "compact": _compact,
    "concat": _concat,
    "distinct": _distinct,
    "element": _element,
    "flatten": _flatten,
    "format": _format,
    "join": lambda between, parts: _text(between).join(_texts(parts)),
    "jsondecode": lambda value: json.loads(_text(value)),
    "keys": lambda value: [*sorted(_map(value))],
    "length": len,
    "lookup": _lookup,
    "lower": lambda value: _text(value).lower(),
    "merge": _merge,
    "replace": lambda value, old, new: _text(value).replace(_text(old), _text(new)),
    "sort": lambda value: [*sorted(_texts(value))],
    "split": lambda between, value: [*_text(value).split(_text(between))],
    "title": lambda value: _text(value).title(),
    "tolist": _list,
    "tomap": _map,
    "toset": _distinct,
    "tostring": lambda value: value if isinstance(value, str) else json.dumps(value),
    "trimspace": lambda value: _text(value).strip(),
    "upper": lambda value: _text(value).upper(),
    "values": lambda value: list(_map(value).values()),
}
"""By name; each raises an exception for what it is not made for, and knows nothing of references."""
