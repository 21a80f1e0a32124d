"""Which roles are administrators: those that may do everything in their account, or make themselves so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias

from rolec.ask.may_be_about import may_be_about
from rolec.ask.requests import condition, of_session, requests
from rolec.ask.some_request import Untold, Witness, allows_of
from rolec.graph.control import (
    CHANGE_GROUP,
    CHANGE_USER,
    MAKE_KEYS,
    about,
    administrator_access,
    iam_arn,
    may_change,
)
from rolec.graph.graph import Power, PowerKind
from rolec.graph.known_role import KnownRole
from rolec.graph.may import Allowed, best, may, may_one
from rolec.graph.world import World
from rolec.ir.document import Effect
from rolec.semantics.access import Layer, LayerKind
from rolec.semantics.statement import Condition, Statement, Strings

_NO_BOUNDARY = condition("Null", "iam:permissionsboundary", "true")
_PUT, _ATTACH = "iam:PutRolePolicy", "iam:AttachRolePolicy"
_REMOVE_BOUNDARY = ("iam:DeleteRolePermissionsBoundary", "iam:PutRolePermissionsBoundary")

_Answer: TypeAlias = Allowed | Untold | None


def power_of(role: KnownRole, world: World) -> Power | Untold | None:
    """Why ``role`` is an administrator by itself, or None.

    A boundary holds a role that changes itself, unless it may remove the boundary; what it makes
    or takes over is not held by it.
    """
    looks = (_by_itself, _by_new_role, _by_user, _by_group)
    return best(look(role, world) for look in looks)


def power_over(
    role: KnownRole, others: Iterable[KnownRole], world: World
) -> Power | Untold | None:
    """Why ``role``, which can become each of ``others``, is an administrator through one of them."""
    return best(
        _pair(PowerKind.OTHER_ROLE, may_change(role, other, world))
        for other in others
        if _is_not_held(other)
    )


def _by_itself(role: KnownRole, world: World) -> Power | Untold | None:
    answer = may_change(role, role, world)
    if answer is None or _is_not_held(role):
        whole = isinstance(answer, Allowed) and _is_everything(answer.statement)
        return _pair(PowerKind.EVERYTHING if whole else PowerKind.ITSELF, answer)
    return _pair(PowerKind.ITSELF, answer, _may_free_itself(role, world))


def _may_free_itself(role: KnownRole, world: World) -> _Answer:
    """Whether the boundary lets the role remove it, which is all that can keep it from doing so."""
    limits = [layer for layer in role.permissions.layers if layer.kind is LayerKind.BOUNDARY]
    if not limits:
        return Untold()
    given = (*of_session(role.arn, role.account.id), *about(role))
    return best(_asked(action, role, limits, given, world) for action in _REMOVE_BOUNDARY)


def _asked(
    action: str,
    role: KnownRole,
    limits: Sequence[Layer],
    given: tuple[Condition, ...],
    world: World,
) -> _Answer:
    among = requests(Strings((action,)), Strings((role.arn,)), conditions=given)
    found = world.some_request(limits, among, LayerKind.BOUNDARY)
    return Allowed(action, found.statement) if isinstance(found, Witness) else found


def _is_not_held(role: KnownRole) -> bool:
    """Whether there is no boundary, or one that allows everything and takes away what it denies."""
    return role.boundary_arn is None or any(
        layer.kind is LayerKind.BOUNDARY and any(map(_is_everything, layer.statements))
        for layer in role.permissions.layers
    )


def _is_everything(statement: Statement) -> bool:
    everything = Strings(("*",))
    return (
        statement.effect is Effect.ALLOW
        and not statement.conditions
        and (statement.actions, statement.resources) == (everything, everything)
    )


def _by_new_role(role: KnownRole, world: World) -> Power | Untold | None:
    given = (_NO_BOUNDARY,)
    attached = condition("ArnEquals", "iam:policyarn", administrator_access(role.account))

    def makes(on: Strings) -> _Answer:
        return may(role, "iam:CreateRole", world, on=on, given=given)

    def puts(on: Strings) -> _Answer:
        return may(role, _PUT, world, on=on, given=given)

    def attaches(on: Strings) -> _Answer:
        return may(role, _ATTACH, world, on=on, given=(*given, attached))

    roles = iam_arn(role.account, "role/*")
    return best(
        _pair(PowerKind.NEW_ROLE, makes(on), gives(on))
        for action, gives in ((_PUT, puts), (_ATTACH, attaches))
        for on in _named_by(role, (action,), roles)
    )


def _by_user(role: KnownRole, world: World) -> Power | Untold | None:
    users = iam_arn(role.account, "user/*")
    return best(
        _pair(
            PowerKind.USER,
            may_one(role, CHANGE_USER, world, on=on),
            may_one(role, MAKE_KEYS, world, on=on),
        )
        for on in _named_by(role, CHANGE_USER, users)
    )


def _by_group(role: KnownRole, world: World) -> Power | Untold | None:
    """By a group of users: which users are in it, no spec says."""
    groups = Strings((iam_arn(role.account, "group/*"),))
    users = Strings((iam_arn(role.account, "user/*"),))
    changes = may_one(role, CHANGE_GROUP, world, on=groups)
    keys = may_one(role, MAKE_KEYS, world, on=users) if changes else None
    return _pair(PowerKind.USER, changes, keys)


def _pair(kind: PowerKind, *answers: _Answer) -> Power | Untold | None:
    """The power that comes of being allowed all of ``answers``."""
    if not all(answer is not None for answer in answers):
        return None
    allowed = tuple(answer for answer in answers if isinstance(answer, Allowed))
    if len(allowed) < len(answers):
        return Untold()
    return Power(kind, tuple(answer.reason for answer in allowed))


def _named_by(role: KnownRole, actions: Iterable[str], among: str) -> Iterator[Strings]:
    """What of ``among`` the statements name that may allow one of ``actions``, each text by itself.

    What is allowed on two texts is not for that reason allowed on one resource.
    """
    (wanted,) = requests(Strings(tuple(actions)), Strings((among,))).statements
    layers = role.permissions.layers
    named: dict[str, None] = {}
    for statement in (
        s for layer in layers if layer.kind is LayerKind.IDENTITY for s in allows_of(layer)
    ):
        resources = statement.resources
        if resources is None or not may_be_about(statement, wanted):
            continue
        whole = resources.inverted or "*" in resources.items
        named |= dict.fromkeys((among,) if whole else resources.items)
    yield from (Strings((text,)) for text in named)
