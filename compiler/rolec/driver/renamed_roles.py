"""Roles that are new in the place of one that is gone: to IAM two roles, to a reader one with another name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TypeAlias

from rolec.driver.role_pairs import PlacedRole, RolePair

_Likeness: TypeAlias = Callable[[PlacedRole], object]


def renamed_roles(pairs: Iterable[RolePair]) -> Mapping[tuple[str, str], PlacedRole]:
    """The roles that are gone, by module and name of the new role that is in the place of each.

    That is the only new one of the same spec, or the only one with the same policies for the same principals.
    """
    all_ = list(pairs)
    gone = [each.old for each in all_ if each.old is not None and each.new is None]
    new = [each.new for each in all_ if each.new is not None and each.old is None]
    found: dict[tuple[str, str], PlacedRole] = {}
    likenesses: tuple[_Likeness, ...] = (_spec, _policies)
    for likeness in likenesses:
        for role in new:
            mine = likeness(role)
            before, rivals = (
                [each for each in side if likeness(each) == mine] for side in (gone, new)
            )
            if len(before) == len(rivals) == 1:
                found.setdefault(place_of(role), before[0])
        taken = {id(each) for each in found.values()}
        gone = [each for each in gone if id(each) not in taken]
        new = [each for each in new if place_of(each) not in found]
    return found


def place_of(role: PlacedRole) -> tuple[str, str]:
    """The folder of its module, and its name."""
    return role.module.folder, role.role.name


def _spec(placed: PlacedRole) -> object:
    return placed.account, placed.role.source


def _policies(placed: PlacedRole) -> object:
    role = placed.role
    inline = tuple((each.name, each.document) for each in role.inline_policies)
    attached = tuple(each.policy_arn for each in role.attachments)
    return placed.account, role.trust, inline, attached
