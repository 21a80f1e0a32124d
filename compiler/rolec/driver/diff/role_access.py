"""What decides what a role may do, and who may assume it, on either side."""

from __future__ import annotations

from collections.abc import Hashable, Mapping

from rolec.driver.compile.compilation import Compilation
from rolec.driver.compile.whole_roles import WholeRoles
from rolec.driver.diff.access_difference import (
    NO_ACCESS,
    AccessDifference,
    Part,
    access_difference,
    reverse,
    together,
)
from rolec.driver.diff.role_pairs import PlacedRole, RolePair
from rolec.ir.module import Account
from rolec.ir.text import Text
from rolec.semantics.access import Access
from rolec.semantics.of_policy import only_where, permissions, trust


class RoleAccess:
    """Compares the access of roles of two compilations, each with the lock of its project."""

    def __init__(self, *sides: Compilation) -> None:
        self._wholes = WholeRoles(*sides)
        self._alone: dict[Hashable, AccessDifference] = {}

    def difference(self, pair: RolePair) -> AccessDifference:
        """What access the role of ``pair`` has on one side and not on the other."""
        old, new = (self._accesses(*each) for each in zip(pair, _only_of_one(pair), strict=True))
        home = pair.now.module.account
        return together([self._part(part, new[part], old[part], home) for part in Part])

    def _part(self, part: Part, new: Access, old: Access, home: Account) -> AccessDifference:
        if new is NO_ACCESS[part]:
            found = self._of_one(part, old, home)
            if not found.is_partial:
                return reverse(found)
        if old is NO_ACCESS[part]:
            return self._of_one(part, new, home)
        return access_difference(part, new, old, home)

    def _of_one(self, part: Part, access: Access, home: Account) -> AccessDifference:
        """What there is against no access: of a role that gets another name it is asked twice."""
        key = (part, access, home)
        if key not in self._alone:
            self._alone[key] = access_difference(part, access, NO_ACCESS[part], home)
        return self._alone[key]

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
