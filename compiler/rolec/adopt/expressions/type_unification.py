"""Values of several types as Terraform makes them alike, as the items of a list or the sides of a condition.

Source: Terraform's documentation, "Type Constraints", "Conversion of Complex Types"; the package `convert` of cty.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from rolec.adopt.expressions.parsed import as_text
from rolec.adopt.expressions.values import has_reference, is_known_text, same
from rolec.adopt.found import Json
from rolec.adopt.unknown import UnknownError

_SCALARS = frozenset({"text", "number", "truth"})


def unified(values: Sequence[Json]) -> list[Json]:
    """``values``, all of one type; a ValueError where Terraform refuses them, an UnknownError where nobody can say."""
    kinds = {_kind(each) for each in values if each is not None}
    if kinds == {"map"}:
        return _maps([each for each in values if isinstance(each, Mapping)], values)
    if kinds == {"list"}:
        return _lists([each for each in values if isinstance(each, list)], values)
    if len(kinds) <= 1:
        return [*values]
    if not any(is_known_text(each) for each in values) and "text" in kinds:
        raise UnknownError("a reference to something of a type that nobody knows")
    if not kinds <= _SCALARS or "text" not in kinds:
        raise ValueError
    return [None if each is None else as_text(each) for each in values]


def alike(chosen: Json, passed_by: Callable[[], Json]) -> Json:
    """What a condition has ``chosen``, of the type that it has together with the other side."""
    if chosen is None or isinstance(chosen, str) or chosen in ([], {}):
        return chosen
    try:
        other = passed_by()
    except UnknownError:
        if _has_scalars(chosen):
            raise
        return chosen
    if isinstance(other, str) and has_reference(other) and not _has_scalars(chosen):
        return chosen
    try:
        return unified([chosen, other])[0]
    except ValueError:
        raise UnknownError("a condition with two sides of several types") from None


def distinct(value: Sequence[Json]) -> list[Json]:
    """The items of a list or set, alike and each once."""
    out: list[Json] = []
    for each in unified(value):
        if not any(same(each, known) for known in out):
            out.append(each)
    return out


def as_set(value: Sequence[Json]) -> list[Json]:
    """The items, each once, in the order in which Terraform has those of a set: of texts by letter."""
    found = distinct(value)
    texts = [each for each in found if isinstance(each, str) and not has_reference(each)]
    numbers = [each for each in found if isinstance(each, int | float)]
    if len(texts) == len(found):
        return [*sorted(texts)]
    return [*sorted(numbers)] if len(numbers) == len(found) else found


def _has_scalars(value: Json) -> bool:
    """Whether a number or a truth, which together with a text would be one, is in ``value``."""
    match value:
        case Mapping():
            return any(map(_has_scalars, value.values()))
        case list():
            return any(map(_has_scalars, value))
        case _:
            return value is not None and not isinstance(value, str)


def _maps(maps: list[Mapping[str, Json]], values: Sequence[Json]) -> list[Json]:
    if len({frozenset(each) for each in maps}) == 1:
        columns = {key: iter(unified([each[key] for each in maps])) for key in maps[0]}
        made = iter([{key: next(columns[key]) for key in each} for each in maps])
    else:
        items = iter(unified([each[key] for each in maps for key in each]))
        made = iter([{key: next(items) for key in each} for each in maps])
    return [None if each is None else next(made) for each in values]


def _lists(lists: list[list[Json]], values: Sequence[Json]) -> list[Json]:
    if len({len(each) for each in lists}) == 1:
        rows = [*zip(*(unified(column) for column in zip(*lists, strict=True)), strict=True)]
        made = iter([[*row] for row in rows] or [[] for _ in lists])
    else:
        items = iter(unified([item for each in lists for item in each]))
        made = iter([[next(items) for _ in each] for each in lists])
    return [None if each is None else next(made) for each in values]


def _kind(value: Json) -> str:
    match value:
        case str():
            return "text"
        case bool():
            return "truth"
        case Mapping():
            return "map"
        case list():
            return "list"
        case _:
            return "number"
