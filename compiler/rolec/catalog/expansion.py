"""The actions that `{service, access}` stands for in a statement."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from rolec.catalog.access_level import AccessLevel
from rolec.catalog.arn_pattern import ANYTHING, named_types
from rolec.catalog.service import Action, Service
from rolec.record import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Expansion:
    """The actions that are meant, and those of the same levels that are left out, and why.

    ``of_no_resource`` act on nothing that has an ARN, and need `on: "*"`; ``of_others`` act
    on resources of which the statement names none.
    """

    actions: tuple[Action, ...]
    of_no_resource: tuple[Action, ...] = ()
    of_others: tuple[Action, ...] = ()


def expand(service: Service, levels: Collection[AccessLevel], on: Sequence[str]) -> Expansion:
    """The actions of ``service`` with one of ``levels`` that can act on something ``on`` names.

    An action belongs to the level that tells most, so `write` gives nobody the right to
    manage permissions. ``on`` are resources as policies have them, in which ``${...}``
    stands for any text; a reference that is a whole ARN is no `*`. Retired actions are none.
    """
    meant = [a for a in service.actions if a.level in levels and not a.retired]
    if ANYTHING in on:
        return Expansion(actions=tuple(meant))
    with_type = [action for action in meant if action.acts_on]
    named = named_types(on, service.resource_types)
    return Expansion(
        actions=tuple(action for action in with_type if _acts_on(action, named)),
        of_no_resource=tuple(action for action in meant if not action.acts_on),
        of_others=tuple(action for action in with_type if not _acts_on(action, named)),
    )


def _acts_on(action: Action, named: frozenset[str]) -> bool:
    return any(on.type.name in named for on in action.acts_on)
