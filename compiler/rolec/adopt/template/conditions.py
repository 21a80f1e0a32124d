"""The conditions of a template, each with what it has to do with the others.

Source: the CloudFormation user guide, "Condition functions".
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from rolec.adopt.found import Json
from rolec.adopt.template.parameters import TemplateParameters
from rolec.adopt.template.shape import is_nothing, section
from rolec.adopt.template.variables import TemplateVariables


class _Known(NamedTuple):
    """Of a reference the condition that it is for, and whether that holds then."""

    name: str
    holds: bool


class TemplateConditions:
    """What stands for the conditions of one template: for one that another one is not, that other's opposite."""

    def __init__(
        self, template: Json, parameters: TemplateParameters, variables: TemplateVariables
    ) -> None:
        self._written = section(template, "Conditions")
        self._parameters = parameters
        self._variables = variables
        self._known: dict[str, _Known] = {}
        self._cases: dict[str, tuple[tuple[str, ...], ...]] = {}
        self._first: dict[str, str] = {}
        for name, each in self._written.items():
            self._first.setdefault(_text(each), name)

    def references(self, name: str, *, holds: bool = True) -> tuple[str, ...]:
        """All that has to be true for a condition to hold, or not to hold."""
        return tuple(dict.fromkeys(map(self._reference, self._parts(_Known(name, holds)))))

    def are_possible(self, references: Iterable[str]) -> bool:
        """Whether all of ``references`` may be true at a time."""
        known = {self._known[each] for each in references if each in self._known}
        opposites = (self._parts(_Known(each.name, not each.holds)) for each in known)
        return not any(parts and known.issuperset(parts) for parts in opposites)

    def _parts(self, known: _Known) -> tuple[_Known, ...]:
        """What a condition is made of, where all of that has to be so; else the condition."""
        name, holds = known
        found = self._of(self._written.get(name), frozenset({name}), holds=holds)
        return (known,) if found is None else found

    def holds(self, name: str, references: Iterable[str]) -> bool | None:
        """Whether a condition holds where all of ``references`` are true; None where these do not say it."""
        here = dict.fromkeys(references)
        for holds in (True, False):
            parts = self.references(name, holds=holds)
            if here.keys() >= {*parts}:
                return holds
            if here and not self.are_possible((*here, *parts)):
                return not holds
        return None

    def settled(self, written: Json, references: Iterable[str]) -> Json:
        """``written`` without the choices that are made where all of ``references`` are true."""
        match written:
            case {"Fn::If": [str() as name, one, other], **rest} if not rest:
                holds = self.holds(name, references)
                if holds is None:
                    found = [self.settled(each, references) for each in (one, other)]
                    return {"Fn::If": [name, *found]}
                return self.settled(one if holds else other, references)
            case list():
                return [self.settled(each, references) for each in written]
            case Mapping():
                return {key: self.settled(each, references) for key, each in written.items()}
            case _:
                return written

    def either(self, cases: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
        """What has to be true for one of ``cases`` to be there; where that is no list of conditions, a variable says it."""
        found = [dict.fromkeys(each) for each in cases]
        for each in found:
            if all(each.keys() <= other.keys() for other in found):
                return tuple(each)
        match found:
            case [one, other] if self._are_opposite(one.keys() ^ other.keys()):
                return tuple(each for each in one if each in other)
            case _:
                return self._one_of(found)

    def _one_of(self, cases: list[dict[str, None]]) -> tuple[str, ...]:
        """What all of ``cases`` have, and a variable that stands for one of them being there."""
        common = [each for each in cases[0] if all(each in other for other in cases)]
        rest = [tuple(part for part in each if part not in common) for each in cases]
        called = "_or_".join("_and_".join(part[6:-1] for part in each) for each in rest)
        found = self._variables.of(called, "Or", rest)
        self._cases[found] = tuple(rest)
        return (*common, found)

    def _are_opposite(self, references: set[str]) -> bool:
        """Whether there are two of them, and always one of these is true."""
        match [*references]:
            case [one, other]:
                return not self.are_possible((one, other))
            case _:
                return False

    def told(self, references: Iterable[str]) -> Iterator[str]:
        """What has to be passed for those of ``references`` of which the name does not say it, in words."""
        for each in references:
            cases = self._cases.get(each, ())
            if cases:
                either = " or ".join(" and ".join(f"`{p[2:-1]}`" for p in case) for case in cases)
                yield f"`{each[2:-1]}` is true where {either} is"
                yield from self.told(part for case in cases for part in case)
            known = self._known.get(each)
            if known is None:
                continue
            needs = [f"`{name}`" for name in _named(self._written.get(known.name))]
            on = f", which depends on {' and '.join(needs)}" if needs else ""
            if not known.holds or on:
                is_ = "is" if known.holds else "is not"
                yield f"`{each[2:-1]}` is true where the condition `{known.name}` {is_}{on}"

    def _reference(self, known: _Known) -> str:
        name, holds = known
        own = f"{name}_condition" if name in self._parameters else name
        found = self._variables.of(own if holds else f"not_{own}", "Condition", name, holds)
        self._known[found] = known
        return found

    def _of(
        self, written: Json, within: frozenset[str], *, holds: bool
    ) -> tuple[_Known, ...] | None:
        """The conditions that ``written`` is made of, where all have to be so; None where that is not all of it."""
        match written:
            case {"Condition": str() as name, **rest} if not rest and name not in within:
                found = self._of(self._written.get(name), within | {name}, holds=holds)
                return (_Known(name, holds),) if found is None else found
            case {"Fn::Not": [one], **rest} if not rest:
                return self._of(one, within, holds=not holds)
            case {"Fn::And": [*parts], **rest} if not rest and holds:
                return self._of_all(parts, within, holds=holds)
            case {"Fn::Or": [*parts], **rest} if not rest and not holds:
                return self._of_all(parts, within, holds=holds)
            case None:
                return None
            case _:
                first = self._first.get(_text(written))
                return None if first is None else (_Known(first, holds),)

    def _of_all(
        self, parts: list[Json], within: frozenset[str], *, holds: bool
    ) -> tuple[_Known, ...] | None:
        found = [self._of(each, within, holds=holds) for each in parts]
        return None if None in found else tuple(one for each in found for one in each or ())


def first_condition(written: Json) -> str | None:
    """The first condition that decides what ``written`` is."""
    match written:
        case {"Fn::If": [str() as name, *_], **rest} if not rest:
            return name
        case Mapping():
            inside = [*written.values()]
        case list():
            inside = written
        case _:
            return None
    return next((found for each in inside if (found := first_condition(each))), None)


def left_out_on(written: Json) -> str | None:
    """The condition that decides whether what has the value ``written`` is there at all; None where none does."""
    match written:
        case {"Fn::If": [str() as name, one, other], **rest} if not rest:
            if is_nothing(one) or is_nothing(other):
                return name
            return left_out_on(one) or left_out_on(other)
        case _:
            return None


def one_or_other_on(written: Mapping[str, Json]) -> str | None:
    """The condition that decides which of two elements a statement has that cannot stand together."""
    for pair in (("Action", "NotAction"), ("Resource", "NotResource")):
        if all(key in written for key in pair):
            found = [left_out_on(written[key]) for key in pair]
            return found[0] or found[1]
    return None


def _text(written: Json) -> str:
    return json.dumps(written, sort_keys=True)


def _named(written: Json) -> list[str]:
    """The conditions that ``written`` names."""
    match written:
        case {"Condition": str() as name, **rest} if not rest:
            return [name]
        case Mapping():
            inside = [*written.values()]
        case list():
            inside = written
        case _:
            return []
    return list(dict.fromkeys(name for each in inside for name in _named(each)))
