"""On which role a part is, by the name of the role or, where only an apply tells that, by what the plan says of it."""

from __future__ import annotations

from collections.abc import Iterator

from rolec.adopt.account_details import account_of
from rolec.adopt.exclusive import EXCLUSIVE
from rolec.adopt.json_shape import text, texts
from rolec.adopt.show.references import meant, steps
from rolec.adopt.show.resources import Resource
from rolec.adopt.show.unknown import told

ON_ROLES = (
    "aws_iam_role_policy",
    "aws_iam_role_policy_attachment",
    "aws_iam_policy_attachment",
    "aws_iam_instance_profile",
    *EXCLUSIVE,
)
"""What has an argument for its role, or for several."""


class Owners:
    """The roles of one plan or state, and which parts are on them."""

    def __init__(self, roles: list[Resource], resources: list[Resource]) -> None:
        self._roles = roles
        self._addresses = [each.address for each in roles]
        self._parts = [each for each in resources if each.type in ON_ROLES]

    def belongs(self, part: Resource, role: Resource) -> bool:
        """Whether a resource is a part of ``role``."""
        if part is role:
            return False
        if _names(part):
            return self._is_named(part, role) is True
        found, is_sure = self._of(part)
        return is_sure and role.address in found

    def unknown(self, role: Resource) -> Iterator[str]:
        """What may be a part of ``role``, of which nobody knows the name either."""
        for each in self._parts:
            if self._is_named(each, role) is None:
                yield from self.why_not_told(each)
        if not {"id", "name"} & role.unknown:
            return
        for each in self._parts:
            found, is_sure = self._of(each)
            if not is_sure and (not found or role.address in found):
                yield from why_unknown(each)

    def why_not_told(self, part: Resource) -> Iterator[str]:
        """Why nobody can say on which of several roles of one name a part is."""
        roles = [each for each in self._roles if self._is_named(part, each) is None]
        if roles:
            several = ", ".join(each.address for each in roles)
            yield f"of which role {part.address} is, of several with one name: {several}"

    def _is_named(self, part: Resource, role: Resource) -> bool | None:
        """Whether a part is on ``role`` by its name; None where several have that, and nothing says which it is."""
        names = _names(part)
        if role.address in names:
            return True
        if not names & {role.value("name"), role.value("id")}:
            return False
        alike = [each for each in self._roles if each is role or _is_another(each, role)]
        left = [each for each in alike if _may_be_together(part, each)]
        found, is_sure = self._of(part)
        said = [each for each in left if each.address in found] if is_sure else left
        near = [each for each in said if steps(each.address)[:-1] == steps(part.address)[:-1]]
        for only in (said, near):
            if len(only) == 1:
                return only[0] is role
        return None if role in said else False

    def _of(self, part: Resource) -> tuple[tuple[str, ...], bool]:
        """The roles, by address, that a part may be on, and whether it is on all of them."""
        own = part.refers.get("role", ()) or part.refers.get("role_name", ())
        one, is_one = meant(own, part.address, self._addresses)
        several, are_all = meant(part.refers.get("roles", ()), part.address, self._addresses)
        is_sure = (not one or (is_one and len(one) == 1)) and (not several or are_all)
        return (*one, *several), is_sure and bool(one or several)


def why_unknown(part: Resource) -> Iterator[str]:
    """Why nobody can say on which role a part is, where only an apply tells that."""
    return told(part, "role", "roles")


def _names(part: Resource) -> set[str]:
    """What is said of the roles that have a part."""
    one = (text(part.values, "role"), text(part.values, "role_name"))
    return {each for each in (*one, *texts(part.values, "roles")) if each}


def _is_another(one: Resource, other: Resource) -> bool:
    """Whether one role has the name of another, and may be in another account."""
    account = _account(one)
    is_same = account is not None and account == _account(other)
    return not is_same and one.value("name") == other.value("name") is not None


def _may_be_together(part: Resource, role: Resource) -> bool:
    """Whether a part, by the ARNs that it has, may be in the account of ``role``."""
    arns = [part.value("arn"), part.value("policy_arn"), *texts(part.values, "policy_arns")]
    accounts = {account_of(each) for each in arns} - {None}
    return not accounts or _account(role) in {None, *accounts}


def _account(role: Resource) -> str | None:
    return account_of(role.value("arn"))
