"""Functions of Terraform of which the value is known when their arguments are.

Source: Terraform's documentation, "Built-in functions".
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial, reduce
from math import ceil, floor

from rolec.adopt.expressions.collections import (
    as_list,
    as_map,
    coalesce,
    compact,
    concat,
    contains,
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
from rolec.adopt.expressions.format import formatted, formatted_list
from rolec.adopt.expressions.json_encoding import decoded
from rolec.adopt.expressions.numbers import calculated, exact
from rolec.adopt.expressions.texts import (
    BLANKS,
    basename,
    dirname,
    plain,
    replaced,
    split,
    substr,
    title,
)
from rolec.adopt.expressions.type_unification import as_set, distinct
from rolec.adopt.expressions.values import (
    has_reference,
    list_of,
    map_of,
    number,
    text_of,
    texts_of,
    truth_of,
    whole,
)
from rolec.adopt.found import Json
from rolec.adopt.unknown import NothingThereError, UnknownError


def _truth(value: Json) -> bool:
    found = truth_of(value)
    if found is None:
        raise TypeError
    return found


def _holds(value: Json) -> bool:
    return value is not None and _truth(value)


def _sum(value: Json) -> Json:
    return reduce(partial(calculated, "+"), map(number, list_of(value)))


def _length(value: Json) -> Json:
    if isinstance(value, str):
        return len(plain(value))
    if not isinstance(value, list | Mapping):
        raise TypeError
    return len(value)


_FUNCTIONS: Mapping[str, Callable[..., Json]] = {
    "abs": lambda value: abs(number(value)),
    "alltrue": lambda value: all(map(_holds, list_of(value))),
    "anytrue": lambda value: any(map(_holds, list_of(value))),
    "basename": lambda value: basename(text_of(value)),
    "ceil": lambda value: ceil(exact(number(value))),
    "chomp": lambda value: text_of(value).rstrip("\r\n"),
    "coalesce": coalesce,
    "coalescelist": lambda *lists: next(each for each in lists if list_of(each)),
    "compact": compact,
    "concat": concat,
    "contains": contains,
    "dirname": lambda value: dirname(text_of(value)),
    "distinct": lambda value: [*distinct(list_of(value))],
    "element": element,
    "endswith": lambda value, end: text_of(value).endswith(text_of(end)),
    "flatten": flatten,
    "floor": lambda value: floor(exact(number(value))),
    "format": formatted,
    "formatlist": formatted_list,
    "join": lambda between, parts: text_of(between).join(texts_of(parts)),
    "jsondecode": lambda value: decoded(text_of(value)),
    "keys": lambda value: [*sorted(map_of(value))],
    "length": _length,
    "lookup": lookup,
    "lower": lambda value: plain(text_of(value)).lower(),
    "max": lambda *values: max(map(number, values)),
    "merge": merge,
    "min": lambda *values: min(map(number, values)),
    "nonsensitive": lambda value: value,
    "one": one,
    "range": range_of,
    "replace": lambda value, old, new: replaced(text_of(value), text_of(old), text_of(new)),
    "reverse": lambda value: [*reversed(list_of(value))],
    "sensitive": lambda value: value,
    "setintersection": of_sets(lambda having, all_: having == all_),
    "setproduct": product,
    "setsubtract": subtracted,
    "setunion": of_sets(lambda having, _: having > 0),
    "slice": slice_of,
    "sort": lambda value: [*sorted(texts_of(value))],
    "split": lambda between, value: [*split(text_of(between), text_of(value))],
    "startswith": lambda value, start: text_of(value).startswith(text_of(start)),
    "strcontains": lambda value, part: text_of(part) in text_of(value),
    "substr": lambda value, at, length: substr(text_of(value), whole(at), whole(length)),
    "sum": _sum,
    "title": lambda value: title(text_of(value)),
    "tobool": lambda value: None if value is None else _truth(value),
    "tolist": as_list,
    "tomap": as_map,
    "tonumber": lambda value: None if value is None else number(value),
    "toset": lambda value: [*as_set(list_of(value))],
    "tostring": lambda value: None if value is None else text_of(value),
    "trim": lambda value, of: text_of(value).strip(text_of(of)),
    "trimprefix": lambda value, start: text_of(value).removeprefix(text_of(start)),
    "trimspace": lambda value: text_of(value).strip(BLANKS),
    "trimsuffix": lambda value, end: text_of(value).removesuffix(text_of(end)),
    "upper": lambda value: plain(text_of(value)).upper(),
    "values": lambda value: [each for _, each in sorted(map_of(value).items())],
    "zipmap": zipmap,
}
"""By name; each raises an exception for what it is not made for."""

_OF_WHAT_IS_KNOWN = frozenset(
    [
        "abs",
        "alltrue",
        "anytrue",
        "basename",
        "ceil",
        "chomp",
        "contains",
        "dirname",
        "endswith",
        "floor",
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
        "strcontains",
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
        "basename",
        "dirname",
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
