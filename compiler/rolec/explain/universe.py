"""All actions that two policies may speak of, in classes of which each statement says the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from rolec.catalog.access_level import AccessLevel
from rolec.catalog.catalogue import SHIPPED
from rolec.ir.glob import matches
from rolec.ir.glob_cover import is_wild
from rolec.semantics.access import Access
from rolec.semantics.statement import Statement, Strings

EVERYTHING_ELSE = "*"
"""Every action of the services that no policy names; as ``s3:Foo*``, where AWS has none that it
covers, is every action that it may cover one day."""


class ActionClass(NamedTuple):
    """Actions of which the same statements speak; ``example`` is one of them."""

    actions: frozenset[str]
    statements: tuple[Statement, ...]
    example: str


class Universe:
    """The actions, as AWS writes them, that the statements of some accesses may be about."""

    def __init__(self, *accesses: Access) -> None:
        self._statements = [each for access in accesses for each in access.statements]
        patterns = {item for each in self._statements for item in each.actions.items}
        named = _services(patterns)
        self._shown = dict(_actions(patterns, named))
        self._stranger = _stranger(named)
        inverted = any(each.actions.inverted for each in self._statements)
        if inverted or any(pattern.startswith("*") for pattern in patterns):
            self._shown[self._stranger] = EVERYTHING_ELSE
        self._by_service: dict[str, list[str]] = {}
        for action in self._shown:
            self._by_service.setdefault(action.partition(":")[0], []).append(action)
        self._matched: dict[str, tuple[str, ...]] = {}

    def classes(self) -> Iterator[ActionClass]:
        """The classes of which some statement speaks."""
        about = [self._about(each.actions) for each in self._statements]
        found: dict[tuple[int, ...], list[str]] = {}
        for action in self._shown:
            key = tuple(n for n, actions in enumerate(about) if action in actions)
            if key:
                found.setdefault(key, []).append(action)
        for key, actions in found.items():
            shown = self._shown[actions[0]]
            example = actions[0] if is_wild(shown) else shown
            statements = tuple(self._statements[n] for n in key)
            yield ActionClass(frozenset(self._shown[a] for a in actions), statements, example)

    def covered(self, pattern: str) -> frozenset[str]:
        """The actions that ``pattern`` stands for."""
        return frozenset(self._shown[action] for action in self._matching(pattern))

    def _about(self, actions: Strings) -> frozenset[str]:
        found = frozenset(action for item in actions.items for action in self._matching(item))
        return frozenset(self._shown) - found if actions.inverted else found

    def _matching(self, pattern: str) -> tuple[str, ...]:
        folded = pattern.lower()
        found = self._matched.get(folded)
        if found is None:
            found = self._matched[folded] = tuple(self._looked_up(folded))
        return found

    def _looked_up(self, folded: str) -> Iterable[str]:
        if not is_wild(folded):
            return [folded] if folded in self._shown else []
        prefix, colon, _ = folded.partition(":")
        # AWS's own policies have thousands of patterns, each of one service.
        of_one = colon and not is_wild(prefix)
        among = self._by_service.get(prefix, ()) if of_one else self._shown
        return [action for action in among if matches(folded, action)]


def levels_of(action: str) -> tuple[AccessLevel, ...]:
    """The access level of an action: all of them for everything else, none when not known."""
    if action == EVERYTHING_ELSE:
        return tuple(AccessLevel)
    found = SHIPPED.action(action)
    return (found.level,) if found and found.level else ()


def _services(patterns: Iterable[str]) -> frozenset[str]:
    """The prefixes that ``patterns`` name, in lower case."""
    prefixes = {pattern.lower().partition(":")[0] for pattern in patterns} - {"*"}
    known = SHIPPED.prefixes() if any(map(is_wild, prefixes)) else ()
    wild = {
        each for prefix in prefixes if is_wild(prefix) for each in known if matches(prefix, each)
    }
    return frozenset({prefix for prefix in prefixes if not is_wild(prefix)} | wild)


def _actions(patterns: Iterable[str], named: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Actions in lower case, each with what is shown for it."""
    # What AWS calls an action goes last, and so before what a policy calls it.
    for pattern in patterns:
        prefix, _, name = pattern.partition(":")
        if not is_wild(pattern):
            yield pattern.lower(), pattern
        elif not is_wild(prefix) and not _is_known(prefix.lower(), name.lower()):
            # Of what the catalogue does not know, something that fits.
            yield pattern.lower().replace("*", "something").replace("?", "x"), pattern
    for prefix in named:
        service = SHIPPED.service(prefix)
        for name in service.action_names() if service else ():
            yield f"{prefix}:{name}".lower(), f"{prefix}:{name}"


def _is_known(prefix: str, pattern: str) -> bool:
    """Whether the service ``prefix`` has an action whose name ``pattern`` covers."""
    service = SHIPPED.service(prefix)
    names = service.action_names() if service else ()
    return any(matches(pattern, name.lower()) for name in names)


def _stranger(named: frozenset[str]) -> str:
    """An action of a service that is not ``named``."""
    prefix = next((each for each in SHIPPED.prefixes() if each not in named), None)
    if prefix is None:  # a pattern names all there are
        return "other:something"
    service = SHIPPED.service(prefix)
    assert service is not None
    return f"{prefix}:{service.action_names()[0]}".lower()
