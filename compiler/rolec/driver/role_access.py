"""What decides what a role may do, and who may assume it, on either side."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from rolec.driver.access_difference import (
    NO_ACCESS,
    AccessDifference,
    Part,
    access_difference,
    together,
)
from rolec.driver.compilation import Compilation
from rolec.driver.locked_project import hash_now
from rolec.driver.role_pairs import PlacedRole, RolePair
from rolec.ir.text import text
from rolec.policy.of_document import of_document
from rolec.policy.policy_text import Kind, PolicyText
from rolec.policy.whole_role import WholeRole, whole_role
from rolec.semantics.access import Access
from rolec.semantics.of_policy import permissions, trust

_SHORT = 12
"""How much of a hash is shown."""


class RoleAccess:
    """Compares the access of roles of two compilations, each with the lock of its project."""

    def __init__(self, *sides: Compilation) -> None:
        self._policies: dict[int, Mapping[str, PolicyText]] = {}
        self._locked: dict[int, Mapping[str, str]] = {
            id(module): project.lock.lock.policies
            for side in sides
            for project in side.projects
            if project.lock and project.lock.lock
            for module in project.modules
        }

    def difference(self, pair: RolePair) -> AccessDifference:
        """What access the role of ``pair`` has on one side and not on the other."""
        old, new = (self._accesses(placed) for placed in pair)
        return together([access_difference(part, new[part], old[part]) for part in Part])

    def _accesses(self, placed: PlacedRole | None) -> Mapping[Part, Access]:
        if placed is None:
            return NO_ACCESS
        module = placed.module
        if id(module) not in self._policies:
            self._policies[id(module)] = {
                each.name: of_document(each.document, Kind.IDENTITY) for each in module.policies
            }
        whole = whole_role(placed.role, self._policies[id(module)])
        whole = _as_locked(whole, self._locked.get(id(module), {}))
        return {Part.PERMISSIONS: permissions(whole), Part.TRUST: trust(whole)}


def _as_locked(whole: WholeRole, locked: Mapping[str, str]) -> WholeRole:
    """``whole`` without the policies of AWS that the lock has in a version that is not known here."""
    other = {
        held.name: hash_
        for held in whole.attached
        if held.of_aws and (hash_ := locked.get(held.name)) and hash_ != hash_now(held.name)
    }
    if not other:
        return whole
    shown = (
        f"{name} in the version {hash_[:_SHORT]} of rolec.lock" for name, hash_ in other.items()
    )
    return replace(
        whole,
        attached=tuple(held for held in whole.attached if held.name not in other),
        # The boundary goes last.
        unknown=(*map(text, shown), *whole.unknown),
    )
