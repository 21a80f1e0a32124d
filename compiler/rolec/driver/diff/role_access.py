"""What decides what a role may do, and who may assume it, on either side."""

from __future__ import annotations

from collections.abc import Mapping

from rolec.driver.compile.compilation import Compilation
from rolec.driver.compile.whole_roles import WholeRoles
from rolec.driver.diff.access_difference import (
    NO_ACCESS,
    AccessDifference,
    Part,
    access_difference,
    together,
)
from rolec.driver.diff.role_pairs import PlacedRole, RolePair
from rolec.ir.text import Text
from rolec.semantics.access import Access
from rolec.semantics.of_policy import only_where, permissions, trust


class RoleAccess:
    """Compares the access of roles of two compilations, each with the lock of its project."""

    def __init__(self, *sides: Compilation) -> None:
        self._wholes = WholeRoles(*sides)

    def difference(self, pair: RolePair) -> AccessDifference:
        """What access the role of ``pair`` has on one side and not on the other."""
        old, new = (self._accesses(*each) for each in zip(pair, _only_of_one(pair), strict=True))
        home = pair.now.module.account
        return together([access_difference(part, new[part], old[part], home) for part in Part])

    def _accesses(
        self, placed: PlacedRole | None, enabled: tuple[Text, ...]
    ) -> Mapping[Part, Access]:
        if placed is None:
            return NO_ACCESS
        whole = self._wholes.whole(placed.role, placed.module)
        both = {Part.PERMISSIONS: permissions(whole), Part.TRUST: trust(whole)}
        return {part: only_where(enabled, access) for part, access in both.items()}


def _only_of_one(pair: RolePair) -> tuple[tuple[Text, ...], tuple[Text, ...]]:
    """What has to be true for there to be the role of each side, and on the other side has not."""
    if pair.old is None or pair.new is None:
        return (), ()
    old, new = (placed.role.enabled for placed in (pair.old, pair.new))
    return (
        tuple(each for each in old if each not in new),
        tuple(each for each in new if each not in old),
    )
