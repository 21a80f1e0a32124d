"""Functions of Terraform of which the value is known when their arguments are.

Source: Terraform's documentation, "Built-in functions".
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping

from rolec.adopt.found import Json
from rolec.adopt.terraform_collections import (
    as_set,
    coalesce,
    compact,
    concat,
    contains,
    distinct,
    element,
    flatten,
    lookup,
    merge,
    of_sets,
    one,
    product,
    range_of,
    slice_of,
    subtracted,
    zipmap,
)
from rolec.adopt.terraform_values import (
    has_reference,
    list_of,
    map_of,
    number,
    text_of,
    texts_of,
    truth_of,
)
from rolec.adopt.unknown import NothingThereError, UnknownError

_LONGEST = 1_000_000
"""No policy has so many characters."""
_FORMAT = re.compile("%[sdv%]")


def _format(pattern: Json, *values: Json) -> Json:
    left = [each if isinstance(each, str) else json.dumps(each) for each in values]

    def put(found: re.Match[str]) -> str:
        return "%" if found[0] == "%%" else left.pop(0)

    return _FORMAT.sub(put, text_of(pattern))


def _substr(of: Json, start: Json, length: Json) -> Json:
    if not isinstance(start, int) or not isinstance(length, int):
        raise TypeError
    found = text_of(of)[start:]
    return found if length < 0 else found[:length]


def _truth(value: Json) -> bool:
    found = truth_of(value)
    if found is None:
        raise TypeError
    return found


def _formatlist(pattern: Json, *values: Json) -> Json:
    length = max(len(each) for each in values if isinstance(each, list))
    rows = [each if isinstance(each, list) else [each] * length for each in values]
    return [_format(pattern, *row) for row in zip(*rows, strict=True)]


def _replaced(value: str, old: str, new: str) -> str:
    if len(old) > 1 and old.startswith("/") and old.endswith("/"):
        raise ValueError  # a regular expression of another language
    if (len(value) + 1) * max(len(new), 1) > _LONGEST:
        raise ValueError
    return value.replace(old, new)


_FUNCTIONS: Mapping[str, Callable[..., Json]] = {
    "alltrue": lambda value: all(map(_truth, list_of(value))),
    "anytrue": lambda value: any(map(_truth, list_of(value))),
    "chomp": lambda value: text_of(value).rstrip("\r\n"),
    "coalesce": coalesce,
    "coalescelist": lambda *lists: next(each for each in lists if list_of(each)),
    "compact": compact,
    "concat": concat,
    "contains": contains,
    "distinct": distinct,
    "element": element,
    "endswith": lambda value, end: text_of(value).endswith(text_of(end)),
    "flatten": flatten,
    "format": _format,
    "formatlist": _formatlist,
    "join": lambda between, parts: text_of(between).join(texts_of(parts)),
    "jsondecode": lambda value: json.loads(text_of(value)),
    "keys": lambda value: [*sorted(map_of(value))],
    "length": len,
    "lookup": lookup,
    "lower": lambda value: text_of(value).lower(),
    "max": lambda *values: max(map(number, values)),
    "merge": merge,
    "min": lambda *values: min(map(number, values)),
    "nonsensitive": lambda value: value,
    "one": one,
    "range": range_of,
    "replace": lambda value, old, new: _replaced(text_of(value), text_of(old), text_of(new)),
    "reverse": lambda value: [*reversed(list_of(value))],
    "sensitive": lambda value: value,
    "setintersection": of_sets(lambda having, all_: having == all_),
    "setproduct": product,
    "setsubtract": subtracted,
    "setunion": of_sets(lambda having, _: having > 0),
    "slice": slice_of,
    "sort": lambda value: [*sorted(texts_of(value))],
    "split": lambda between, value: [*text_of(value).split(text_of(between))],
    "startswith": lambda value, start: text_of(value).startswith(text_of(start)),
    "substr": _substr,
    "sum": lambda value: sum(map(number, list_of(value))),
    "title": lambda value: text_of(value).title(),
    "tobool": _truth,
    "tolist": list_of,
    "tomap": map_of,
    "tonumber": number,
    "toset": as_set,
    "tostring": lambda value: value if isinstance(value, str) else json.dumps(value),
    "trim": lambda value, of: text_of(value).strip(text_of(of)),
    "trimprefix": lambda value, start: text_of(value).removeprefix(text_of(start)),
    "trimspace": lambda value: text_of(value).strip(),
    "trimsuffix": lambda value, end: text_of(value).removesuffix(text_of(end)),
    "upper": lambda value: text_of(value).upper(),
    "values": lambda value: [each for _, each in sorted(map_of(value).items())],
    "zipmap": zipmap,
}
"""By name; each raises an exception for what it is not made for."""

_OF_WHAT_IS_KNOWN = frozenset(
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


def called(name: str, arguments: list[Json], text: str) -> Json:
    """What a function gives; an UnknownError, of the call as it is written, where nobody can say."""
    function = _FUNCTIONS.get(name)
    if function is None or (name in _OF_WHAT_IS_KNOWN and has_reference(arguments)):
        raise UnknownError(text)
    try:
        return function(*arguments)
    except (TypeError, ValueError, IndexError, StopIteration, ZeroDivisionError):
        wrong = UnknownError if has_reference(arguments) else NothingThereError
        raise wrong(text) from None
