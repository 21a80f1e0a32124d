"""The actions that there are: those of the catalogue, and what policies name besides.

Source: the service authorization reference, by way of the catalogue.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Protocol

from rolec.catalog.condition_key import ConditionKey
from rolec.catalog.service import Service
from rolec.compare.pattern import FRESH, ONE, STAR, generic, is_plain, matcher
from rolec.compare.predicate import Predicate, Union

_LIKELY = ("s3:getobject", "ec2:describeinstances", "sqs:sendmessage", "sns:publish")
"""Actions that stand for those of all services of which no policy speaks."""


class Known(Hashable, Protocol):
    """What is known of AWS, as ``Catalogue`` has it."""

    def prefixes(self) -> tuple[str, ...]:
        """The prefixes of all services."""

    def service(self, prefix: str) -> Service | None:
        """The service whose actions begin with ``prefix``."""

    def key(self, name: str) -> ConditionKey | None:
        """The condition key that policies call ``name``."""


class Names:
    """The names of a service's actions, in lower case; those of a pattern are bits of a number."""

    __slots__ = ("_found", "_places", "all", "names")

    def __init__(self, names: Iterable[str]) -> None:
        self.names = tuple(names)
        self.all = (1 << len(self.names)) - 1
        self._places = {name: place for place, name in enumerate(self.names)}
        self._found: dict[str, int] = {STAR: self.all}

    def matching(self, pattern: str) -> int:
        """The names that ``pattern`` covers."""
        found = self._found.get(pattern)
        if found is None:
            found = self._found[pattern] = self._matching(pattern)
        return found

    def _matching(self, pattern: str) -> int:
        if is_plain(pattern):
            place = self._places.get(pattern)
            return 0 if place is None else 1 << place
        covers = matcher(pattern)
        return sum(1 << place for place, name in enumerate(self.names) if covers(name))


@lru_cache(maxsize=8)
def services(known: Known) -> dict[str, Names | None]:
    """The services of ``known`` by their prefixes, each with its names once it was asked for."""
    return dict.fromkeys(known.prefixes())


def names_of(known: Known, prefix: str) -> Names:
    """The names of the actions of a service; of one that is not known there are none."""
    of_all = services(known)
    found = of_all.get(prefix)
    if found is None:
        service = known.service(prefix)
        found = Names(name.lower() for name in (service.action_names() if service else ()))
        if prefix in of_all:
            of_all[prefix] = found
    return found


@lru_cache(maxsize=1 << 12)
def key(known: Known, name: str) -> ConditionKey | None:
    """What ``known`` has of the condition key ``name``."""
    return known.key(name)


class Universe:
    """All actions of one question: of the catalogue's services, those that policies name besides,
    and, of services that the catalogue does not have, any.
    """

    def __init__(self, known: Known, patterns: Iterable[str]) -> None:
        self._known = known
        self._services = services(known)
        self._besides: dict[str, Names] = {}
        self._patterns = sorted(set(patterns))
        self._is_read = False

    def is_known(self, prefix: str) -> bool:
        """Whether the catalogue has the service with this ``prefix``."""
        return prefix in self._services

    def prefixes(self, predicates: Sequence[Predicate]) -> tuple[tuple[str, ...], bool]:
        """The known services of which ``predicates`` say something of their own, and whether they
        speak of services that are not known.
        """
        found: dict[str, None] = {}
        unknown = False
        for predicate in predicates:
            assert isinstance(predicate.test, Union)
            for pattern in predicate.test.patterns:
                prefix = pattern.partition(":")[0]
                if not is_plain(prefix):
                    if pattern != STAR:
                        # IAM takes no wildcard here; without one, all services are alike.
                        return tuple(self._services), True
                elif prefix in self._services:
                    found[prefix] = None
                else:
                    unknown = True
        return tuple(found), unknown

    def classes(self, prefix: str, predicates: Sequence[Predicate]) -> Iterator[str]:
        """An action of the service ``prefix`` of each kind that ``predicates`` tell apart."""
        for names in (self._names(prefix), self._named_besides().get(prefix)):
            if names is None or not names.all:
                continue
            parts = [names.all]
            for predicate in predicates:
                mask = self._mask(names, prefix, predicate)
                parts = [part for each in parts for part in (each & mask, each & ~mask) if part]
            for part in parts:
                yield f"{prefix}:{names.names[(part & -part).bit_length() - 1]}"

    def other(self, prefixes: Iterable[str]) -> str | None:
        """An action of a known service that is none of ``prefixes``; None where all are."""
        without = set(prefixes)
        for action in _LIKELY:
            prefix = action.partition(":")[0]
            if prefix in self._services and prefix not in without:
                return action
        for prefix in self._services:
            if prefix not in without:
                names = self._names(prefix).names
                if names:
                    return f"{prefix}:{names[0]}"
        return None

    def _names(self, prefix: str) -> Names:
        return names_of(self._known, prefix)

    def _named_besides(self) -> dict[str, Names]:
        """What policies name of known services and the catalogue does not: as they write it."""
        if not self._is_read:
            self._is_read = True
            found: dict[str, dict[str, None]] = {}
            for pattern in self._patterns:
                prefix, colon, name = pattern.partition(":")
                if colon and prefix in self._services and not self._names(prefix).matching(name):
                    found.setdefault(prefix, {})[_example(name)] = None
            self._besides = {prefix: Names(names) for prefix, names in found.items()}
        return self._besides

    @staticmethod
    def _mask(names: Names, prefix: str, predicate: Predicate) -> int:
        assert isinstance(predicate.test, Union)
        by_service, of_any = _by_service(predicate.test.patterns)
        mask = 0
        for name in by_service.get(prefix, ()):
            mask |= names.matching(name)
        for pattern in of_any:
            mask |= _any_service(names, prefix, pattern)
        return mask


@lru_cache(maxsize=1 << 8)
def _by_service(
    patterns: tuple[str, ...],
) -> tuple[Mapping[str, tuple[str, ...]], tuple[str, ...]]:
    """Of ``patterns`` what follows each service, and those that are not of one."""
    found: dict[str, list[str]] = {}
    of_any: list[str] = []
    for pattern in patterns:
        prefix, _, name = pattern.partition(":")
        if is_plain(prefix):
            found.setdefault(prefix, []).append(name)
        else:
            of_any.append(pattern)
    return {prefix: tuple(names) for prefix, names in found.items()}, tuple(of_any)


def _any_service(names: Names, prefix: str, pattern: str) -> int:
    if pattern == STAR:
        return names.all
    covers = matcher(pattern)
    return sum(1 << place for place, name in enumerate(names.names) if covers(f"{prefix}:{name}"))


def _example(name: str) -> str:
    """A name that a pattern of unknown actions covers: one in which wildcards are letters."""
    return generic(name).replace(FRESH, "x") if STAR in name or ONE in name else name
