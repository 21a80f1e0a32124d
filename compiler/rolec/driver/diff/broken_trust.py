"""Who trusts a role that is made anew.

IAM keeps of a role that a trust policy names the unique id: one that is made again under the same
ARN is another role (the IAM User Guide, "AWS JSON policy elements: Principal").
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rolec.driver.diff.role_pairs import PlacedRole, RolePair
from rolec.ir.role import Role
from rolec.ir.text import Entity, Link, Text
from rolec.plan.change import Action, Change
from rolec.plan.resources import role_arn


class BrokenTrust(NamedTuple):
    """A role that trusts one which is made anew; Terraform may write its trust policy ``again``."""

    role: PlacedRole
    again: bool


def broken_trust(
    pair: RolePair, pairs: Sequence[RolePair], plans: Sequence[Sequence[Change]]
) -> tuple[BrokenTrust, ...]:
    """The roles among ``pairs`` whose trust policy names the role of ``pair``, if that is made anew."""
    if not _ends(pair, plans):
        return ()
    return tuple(
        BrokenTrust(other.new, again=_is_written(other.new, plans))
        for other in pairs
        if other.new and other is not pair and _trusts(other.new, pair)
    )


def _ends(pair: RolePair, plans: Sequence[Sequence[Change]]) -> bool:
    """Whether the role that was there is destroyed."""
    old, new = pair
    if old is None:
        return False
    if new is None or new.pair != old.pair:
        return True
    change = _own_change(new, plans)
    return change is not None and change.action is not Action.UPDATE


def _own_change(placed: PlacedRole, plans: Sequence[Sequence[Change]]) -> Change | None:
    address = f"{Entity.ROLE}.{placed.role.label}"
    return next((each for each in plans[placed.pair] if each.address == address), None)


def _trusts(placed: PlacedRole, pair: RolePair) -> bool:
    gone = [each for each in pair if each]
    return any(_names(value, placed, each) for value in _trusted(placed.role) for each in gone)


def _trusted(role: Role) -> Iterator[Text]:
    for statement in role.trust.statements:
        yield from (principal.value for principal in statement.principals)


def _names(value: Text, placed: PlacedRole, other: PlacedRole) -> bool:
    match value.parts:
        case (Link(entity=Entity.ROLE, name=name),) if placed.pair == other.pair:
            return name == other.role.name
        case _:
            return value.value is not None and value.value == role_arn(other.role, other.module)


def _is_written(placed: PlacedRole, plans: Sequence[Sequence[Change]]) -> bool:
    change = _own_change(placed, plans)
    if change is None:
        return False
    anew = change.action is not Action.UPDATE
    return anew or any(each.argument == "assume_role_policy" for each in change.causes)
