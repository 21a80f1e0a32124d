"""A state of Terraform to the addresses at which it has what IAM knows by an id.

Source: Terraform's documentation, "JSON Output Format" and "Resource Addressing".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import field

from rolec.adopt.account_details import account_of
from rolec.adopt.found import Json
from rolec.adopt.json_shape import texts
from rolec.adopt.show.resources import Resource, resources, without_index
from rolec.ir.text import Entity
from rolec.record import dataclass

_KEY = r'(?:\[(?:\d+|"(?:[^"\\\n$%]|\\["\\]|\$\$\{|%%\{|\$(?![{$])|%(?![{%]))*")\])?'
_NAME = r"[A-Za-z_][\w-]*"
_ADDRESS = re.compile(rf"(?:module\.{_NAME}{_KEY}\.)*{_NAME}\.{_NAME}{_KEY}")
_RESOURCE = re.compile(rf"({_NAME}\.{_NAME}){_KEY}$")
_OF_MANY = "aws_iam_policy_attachment"
_OF_ONE_ROLE = ("aws_iam_role_policies_exclusive", "aws_iam_role_policy_attachments_exclusive")


@dataclass(frozen=True, slots=True)
class TerraformState:
    """The resources of IAM that a state has: ``addresses`` by type and the id to import one by.

    ``sets`` are those by which Terraform keeps out what they do not name, with the roles that they
    are about, and users and groups as ``users/NAME``; ``account`` is the only one that the state has anything of.
    What is there ``also`` at other addresses is one thing in AWS.
    """

    addresses: Mapping[tuple[str, str], str]
    sets: Mapping[str, frozenset[str]]
    account: str | None
    also: Mapping[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)

    def at(self, type_: str, id_: str, preferred: str) -> list[str]:
        """All addresses of one thing, the ``preferred`` one first where it is there."""
        found = [self.addresses[type_, id_], *self.also.get((type_, id_), ())]
        return sorted(found, key=lambda each: each != preferred)


def read_terraform_state(value: Json) -> TerraformState | None:
    """The state, of a plan the one before it; None where ``value`` is neither.

    An address that Terraform would not write makes it neither: it becomes part of a configuration.
    """
    if not isinstance(value, Mapping) or "format_version" not in value:
        return None
    before = value.get("prior_state", {} if "planned_values" in value else value)
    found = [each for each in resources(before) if each.type.startswith("aws_iam_")]
    if not all(_ADDRESS.fullmatch(each.address) for each in found):
        return None
    accounts = {account_of(each.value("arn")) for each in found} - {None}
    addresses: dict[tuple[str, str], list[str]] = {}
    for each in found:
        if id_ := _id(each):
            addresses.setdefault((each.type, id_), []).append(each.address)
    return TerraformState(
        addresses={what: at[0] for what, at in addresses.items()},
        also={what: tuple(at[1:]) for what, at in addresses.items() if at[1:]},
        sets=_sets(found),
        account=accounts.pop() if len(accounts) == 1 else None,
    )


def resource_of(address: str) -> str:
    """The type and the name of the resource at ``address``, whatever module and instance it is of."""
    found = _RESOURCE.search(address)
    return found[1] if found else address


def _id(resource: Resource) -> str | None:
    """The id by which the provider imports ``resource``, where it can be told."""
    role = resource.value("role") or resource.value("role_name")
    match resource.type:
        case Entity.ROLE | "aws_iam_instance_profile":
            return resource.value("name")
        case "aws_iam_role_policy":
            return f"{role}:{resource.value('name')}"
        case "aws_iam_role_policy_attachment":
            return f"{role}/{resource.value('policy_arn')}"
        case Entity.POLICY | Entity.OIDC_PROVIDER | Entity.SAML_PROVIDER:
            return resource.value("arn")
        case type_ if type_ in _OF_ONE_ROLE:
            return role
        case _:
            return None


def _sets(found: list[Resource]) -> dict[str, frozenset[str]]:
    sets: dict[str, frozenset[str]] = {}
    for each in found:
        if each.type == _OF_MANY or each.type in _OF_ONE_ROLE:
            # Terraform lets go of a resource with all its instances, or of none.
            address = without_index(each.address)
            sets[address] = sets.get(address, frozenset()) | frozenset(_members(each))
    return sets


def _members(resource: Resource) -> Iterator[str]:
    if resource.type in _OF_ONE_ROLE:
        yield resource.value("role_name") or ""
        return
    yield from texts(resource.values, "roles")
    for others in ("users", "groups"):
        yield from (f"{others}/{name}" for name in texts(resource.values, others))
