"""Functions of Terraform on lists, sets and objects; what is not made for one raises an exception.

Source: Terraform's documentation, "Built-in functions", collection functions.
"""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Callable

from rolec.adopt.found import Json
from rolec.adopt.terraform_values import has_reference, list_of, map_of, text_of, texts_of

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


def distinct(value: Json) -> Json:
    """``value`` with each item once."""
    out: list[Json] = []
    for each in list_of(value):
        if each not in out:
            out.append(each)
    return out


def as_set(value: Json) -> Json:
    """The items of ``value``, each once, in the order in which Terraform has those of a set: of texts by letter."""
    found = list_of(distinct(value))
    known = [each for each in found if isinstance(each, str) and not has_reference(each)]
    return [*sorted(known)] if len(known) == len(found) else found


def merge(*maps: Json) -> Json:
    """The entries of all ``maps``, of two with one key the later."""
    out: dict[str, Json] = {}
    for each in maps:
        out |= {} if each is None else map_of(each)
    return out


def concat(*lists: Json) -> Json:
    """The items of all ``lists``."""
    return [item for each in lists for item in list_of(each)]


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
    if not isinstance(index, int):
        raise TypeError
    found = list_of(of)
    return found[index % len(found)]


def coalesce(*values: Json) -> Json:
    """The first of ``values`` that is there."""
    return next(each for each in values if _is_there(each))


def compact(value: Json) -> Json:
    """The items of ``value`` that are there."""
    return [each for each in list_of(value) if _is_there(each)]


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
    return value in list_of(of)


def slice_of(of: Json, start: Json, end: Json) -> Json:
    """The items of ``of`` from ``start`` to before ``end``."""
    if not isinstance(start, int) or not isinstance(end, int):
        raise TypeError
    return list_of(of)[start:end]


def range_of(*bounds: Json) -> Json:
    """The numbers that Python's `range` gives too."""
    found = range(*(each for each in bounds if isinstance(each, int)))
    if len(found) > _MOST:
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
        found = list_of(distinct(concat(*lists)))
        kept = [each for each in found if keep(sum(each in one for one in lists), len(lists))]
        return as_set(kept)

    return of


def subtracted(one: Json, other: Json) -> Json:
    """What is in ``one`` and not in ``other``."""
    return as_set([each for each in list_of(distinct(one)) if each not in list_of(other)])
