"""What the catalogue knows of a service: its actions, resource types and condition keys."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from rolec.catalog.access_level import AccessLevel
from rolec.catalog.condition_key import ConditionKey
from rolec.catalog.service import Action, Service
from rolec.cli.query.answer import Answer, Cell


def actions_answer(actions: Iterable[Action], levels: Collection[AccessLevel]) -> Answer:
    """The actions whose telling level is one of ``levels``, or all."""
    found = [action for action in actions if not levels or action.level in levels]
    rows: tuple[dict[str, Cell], ...] = tuple(
        {
            "action": action.full_name,
            "access": (*action.levels, *(("retired",) if action.retired else ())),
            "resource_types": tuple(on.type.name for on in action.acts_on),
            "required": tuple(on.type.name for on in action.acts_on if on.required),
            "condition_keys": tuple(sorted(action.all_keys(), key=str.lower)),
            "dependent_actions": action.dependents,
        }
        for action in found
    )
    nothing = f"no action has the access level {' or '.join(levels)}" if levels else "no action"
    return Answer(("action", "access", "resource_types"), rows, nothing)


def resources_answer(service: Service) -> Answer:
    """The resource types, each with its templates and with the actions that act on it."""
    acting: dict[str, list[str]] = {kind.name: [] for kind in service.resource_types}
    for action in service.actions:
        for on in action.acts_on:
            acting[on.type.name].append(action.name)
    rows: tuple[dict[str, Cell], ...] = tuple(
        {
            "resource_type": kind.name,
            "arn": kind.arns,
            "condition_keys": kind.keys,
            "actions": tuple(acting[kind.name]),
        }
        for kind in service.resource_types
    )
    nothing = f"no action of `{service.prefix}` acts on a resource: only `*` can stand for them"
    return Answer(("resource_type", "arn"), rows, nothing)


def keys_answer(keys: Iterable[ConditionKey]) -> Answer:
    """The condition keys, with what their values are."""
    rows: tuple[dict[str, Cell], ...] = tuple(
        {
            "condition_key": key.name,
            "type": str(key.type) if key.type else None,
            "multivalued": key.multivalued,
        }
        for key in keys
    )
    return Answer(("condition_key", "type", "multivalued"), rows, "no condition key")
