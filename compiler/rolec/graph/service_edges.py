"""Edges through AWS services: a role is given to something new, or is in use by something that runs.

Source: `catalog.escalation`, the combinations of these two categories.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from rolec.ask.requests import ANYTHING, condition
from rolec.ask.some_request import Untold
from rolec.catalog.catalogue import SHIPPED
from rolec.catalog.escalation import Category, Escalation, escalations
from rolec.graph.found import Found
from rolec.graph.graph import Edge, EdgeKind, Reason
from rolec.graph.known_role import KnownRole
from rolec.graph.may import Allowed, may
from rolec.graph.world import World, place_of
from rolec.ir.module import Account
from rolec.semantics.statement import Condition, Strings

PASS_ROLE = "iam:PassRole"  # noqa: S105 - an action, no password

# Nobody calls anything so: what is allowed on it, is allowed whatever a thing is called.
_ANY_NAME = "whatever-it-is-called-9q4z"
_PLACEHOLDER = re.compile(r"\$\{([^}]*)\}")


class _Way(NamedTuple):
    """A combination that a role may use, up to iam:PassRole, and the statements that allow it."""

    passes: bool
    services: tuple[str, ...]
    reasons: tuple[Reason, ...]
    conditions: tuple[Condition, ...]


def service_edges(
    source: KnownRole, trusting: Mapping[str, Sequence[KnownRole]], world: World
) -> Iterator[Found]:
    """The roles of its account that ``source`` reaches through a service; ``trusting`` are roles by service."""
    seen: set[tuple[str, str]] = set()
    for way in _ways(source, world):
        for service in way.services:
            for target in trusting.get(service, ()):
                same = place_of(target) == place_of(source) and target is not source
                if same and (service, target.arn) not in seen:
                    found = _edge(source, target, service, way, world)
                    if found.edges:
                        seen.add((service, target.arn))
                    yield found


def _ways(source: KnownRole, world: World) -> list[_Way]:
    """The combinations that ``source`` may use, those with few conditions first."""
    found = (_way(source, each, world) for each in _of_services())
    return sorted((way for way in found if way), key=lambda way: len(way.conditions))


@cache
def _of_services() -> tuple[Escalation, ...]:
    kinds = (Category.NEW_COMPUTE, Category.EXISTING_COMPUTE)
    found = tuple(e for e in escalations() if e.category in kinds)
    # Without iam:PassRole all that runs has to be allowed, with it any one thing: that part is not said by the other.
    passing = tuple(frozenset(e.actions) for e in found if PASS_ROLE in e.actions)
    return tuple(
        e
        for e in found
        if e.minimal
        or (PASS_ROLE in e.actions and not any(each < set(e.actions) for each in passing))
    )


def _way(source: KnownRole, escalation: Escalation, world: World) -> _Way | None:
    passes = PASS_ROLE in escalation.actions
    allowed: list[Allowed] = []
    for action in escalation.actions:
        if action != PASS_ROLE:
            on = ANYTHING if passes else Strings(_whatever(action, source.account))
            answer = may(source, action, world, on=on)
            if not isinstance(answer, Allowed):
                return None
            allowed.append(answer)
    return _Way(
        passes,
        escalation.services,
        tuple(each.reason for each in allowed),
        tuple(dict.fromkeys(c for each in allowed for c in each.statement.conditions)),
    )


def _whatever(action: str, account: Account) -> tuple[str, ...]:
    """A resource of each type that ``action`` acts on, called as nothing is."""
    known = SHIPPED.action(action)
    types = [on.type for on in known.acts_on] if known else []
    filled = {_filled(arn, account) for each in types for arn in each.arns}
    return tuple(sorted(filled)) or ("*",)


def _filled(template: str, account: Account) -> str:
    known = {"Partition": account.partition, "Account": account.id or "*", "Region": "*"}
    return _PLACEHOLDER.sub(lambda found: known.get(found[1], _ANY_NAME), template)


def _edge(source: KnownRole, target: KnownRole, service: str, way: _Way, world: World) -> Found:
    reasons, conditions = way.reasons, way.conditions
    if way.passes:
        given = (condition("StringEquals", "iam:passedtoservice", service),)
        answer = may(source, PASS_ROLE, world, on=Strings((target.arn,)), given=given)
        if answer is None:
            return Found()
        if isinstance(answer, Untold):
            return Found(untold=((source.node.id, target.node.id),))
        reasons = (answer.reason, *reasons)
        conditions = (*_open(answer.statement.conditions), *conditions)
    edge = Edge(
        source=source.node.id,
        target=target.node.id,
        kind=EdgeKind.PASSES if way.passes else EdgeKind.RUNS,
        reasons=reasons,
        conditions=conditions,
        service=service,
    )
    return Found((), (edge,))


def _open(conditions: Iterable[Condition]) -> tuple[Condition, ...]:
    """The conditions that are not met by what the edge says already."""
    return tuple(each for each in conditions if each.key != "iam:passedtoservice")
