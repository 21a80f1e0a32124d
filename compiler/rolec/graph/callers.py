"""Roles of projects that a principal of a trust policy may be.

Source: the IAM User Guide, "How AWS enforcement code logic evaluates requests to allow or deny access":
a policy that names a role of its account needs no second one, a boundary aside; one that names a session,
or everyone, needs not even that; one that names an account, or another account's, does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from rolec.ask.may_be_about import may_be_about
from rolec.ask.requests import ASSUME_ROLE, requests
from rolec.ask.some_request import allows_of
from rolec.graph.known_role import KnownRole
from rolec.graph.party import account_of, is_everyone
from rolec.graph.role_marks import known_text
from rolec.graph.world import World, place_of
from rolec.ir.role import name_of
from rolec.policy.policy_text import PrincipalText
from rolec.semantics.access import LayerKind
from rolec.semantics.statement import Strings

_SESSION = re.compile(r"arn:([a-z-]+):sts::([0-9]{12}):assumed-role/([^/]+)/.+", re.ASCII)


class Caller(NamedTuple):
    """A role that may assume another.

    ``needs`` says whether its own policies must allow it, and ``freely`` that not even its boundary must.
    ``session`` is the ARN of the one session of it that may.
    """

    role: KnownRole
    needs: bool
    freely: bool = False
    session: str | None = None


def named_caller(principal: PrincipalText, target: KnownRole, world: World) -> Caller | None:
    """The role of a project that ``principal`` is, itself or as a session."""
    if principal.type != "AWS":
        return None
    text = known_text(principal.value.marked or principal.value.text, target.marks)
    role = world.named(text, target)
    if role is not None:
        return Caller(role, needs=place_of(role) != place_of(target))
    session = _SESSION.fullmatch(text)
    if session is None:
        return None
    partition, account, name = session.groups()
    for each in world.by_account.get((partition, account), ()):
        if name_of(each.whole.role).value == name:
            needs = place_of(each) != place_of(target)
            return Caller(each, needs=needs, freely=not needs, session=text)
    return None


def callers_of(principal: PrincipalText, target: KnownRole, world: World) -> Iterator[Caller]:
    """The roles of the account that ``principal`` is, or of all accounts, that may perhaps assume ``target``."""
    account = account_of(principal)
    if is_everyone(principal):
        yield from callers_of_everyone(target, world)
    elif account:
        place = (target.account.partition, account)
        yield from _helping_themselves(world.by_account.get(place, ()), target)


def callers_of_everyone(target: KnownRole, world: World) -> Iterator[Caller]:
    """The roles that a wildcard lets in: in its account each, elsewhere those that may by themselves."""
    for place, roles in world.by_account.items():
        if place == place_of(target):
            yield from (Caller(role, needs=False, freely=True) for role in roles)
        else:
            yield from _helping_themselves(roles, target)


def _helping_themselves(roles: Iterable[KnownRole], target: KnownRole) -> Iterator[Caller]:
    (wanted,) = requests(Strings((ASSUME_ROLE,)), Strings((target.arn,))).statements
    for role in roles:
        identity = (e for e in role.permissions.layers if e.kind is LayerKind.IDENTITY)
        if any(may_be_about(each, wanted) for layer in identity for each in allows_of(layer)):
            yield Caller(role, needs=True)
