"""Values of references where no policy variable may stand, which tell them apart from the texts beside them."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias

from rolec.compare.address import address_range, written_first
from rolec.compare.bounds import Exhausted
from rolec.compare.key_shape import Values as Kind
from rolec.compare.principal import AWS, EVERYONE, account_of, role_of
from rolec.compare.quantity import between, quantity
from rolec.compare.reference_uses import AT, Place, Uses
from rolec.compare.written import written
from rolec.ir.operator import Family
from rolec.policy.mark import (
    as_key,
    interpolated,
    is_mark,
    is_marked,
    is_of_list,
    is_of_project,
    marks,
    parts,
    unmarked,
)
from rolec.semantics.request import Values

Given: TypeAlias = Mapping[str, Values]
"""Values of references, by their keys."""

_EXAMPLES: Mapping[Family, tuple[str, ...]] = {
    Family.NUMERIC: ("1000001", "1", "0"),
    Family.DATE: ("2031-01-01T00:00:00Z", "2031-01-01", "2031", "1924905600"),
    Family.IP_ADDRESS: ("203.0.113.0/24", "198.51.100.0/24", "203.0.113.7/32", "203.0.113.7"),
    Family.BOOL: ("true", "false"),
    Family.NULL: ("true", "false"),
    Family.BINARY: ("cm9sZWM=", "AA=="),
}
"""Values of each family, which are rarely written."""
_PARTS: Mapping[Family, tuple[str, ...]] = {
    Family.NUMERIC: ("1", "0", "9"),
    Family.DATE: ("2031", "2020", "01", "12"),
    Family.IP_ADDRESS: ("16", "0", "8", "24", "203", "32"),
}
"""What may stand for a part of a value."""
_TOGETHER = 32
"""So many ways to give the references of two statements values are tried together."""
_TELLING = frozenset({Family.BOOL, Family.NULL})
"""Families of which each value tells something, whatever stands beside it."""
_COMPARED = frozenset({Family.NUMERIC, Family.DATE, *_TELLING})
"""Families of which a value meets operators that it is not like."""
_EVERY_ADDRESS = "0.0.0.0/0"
_ACCOUNT = re.compile(r"arn:[^:]*:(?:iam|sts)::([^:]*):.*", re.DOTALL)
_NOBODYS = 210_987_654_321


def general_values(uses: Uses) -> dict[str, Values]:
    """A value for each reference that stands for no text, none that is written beside it.

    Raises `Exhausted` where none can be thought of. A principal that only Terraform knows is one by itself,
    but for its account.
    """
    found: dict[str, Values] = {}
    for place, text in uses.typed:
        if place.family is None:
            found |= _nobodys(place, text, uses, found)
    for place, text in uses.typed:
        if place.family is None or all(as_key(mark) in found for mark in marks(text)):
            continue
        beside = [each for t in uses.beside[place] for each in interpolated(t, found)]
        wholes = (*_general(place.family, beside), *_filled(text, place.family, found))
        options = (values for whole in wholes for values in _read(text, whole, found))
        values = next((v for v in options if _is_fitting({**found, **v}, uses)), None)
        if values is None:
            raise Exhausted(f"`{unmarked(text)}`, of which no value can be thought of")
        found |= values
    return found


def other_values(
    uses: Uses, all_: Uses, general: Given, solid: frozenset[str]
) -> Iterator[dict[str, Values]]:
    """The ways to give ``solid`` references of ``uses`` values, those of ``general`` first.

    They tell the texts apart of ``uses``, and from those of ``all_`` that are known. Where there are too many to
    be tried together, they are for one text at a time, and then it is `Exhausted` what several have together.
    """
    found_of = (
        _of_text(place, text, _beside(place, text, uses, all_, general), general)
        for place, text in (*uses.typed, *uses.in_patterns)
    )
    ways = [[{}, *(one for one in each if one.keys() <= solid)] for each in found_of]
    ways = [each for each in ways if len(each) > 1]
    count = 1
    for each in ways:
        count *= len(each)
    every: Iterable[tuple[dict[str, Values], ...]] = itertools.product(*ways)
    if count > _TOGETHER:
        every = itertools.chain(((),), ((one,) for each in ways for one in each[1:]))
    seen: set[frozenset[tuple[str, Values]]] = set()
    for some in every:
        together = _agreeing(some)
        if together is None:
            continue
        found = {**general, **together}
        key = frozenset(found.items())
        if key not in seen:
            seen.add(key)
            yield found
    if count > _TOGETHER:
        raise Exhausted(AT)


def _agreeing(some: Iterable[Mapping[str, Values]]) -> dict[str, Values] | None:
    """All values together; None where two of a reference differ."""
    found: dict[str, Values] = {}
    for values in some:
        for key, value in values.items():
            if found.setdefault(key, value) != value:
                return None
    return found


def _beside(place: Place, text: str, uses: Uses, all_: Uses, general: Given) -> list[str]:
    """The other texts of a ``place`` that are known, and those of ``uses`` as they are in `general`."""
    known = (each for each in all_.beside[place] if not is_marked(each))
    others = (each for each in uses.beside[place] if each != text)
    found = (value for each in (*known, *others) for value in interpolated(each, general))
    return list(dict.fromkeys(found))


def _of_text(
    place: Place, text: str, beside: Sequence[str], general: Given
) -> list[dict[str, Values]]:
    """The values of the references of one text that are not those of ``general``."""
    if not beside and place.family not in _TELLING:
        return list(_empty(place, text))
    wholes = _others(place, text, beside)
    filled = _filled(text, place.family, {}) if place.family and beside else ()
    found = [values for whole in (*wholes, *filled) for values in _read(text, whole, {})]
    found += _accounts(place, text, beside)
    found += _empty(place, text)
    found = [each for each in found if each.items() - general.items()]
    return list({tuple(sorted(each.items())): each for each in found}.values())


def _read(text: str, whole: str, known: Given) -> Iterator[dict[str, Values]]:
    """The values of the references of ``text`` with which it is ``whole``."""
    (begun,) = interpolated(text, {key: values[:1] for key, values in known.items()})
    keys: list[str] = []
    pattern = ""
    for part, of_mark in parts(begun):
        if not of_mark:
            pattern += re.escape(part)
        elif is_of_project(part):
            return
        elif as_key(part) in keys:
            pattern += f"(?P=v{keys.index(as_key(part))})"
        else:
            pattern += f"(?P<v{len(keys)}>.+?)"
            keys.append(as_key(part))
    found = re.fullmatch(pattern, whole, re.DOTALL)
    if found and keys:
        yield {key: (found[f"v{at}"],) for at, key in enumerate(keys)}


def _filled(text: str, family: Family, known: Given) -> Iterator[str]:
    """``text`` with usual parts of a value for its references, as far as that is one."""
    (begun,) = interpolated(text, {key: values[:1] for key, values in known.items()})
    keys = list(dict.fromkeys(as_key(each) for each in marks(begun)))
    if begun in marks(begun) or len(keys) > len(_PARTS):
        return
    for some in itertools.product(_PARTS.get(family, ()), repeat=len(keys)):
        (whole,) = interpolated(
            begun, {key: (part,) for key, part in zip(keys, some, strict=True)}
        )
        if _is_of(family, whole):
            yield whole


def _is_fitting(values: Given, uses: Uses) -> bool:
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


def _empty(place: Place, text: str) -> Iterator[dict[str, Values]]:
    """A list without values: where all values are told apart, one that is like no other is not as good as none."""
    none: Values = ()
    for mark in marks(text) if place.family in _COMPARED else ():
        if is_of_list(mark):
            yield {as_key(mark): none}


def _nobodys(place: Place, text: str, uses: Uses, known: Given) -> dict[str, Values]:
    """An account that is nobody's, where a reference is that of a principal."""
    found = _ACCOUNT.fullmatch(text) if place.name == AWS else None
    if found is None or found[1] not in marks(found[1]) or is_of_project(found[1]):
        return {}
    key = as_key(found[1])
    used = {*_accounts_of(uses.beside[place])}
    numbers = (f"{_NOBODYS - each:012}" for each in itertools.count(len(known)))
    return {} if key in known else {key: (next(each for each in numbers if each not in used),)}


