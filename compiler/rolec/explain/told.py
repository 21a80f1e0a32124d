"""Actions in words: by service and access level, with wildcards where all they stand for is meant."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from rolec.catalog.access_level import AccessLevel
from rolec.catalog.catalogue import SHIPPED
from rolec.explain.universe import ActionClass, Universe, levels_of
from rolec.ir.glob_cover import is_wild

_MOST = 20
"""Of more actions that a wildcard stands for, it is told which are not meant, if these are fewer."""


class Told(NamedTuple):
    """Actions of one service, ``*`` being all of them."""

    service: str
    levels: tuple[AccessLevel, ...]
    actions: tuple[str, ...]
    exceptions: tuple[str, ...] = ()


def told(classes: Iterable[ActionClass], universe: Universe) -> tuple[Told, ...]:
    """The actions of ``classes``, the fewest words first for each service."""
    left = {action for each in classes for action in each.actions}
    meant = frozenset(left)
    found: list[Told] = []
    single: dict[tuple[str, tuple[AccessLevel, ...]], list[str]] = {}
    for pattern in _patterns(classes, universe):
        covered = universe.covered(pattern)
        if covered & left:
            exceptions = covered - meant
            # What a pattern stands for besides known actions is told by that pattern alone.
            if pattern in exceptions or not (
                pattern in left or _are_fewer(exceptions, covered & left)
            ):
                continue
            key = (_service(pattern), _levels(covered & meant))
            if exceptions:
                found.append(Told(*key, (pattern,), _shortest(exceptions, universe)))
            else:
                single.setdefault(key, []).append(pattern)
            left -= covered
    for action in left:
        single.setdefault((_service(action), levels_of(action)), []).append(action)
    found += [Told(*key, tuple(sorted(actions))) for key, actions in single.items()]
    return tuple(sorted(found))


def _patterns(classes: Iterable[ActionClass], universe: Universe) -> list[str]:
    """The wildcards of the statements that speak of ``classes``, the widest first."""
    statements = [s for each in classes for s in each.statements]
    items = {item for s in statements if not s.actions.inverted for item in s.actions.items}
    if any(statement.actions.inverted for statement in statements):
        items.add("*")
    wild = {"*" if set(item) <= set("*:") else item for item in items if is_wild(item)}
    return sorted(wild, key=lambda item: (-len(universe.covered(item)), item))


def _are_fewer(exceptions: frozenset[str], meant: frozenset[str] | set[str]) -> bool:
    return not exceptions or len(meant) > max(_MOST, len(exceptions))


def _shortest(exceptions: frozenset[str], universe: Universe) -> tuple[str, ...]:
    """``exceptions``, whole services as one: of what AWS is not known to have there may be more actions."""
    services = {each for each in map(_service, exceptions) if SHIPPED.service(each.lower())}
    whole = {f"{each}:*" for each in services if universe.covered(f"{each}:*") <= exceptions}
    covered = {action for each in whole for action in universe.covered(each)}
    return tuple(sorted(whole | (exceptions - covered)))


def _service(action: str) -> str:
    return action.partition(":")[0]


def _levels(actions: Iterable[str]) -> tuple[AccessLevel, ...]:
    known = {level for action in actions for level in levels_of(action)}
    return tuple(level for level in AccessLevel if level in known)
