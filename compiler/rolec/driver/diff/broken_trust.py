"""Who trusts a role that is made anew.

IAM keeps of a role that a trust policy names the unique id: one that is made again under the same
ARN is another role (the IAM User Guide, "AWS JSON policy elements: Principal").
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from typing import NamedTuple

from rolec.driver.diff.role_pairs import PlacedRole, RolePair
from rolec.ir.text import Entity, Link
from rolec.plan.change import Action, Change
from rolec.plan.resources import role_arn


class BrokenTrust(NamedTuple):
    """A role that trusts one which is made anew; Terraform may write its trust policy ``again``."""

    role: PlacedRole
    again: bool


class Trusting:
    """Finds those of ``pairs`` whose trust policy names a role; ``plans`` are what Terraform will do."""

    def __init__(self, pairs: Sequence[RolePair], plans: Sequence[Sequence[Change]]) -> None:
        self._own = {
            (number, change.address): change
            for number, plan in enumerate(plans)
            for change in plan
            if change.address.startswith(f"{Entity.ROLE}.")
        }
        self._pairs = pairs
        self._trusting: dict[Hashable, set[int]] = {}
        for number, pair in enumerate(pairs):
            for key in _trusted(pair.new) if pair.new else ():
                self._trusting.setdefault(key, set()).add(number)

    def broken(self, pair: RolePair) -> tuple[BrokenTrust, ...]:
        """The roles whose trust policy names the role of ``pair``, if that is made anew."""
        if not self._ends(pair):
            return ()
        names = [name for placed in pair if placed for name in _names(placed)]
        found = {number for name in names for number in self._trusting.get(name, ())}
        return tuple(
            BrokenTrust(other.new, again=self._is_written(other.new))
            for other in (self._pairs[number] for number in sorted(found))
            if other.new and other is not pair
        )

    def _ends(self, pair: RolePair) -> bool:
        """Whether the role that was there is destroyed."""
        old, new = pair
        if old is None:
            return False
        if new is None or new.pair != old.pair:
            return True
        change = self._own_change(new)
        return change is not None and change.action is not Action.UPDATE

    def _own_change(self, placed: PlacedRole) -> Change | None:
        return self._own.get((placed.pair, f"{Entity.ROLE}.{placed.role.label}"))

    def _is_written(self, placed: PlacedRole) -> bool:
        change = self._own_change(placed)
        if change is None:
            return False
        anew = change.action is not Action.UPDATE
        return anew or any(each.argument == "assume_role_policy" for each in change.causes)


def _names(placed: PlacedRole) -> Iterator[Hashable]:
    """What a trust policy may name a role by: from its own module, and by its ARN."""
    yield placed.pair, placed.role.name
    yield role_arn(placed.role, placed.module)


def _trusted(placed: PlacedRole) -> Iterator[Hashable]:
    """The roles that the trust policy of ``placed`` names, as `_names` has them, and what else it names."""
    for statement in placed.role.trust.statements:
        for principal in statement.principals:
            match principal.value.parts:
                case (Link(entity=Entity.ROLE, name=name),):
                    yield placed.pair, name
                case _ if principal.value.value is not None:
                    yield principal.value.value
                case _:
                    pass
