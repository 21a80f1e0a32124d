"""Functions of Terraform on lists, sets and objects; what is not made for one raises an exception.

Source: Terraform's documentation, "Built-in functions", collection functions.
"""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Callable, Mapping, Sequence

from rolec.adopt.expressions.type_unification import as_set, distinct, unified
from rolec.adopt.expressions.values import (
    has_reference,
    list_of,
    map_of,
    number,
    same,
    text_of,
    texts_of,
    whole,
)
from rolec.adopt.found import Json
from rolec.adopt.unknown import UnknownError

_VARIABLE = re.compile(r"\$\{(?:var|local)\.[^{}]*\}")
_MAY_BE_SEVERAL = re.compile(r"\$\{(?:var|local|module)\.[^{}]*\}")
_MOST = 1024
"""Terraform's `range` gives no more."""


def flatten(value: Json) -> list[Json]:
    """All that is in ``value`` and in the lists that are in it."""
    out: list[Json] = []
    for each in list_of(value):
        if isinstance(each, str) and _MAY_BE_SEVERAL.fullmatch(each):
            raise TypeError
        out += flatten(each) if isinstance(each, list) else [each]
    return out


def as_list(value: Json) -> Json:
    """The items of ``value``, alike."""
    return [*unified(list_of(value))]


def as_map(value: Json) -> Json:
    """``value`` with values that are alike."""
    found = map_of(value)
    return dict(zip(found, unified([*found.values()]), strict=True))


def merge(*maps: Json) -> Json:
    """The entries of all ``maps``, of two with one key the later."""
    out: dict[str, Json] = {}
    for each in maps:
        out |= {} if each is None else map_of(each)
    return out


def concat(*lists: Json) -> Json:
    """The items of all ``lists``."""
    items = [item for each in lists for item in list_of(each)]
    if len({type(each) for each in items if isinstance(each, str | bool | float | int)}) > 1:
        _refuse_other_types(items)
    return items


def _refuse_other_types(items: list[Json]) -> None:
    """Raise an UnknownError where lists, and not what is written out, would be lists of texts."""
    if unified([each for each in items if not isinstance(each, list | Mapping)]) != items:
        raise UnknownError("items of several types")


def lookup(of: Json, key: Json, *default: Json) -> Json:
    """What ``of`` has at ``key``, or the ``default``."""
    found = map_of(of)
    if has_reference(key):
        raise TypeError
    if text_of(key) in found:
        return found[text_of(key)]
    if not default:
        raise TypeError
    return default[0]


def element(of: Json, index: Json) -> Json:
    """An item of ``of``, counted round and round."""
    at, found = whole(index), list_of(of)
    if at < 0:
        raise IndexError
    return found[at % len(found)]


def coalesce(*values: Json) -> Json:
    """The first of ``values`` that is there."""
    return next(each for each in _alike(values) if _is_there(each))


def compact(value: Json) -> Json:
    """The items of ``value`` that are there."""
    found = [each if each is None else text_of(each) for each in list_of(value)]
    return [each for each in found if _is_there(each)]


def _is_there(value: Json) -> bool:
    """Whether a value is neither null nor empty; of a variable nobody knows."""
    if isinstance(value, str) and _VARIABLE.fullmatch(value):
        raise ValueError
    return value is not None and value != ""


def one(value: Json) -> Json:
    """The only item of ``value``; None where it is empty."""
    found = list_of(value)
    if len(found) > 1:
        raise ValueError
    return found[0] if found else None


def contains(of: Json, value: Json) -> Json:
    """Whether ``value`` is an item of ``of``."""
    return any(same(value, each) for each in list_of(of))


def slice_of(of: Json, start: Json, end: Json) -> Json:
    """The items of ``of`` from ``start`` to before ``end``."""
    first, last, found = whole(start), whole(end), list_of(of)
    if not 0 <= first <= last <= len(found):
        raise IndexError
    return found[first:last]


def range_of(*bounds: Json) -> Json:
    """The numbers from the first of ``bounds`` to before the second, up or down; with steps that are not whole
    an UnknownError.
    """
    numbers = [*map(number, bounds)]
    if not all(isinstance(each, int) for each in numbers):
        raise UnknownError("a range of numbers that are not whole")
    start, end = numbers[:2] if numbers[1:] else (0, *numbers)
    step = numbers[2] if numbers[2:] else 1 if start <= end else -1
    found = range(int(start), int(end), int(step))
    if (start < end and step < 0) or (start > end and step > 0) or len(found) > _MOST:
        raise ValueError
    return [*found]


def zipmap(keys: Json, values: Json) -> Json:
    """An object of ``keys`` with ``values``."""
    return dict(zip(texts_of(keys), list_of(values), strict=True))


def product(*sets: Json) -> Json:
    """Every list with one item of each of ``sets``."""
    lists = [*map(list_of, sets)]
    if math.prod(map(len, lists)) > _MOST:
        raise ValueError
    return [[*row] for row in itertools.product(*lists)]


def of_sets(keep: Callable[[int, int], bool]) -> Callable[..., Json]:
    """What is kept, by how many sets have it and how many there are."""

    def of(*sets: Json) -> Json:
        lists = [*map(list_of, sets)]
        items = iter(unified([item for each in lists for item in each]))
        alike = [[next(items) for _ in each] for each in lists]
        found = distinct([item for each in alike for item in each])
        return [*as_set([x for x in found if keep(_having(x, alike), len(lists))])]

    return of


def subtracted(one: Json, other: Json) -> Json:
    """What is in ``one`` and not in ``other``."""
    mine, others = list_of(one), list_of(other)
    items = unified([*mine, *others])
    left = [each for each in items[: len(mine)] if not contains(items[len(mine) :], each)]
    return [*as_set(left)]


def _having(item: Json, lists: list[list[Json]]) -> int:
    return sum(bool(contains(each, item)) for each in lists)


def _alike(values: Sequence[Json]) -> list[Json]:
    """``values`` of one type, of which references are texts."""
    if all(each is None or isinstance(each, str) for each in values):
        return [*values]
    return unified(values)
