"""On which role a part is, by the name of the role or, where only an apply tells that, by what the plan says of it."""

from __future__ import annotations

from collections.abc import Iterator

from rolec.adopt.json_shape import text, texts
from rolec.adopt.show.references import meant
from rolec.adopt.show.resources import Resource
from rolec.adopt.show.unknown import told

ON_ROLES = (
    "aws_iam_role_policy",
    "aws_iam_role_policy_attachment",
    "aws_iam_policy_attachment",
    "aws_iam_instance_profile",
)
"""What has an argument for its role, or for several."""


class Owners:
    """The roles of one plan or state, and which parts are on them."""

    def __init__(self, roles: list[Resource], resources: list[Resource]) -> None:
        self._addresses = [each.address for each in roles]
        self._parts = [each for each in resources if each.type in ON_ROLES]

    def belongs(self, part: Resource, role: Resource) -> bool:
        """Whether a resource is a part of ``role``."""
        if part is role:
            return False
        names = {text(part.values, "role"), *texts(part.values, "roles")} - {None}
        if names:
            return bool(names & {role.value("name"), role.value("id"), role.address})
        found, is_sure = self._of(part)
        return is_sure and role.address in found

    def unknown(self, role: Resource) -> Iterator[str]:
        """What may be a part of ``role``, of which nobody knows the name either."""
        if not {"id", "name"} & role.unknown:
            return
        for each in self._parts:
            found, is_sure = self._of(each)
            if not is_sure and (not found or role.address in found):
                yield from why_unknown(each)

    def _of(self, part: Resource) -> tuple[tuple[str, ...], bool]:
        """The roles, by address, that a part may be on, and whether it is on all of them."""
        one, is_one = meant(part.refers.get("role", ()), part.address, self._addresses)
        several, are_all = meant(part.refers.get("roles", ()), part.address, self._addresses)
        is_sure = (not one or (is_one and len(one) == 1)) and (not several or are_all)
        return (*one, *several), is_sure and bool(one or several)


def why_unknown(part: Resource) -> Iterator[str]:
    """Why nobody can say on which role a part is, where only an apply tells that."""
    return told(part, "role", "roles")
