"""What decides what a role may do, and who may assume it, on either side."""

from __future__ import annotations

from collections.abc import Mapping

from rolec.driver.access_difference import (
    NO_ACCESS,
    AccessDifference,
    Part,
    access_difference,
    together,
)
from rolec.driver.compilation import Compilation
from rolec.driver.role_pairs import PlacedRole, RolePair
from rolec.driver.whole_roles import WholeRoles
from rolec.semantics.access import Access
from rolec.semantics.of_policy import permissions, trust


class RoleAccess:
    """Compares the access of roles of two compilations, each with the lock of its project."""

    def __init__(self, *sides: Compilation) -> None:
        self._wholes = WholeRoles(*sides)

    def difference(self, pair: RolePair) -> AccessDifference:
        """What access the role of ``pair`` has on one side and not on the other."""
        old, new = (self._accesses(placed) for placed in pair)
        return together([access_difference(part, new[part], old[part]) for part in Part])

    def _accesses(self, placed: PlacedRole | None) -> Mapping[Part, Access]:
        if placed is None:
            return NO_ACCESS
        whole = self._wholes.whole(placed.role, placed.module)
        return {Part.PERMISSIONS: permissions(whole), Part.TRUST: trust(whole)}