def _accounts(place: Place, text: str, beside: Sequence[str]) -> Iterator[dict[str, Values]]:
    """The accounts of the principals ``beside``, where a reference is that of one."""
    found = _ACCOUNT.fullmatch(text) if place == Place(None, AWS) else None
    if found and found[1] in marks(found[1]) and not is_of_project(found[1]):
        for account in _accounts_of(beside):
            yield {as_key(found[1]): (account,)}


def _accounts_of(principals: Iterable[str]) -> Iterator[str]:
    yield from dict.fromkeys(each for each in map(account_of, principals) if each is not None)


def _general(family: Family, beside: Sequence[str]) -> Iterator[str]:
    if family in {Family.NUMERIC, Family.DATE}:
        yield from (each for each in reversed(_points(family, beside)) if each not in beside)
    yield from (each for each in _EXAMPLES[family] if each not in beside)
    yield from _EXAMPLES[family]


def _others(place: Place, text: str, beside: Sequence[str]) -> Iterator[str]:
    match place.family:
        case _ if place.has_patterns:
            yield from (each for each in beside if "*" not in each and "?" not in each)
        case None:
            yield from _principals(place.name, beside)
        case Family.NUMERIC | Family.DATE as family:
            yield from _points(family, beside)
        case Family.IP_ADDRESS:
            yield from (*beside, _EVERY_ADDRESS)
            if not is_mark(text):
                ranges = (each for each in map(address_range, beside) if each is not None)
                firsts = [written_first(each) for each in ranges]
                yield from (*firsts, *(f"{each}/32" for each in firsts))
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
        if type_ == AWS:
            yield from role_of(text)
    if type_ == AWS:
        for account in _accounts_of(beside):
            yield from (f"arn:aws:iam::{account}:root", account)
