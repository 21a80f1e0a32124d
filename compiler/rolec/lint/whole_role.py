"""A role with everything that decides what it may do."""

from __future__ import annotations

from typing import NamedTuple

from rolec.ir.module import Module
from rolec.ir.role import Role
from rolec.ir.text import Entity, Link, Text
from rolec.lint.of_document import of_document
from rolec.lint.policy_text import Kind, PolicyText
from rolec.record import dataclass
from rolec.source.span import Span


class Held(NamedTuple):
    """A policy that a role has: its name for people, and where the role takes it."""

    name: str
    policy: PolicyText
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class WholeRole:
    """A role, and the policies whose documents are known.

    ``unknown`` are the managed policies whose documents are not: what they allow cannot be told.
    """

    role: Role
    trust: PolicyText
    inline: tuple[Held, ...]
    attached: tuple[Held, ...]
    boundary: PolicyText | None
    unknown: tuple[Text, ...]

    @property
    def held(self) -> tuple[Held, ...]:
        """All that may allow or deny something to the role, its boundary aside."""
        return (*self.inline, *self.attached)


def whole_role(role: Role, module: Module) -> WholeRole:
    """``role`` with the policies of ``module`` and of AWS that it names."""
    inline = tuple(
        Held(policy.name, of_document(policy.document, Kind.IDENTITY), policy.span)
        for policy in role.inline_policies
    )
    attached = []
    unknown = []
    for attachment in role.attachments:
        found = _managed(attachment.policy_arn, attachment.span, module)
        if found:
            attached.append(found)
        else:
            unknown.append(attachment.policy_arn)
    boundary = role.permissions_boundary
    limit = _managed(boundary, role.span, module) if boundary else None
    if boundary and limit is None:
        unknown.append(boundary)
    return WholeRole(
        role=role,
        trust=of_document(role.trust, Kind.TRUST),
        inline=inline,
        attached=tuple(attached),
        boundary=limit.policy if limit else None,
        unknown=tuple(unknown),
    )


def _managed(arn: Text, span: Span, module: Module) -> Held | None:
    match arn.parts:
        case (Link(entity=Entity.POLICY, name=name),):
            found = next((p for p in module.policies if p.name == name), None)
            if found is None:
                return None
            return Held(name, of_document(found.document, Kind.IDENTITY), span)
        case (str(),):
            return None
        case _:
            return None
