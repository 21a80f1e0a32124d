"""Values of references where no policy variable may stand, which tell them apart from the texts beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from rolec.compare.address import address_range
from rolec.compare.bounds import Exhausted
from rolec.compare.key_shape import Values as Kind
from rolec.compare.principal import EVERYONE, account_of
from rolec.compare.quantity import between, quantity
from rolec.compare.reference_uses import Place, Uses
from rolec.compare.written import written
from rolec.ir.operator import Family
from rolec.policy.mark import (
    as_key,
    interpolated,
    is_marked,
    is_of_project,
    marks,
    parts,
    unmarked,
)
from rolec.semantics.request import Values

_EXAMPLES: Mapping[Family, tuple[str, ...]] = {
    Family.NUMERIC: ("1000001", "1", "0"),
    Family.DATE: ("2031-01-01T00:00:00Z", "2031-01-01", "2031", "1924905600"),
    Family.IP_ADDRESS: ("203.0.113.0/24", "198.51.100.0/24", "203.0.113.7/32", "203.0.113.7"),
    Family.BOOL: ("true", "false"),
    Family.BINARY: ("cm9sZWM=", "AA=="),
}
"""Values of each family, which are rarely written."""
_EVERY_ADDRESS = ("0.0.0.0/0", "::/0")


def general_values(uses: Uses) -> dict[str, Values]:
    """A value for each reference that stands for no text, none that is written beside it.

    Raises `Exhausted` where none can be thought of. A principal that only Terraform knows is one by itself.
    """
    found: dict[str, Values] = {}
    for place, text in uses.typed:
        if place.family is None or not any(as_key(mark) not in found for mark in marks(text)):
            continue
        beside = [each for t in uses.beside[place] for each in interpolated(t, found)]
        options = (
            values
            for whole in _general(place.family, beside)
            for values in _read(text, whole, found)
        )
        values = next((v for v in options if _is_fitting({**found, **v}, uses)), None)
        if values is None:
            raise Exhausted(f"`{unmarked(text)}`, of which no value can be thought of")
        found |= values
    return found


def other_values(uses: Uses, general: Mapping[str, Values]) -> Iterator[dict[str, Values]]:
    """The other values that tell references apart, for one text at a time."""
    seen: set[tuple[tuple[str, Values], ...]] = set()
    for place, text in uses.typed:
        own = interpolated(text, general)
        beside = [
            each
            for t in uses.beside[place]
            for each in interpolated(t, general)
            if each not in own
        ]
        for whole in _others(place, beside):
            for values in _read(text, whole, {}):
                key = tuple(sorted(values.items()))
                if key not in seen and values.items() - general.items():
                    seen.add(key)
                    yield values


def _read(text: str, whole: str, known: Mapping[str, Values]) -> Iterator[dict[str, Values]]:
    """The values of the references of ``text`` with which it is ``whole``."""
    (begun,) = interpolated(text, {key: values[:1] for key, values in known.items()})
    keys: list[str] = []
    pattern = ""
    for part, is_mark in parts(begun):
        if not is_mark:
            pattern += re.escape(part)
        elif is_of_project(part):
            return
        elif as_key(part) in keys:
            pattern += f"(?P=v{keys.index(as_key(part))})"
        else:
            pattern += f"(?P<v{len(keys)}>.+?)"
            keys.append(as_key(part))
    found = re.fullmatch(pattern, whole, re.DOTALL)
    if found:
        yield {key: (found[f"v{at}"],) for at, key in enumerate(keys)}


def _is_fitting(values: Mapping[str, Values], uses: Uses) -> bool:
    """Whether all texts of which the references have ``values`` are of their families."""
    whole = (
        (place.family, each)
        for place, text in uses.typed
        if place.family
        for each in interpolated(text, values)
    )
    return all(is_marked(text) or _is_of(family, text) for family, text in whole)


def _is_of(family: Family, text: str) -> bool:
    if family is Family.IP_ADDRESS:
        return address_range(text) is not None
    if family in {Family.NUMERIC, Family.DATE}:
        return quantity(text, family) is not None
    return True


def _general(family: Family, beside: Sequence[str]) -> Iterator[str]:
    if family in {Family.NUMERIC, Family.DATE}:
        yield from reversed(_points(family, beside))
    yield from (each for each in _EXAMPLES[family] if each not in beside)
    yield from _EXAMPLES[family]


def _others(place: Place, beside: Sequence[str]) -> Iterator[str]:
    match place.family:
        case None:
            yield from _principals(place.name, beside)
        case Family.NUMERIC | Family.DATE as family:
            yield from _points(family, beside)
        case Family.IP_ADDRESS:
            yield from (*beside, *_EVERY_ADDRESS, *_EXAMPLES[Family.IP_ADDRESS])
        case family:
            yield from (*beside, *_EXAMPLES[family])


def _points(family: Family, beside: Sequence[str]) -> tuple[str, ...]:
    """Numbers or dates: those ``beside``, and one of each stretch between them."""
    kind = Kind.DATE if family is Family.DATE else Kind.NUMBER
    cuts = [each for each in (quantity(t, family) for t in beside) if each is not None]
    points = between(cuts, dates=family is Family.DATE)
    return tuple(written(each, kind, epoch=False) for each in points)


def _principals(type_: str, beside: Sequence[str]) -> Iterator[str]:
    """Principals that cover one of those ``beside``, or are covered by it."""
    for text in beside:
        if text != EVERYONE:
            yield text
        account = account_of(text) if type_ == "AWS" else None
        if account is not None:
            yield from (f"arn:aws:iam::{account}:root", account)
