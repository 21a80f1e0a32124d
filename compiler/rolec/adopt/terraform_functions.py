"""Functions of Terraform of which the value is known when their arguments are.

Source: Terraform's documentation, "Built-in functions".
"""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Callable, Mapping

from rolec.adopt.found import Json
from rolec.adopt.operators import has_reference, number

_VARIABLE = re.compile(r"\$\{(?:var|local)\.[^{}]*\}")
_FORMAT = re.compile("%[sdv%]")


_MAY_BE_SEVERAL = re.compile(r"\$\{(?:var|local|module)\.[^{}]*\}")


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
        if isinstance(each, str) and _MAY_BE_SEVERAL.fullmatch(each):
            raise TypeError
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
    if has_reference(key):
        raise TypeError
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
    return next(each for each in values if _is_there(each))


def _compact(value: Json) -> Json:
    return [each for each in _list(value) if _is_there(each)]


def _is_there(value: Json) -> bool:
    """Whether a value is neither null nor empty; of a variable nobody knows."""
    if isinstance(value, str) and _VARIABLE.fullmatch(value):
        raise ValueError
    return value is not None and value != ""


def _one(value: Json) -> Json:
    found = _list(value)
    if len(found) > 1:
        raise ValueError
    return found[0] if found else None


def _contains(of: Json, value: Json) -> Json:
    return value in _list(of)


def _slice(of: Json, start: Json, end: Json) -> Json:
    if not isinstance(start, int) or not isinstance(end, int):
        raise TypeError
    return _list(of)[start:end]


def _substr(of: Json, start: Json, length: Json) -> Json:
    if not isinstance(start, int) or not isinstance(length, int):
        raise TypeError
    found = _text(of)[start:]
    return found if length < 0 else found[:length]


def _range(*bounds: Json) -> Json:
    return [*range(*(each for each in bounds if isinstance(each, int)))]


def _truth(value: Json) -> bool:
    if value not in {True, False, "true", "false"} or not isinstance(value, bool | str):
        raise TypeError
    return value in {True, "true"}


def _formatlist(pattern: Json, *values: Json) -> Json:
    length = max(len(each) for each in values if isinstance(each, list))
    rows = [each if isinstance(each, list) else [each] * length for each in values]
    return [_format(pattern, *row) for row in zip(*rows, strict=True)]


def _product(*sets: Json) -> Json:
    return [[*row] for row in itertools.product(*map(_list, sets))]


def _of_sets(keep: Callable[[int, int], bool]) -> Callable[..., Json]:
    """What is kept, by how many sets have it and how many there are."""

    def of(*sets: Json) -> Json:
        lists = [*map(_list, sets)]
        found = _list(_distinct(_concat(*lists)))
        return [each for each in found if keep(sum(each in one for one in lists), len(lists))]

    return of


def _subtracted(one: Json, other: Json) -> Json:
    return [each for each in _list(_distinct(one)) if each not in _list(other)]


def _replaced(value: str, old: str, new: str) -> str:
    if len(old) > 1 and old.startswith("/") and old.endswith("/"):
        raise ValueError  # a regular expression of another language
    return value.replace(old, new)


def _zipmap(keys: Json, values: Json) -> Json:
    return dict(zip(_texts(keys), _list(values), strict=True))


def _concat(*lists: Json) -> Json:
    return [item for each in lists for item in _list(each)]


FUNCTIONS: Mapping[str, Callable[..., Json]] = {
    "alltrue": lambda value: all(map(_truth, _list(value))),
    "anytrue": lambda value: any(map(_truth, _list(value))),
    "chomp": lambda value: _text(value).rstrip("\r\n"),
    "coalesce": _coalesce,
    "coalescelist": lambda *lists: next(each for each in lists if _list(each)),
    "compact": _compact,
    "concat": _concat,
    "contains": _contains,
    "distinct": _distinct,
    "element": _element,
    "endswith": lambda value, end: _text(value).endswith(_text(end)),
    "flatten": _flatten,
    "format": _format,
    "formatlist": _formatlist,
    "join": lambda between, parts: _text(between).join(_texts(parts)),
    "jsondecode": lambda value: json.loads(_text(value)),
    "keys": lambda value: [*sorted(_map(value))],
    "length": len,
    "lookup": _lookup,
    "lower": lambda value: _text(value).lower(),
    "max": lambda *values: max(map(number, values)),
    "merge": _merge,
    "min": lambda *values: min(map(number, values)),
    "nonsensitive": lambda value: value,
    "one": _one,
    "range": _range,
    "replace": lambda value, old, new: _replaced(_text(value), _text(old), _text(new)),
    "reverse": lambda value: [*reversed(_list(value))],
    "sensitive": lambda value: value,
    "setintersection": _of_sets(lambda having, all_: having == all_),
    "setproduct": _product,
    "setsubtract": _subtracted,
    "setunion": _of_sets(lambda having, _: having > 0),
    "slice": _slice,
    "sort": lambda value: [*sorted(_texts(value))],
    "split": lambda between, value: [*_text(value).split(_text(between))],
    "startswith": lambda value, start: _text(value).startswith(_text(start)),
    "substr": _substr,
    "sum": lambda value: sum(map(number, _list(value))),
    "title": lambda value: _text(value).title(),
    "tobool": _truth,
    "tolist": _list,
    "tomap": _map,
    "tonumber": number,
    "toset": _distinct,
    "tostring": lambda value: value if isinstance(value, str) else json.dumps(value),
    "trim": lambda value, of: _text(value).strip(_text(of)),
    "trimprefix": lambda value, start: _text(value).removeprefix(_text(start)),
    "trimspace": lambda value: _text(value).strip(),
    "trimsuffix": lambda value, end: _text(value).removesuffix(_text(end)),
    "upper": lambda value: _text(value).upper(),
    "values": lambda value: [each for _, each in sorted(_map(value).items())],
    "zipmap": _zipmap,
}
"""By name; each raises an exception for what it is not made for."""

OF_WHAT_IS_KNOWN = frozenset(
    [
        "alltrue",
        "anytrue",
        "chomp",
        "contains",
        "endswith",
        "length",
        "lower",
        "max",
        "min",
        "one",
        "range",
        "replace",
        "setintersection",
        "setproduct",
        "setsubtract",
        "slice",
        "sort",
        "split",
        "startswith",
        "substr",
        "sum",
        "title",
        "tobool",
        "tonumber",
        "trim",
        "trimprefix",
        "trimspace",
        "trimsuffix",
        "upper",
        "zipmap",
    ]
)
"""Functions that look into texts, compare or count: of a reference they know nothing."""

TO_TEXT = frozenset(
    [
        "format",
        "join",
        "lower",
        "replace",
        "substr",
        "title",
        "tostring",
        "trim",
        "trimprefix",
        "trimspace",
        "trimsuffix",
        "upper",
    ]
)
"""Functions that give a text, whatever they are given."""
