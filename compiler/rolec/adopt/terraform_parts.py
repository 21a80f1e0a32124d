"""To which role of a module of Terraform a resource belongs."""

from __future__ import annotations

import re
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import field

from rolec.adopt.exclusive import ATTACHED, INLINE
from rolec.adopt.found import FoundPolicy, FoundProfile, Json, Place
from rolec.adopt.kept import as_written
from rolec.adopt.terraform_module import Instance, TerraformModule
from rolec.adopt.unknown import UnknownError
from rolec.record import dataclass

PARTS = {
    "aws_iam_role_policy": "role",
    "aws_iam_role_policy_attachment": "role",
    "aws_iam_policy_attachment": "roles",
    "aws_iam_instance_profile": "role",
    INLINE: "role_name",
    ATTACHED: "role_name",
}
"""The resources that belong to a role, and the argument that says to which."""

_REFERENCE = re.compile(r"\$\{([a-z][\w-]*\.[\w-]+)(\[[^\]]*\])?\.\w+\}")
_ROLES = re.compile(r"aws_iam_role\.([\w-]+)")


@dataclass(slots=True)
class Gathered:
    """What belongs to a role, and the ways in which its policies may be written where they are listed.

    ``parts`` are the resources that it comes from, and ``places`` those of managed policies, by ARN.
    """

    inline: list[FoundPolicy]
    attached: list[str]
    ways_inline: list[set[str]]
    ways_attached: list[set[str]]
    profiles: list[FoundProfile] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    exclusive: list[Instance] = field(default_factory=list)
    parts: list[Instance] = field(default_factory=list)
    places: dict[str, Place] = field(default_factory=dict)


class Belonging:
    """Tells what belongs to a role; ``called`` are the names of each role, by its address."""

    def __init__(
        self, module: TerraformModule, called: Mapping[str, AbstractSet[str | None]]
    ) -> None:
        self._module = module
        self._called = called

    def belongs(self, part: Instance, role: Instance) -> bool:
        """Whether ``part`` is one of ``role``; an UnknownError where it may be."""
        argument = PARTS.get(part.type)
        if argument is None:
            return False
        try:
            value = self._module.value(part, argument)
        except UnknownError:
            return self._is_of(part, role)
        written = [each for each in listed(value) if isinstance(each, str)]
        if any(self._is_kept(each) for each in written):
            return self._is_of(part, role)
        return any(self._is_called(each, role) for each in written)

    def may_belong(self, part: Instance, role: Instance) -> bool:
        """Whether ``part`` is one of ``role``, or what says of which it is names that."""
        try:
            return self.belongs(part, role)
        except UnknownError:
            return role.block.labels[1] in _ROLES.findall(self._said(part))

    def _is_called(self, written: str, role: Instance) -> bool:
        address = addressed(written)
        if address is not None and role.if_:
            address = address.partition("[")[0]
        return address == role.address or written in self._called[role.address]

    def _is_kept(self, written: str) -> bool:
        return as_written(written, self._module.expressions.kept) != written

    def _is_of(self, part: Instance, role: Instance) -> bool:
        """Whether an expression is about one role; an UnknownError where it may be about another."""
        text, said = self._text(part), self._said(part)
        named = set(_ROLES.findall(said))
        literal = any(f'"{name}"' in said for name in self._called[role.address])
        if named and role.block.labels[1] not in named and not literal:
            return False
        if len(set(_ROLES.findall(text))) != 1 or "?" in text:
            raise UnknownError(f"{part.address}, which is on {text}")
        return True

    def _text(self, part: Instance) -> str:
        return self._module.value_text(part, PARTS[part.type])

    def _said(self, part: Instance) -> str:
        """By what expression it is told to which role it belongs, and what the locals in it are."""
        return self._module.with_locals(self._text(part))


def ways(policy: FoundPolicy) -> set[str]:
    """The ways in which the name of an inline policy may be written."""
    name = policy.in_aws.name if policy.in_aws else None
    return {policy.name, name} if name else {policy.name}


def listed(value: Json) -> list[Json]:
    """The items of a list; anything else stands for a list of one."""
    return value if isinstance(value, list) else [value]


def addressed(value: str) -> str | None:
    """The address that a reference is about."""
    found = _REFERENCE.fullmatch(value)
    return f"{found[1]}{found[2] or ''}" if found else None
