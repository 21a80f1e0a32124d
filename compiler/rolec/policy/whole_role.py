"""A role with everything that decides what it may do."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from rolec.catalog.managed_document import managed_policy
from rolec.ir.role import Role
from rolec.ir.text import Entity, Link, Text
from rolec.policy.of_document import of_document
from rolec.policy.of_json import of_json
from rolec.policy.policy_text import Kind, PolicyText
from rolec.read.json_text import read_json
from rolec.record import dataclass
from rolec.source.file import SourceFile
from rolec.source.span import Span


class Held(NamedTuple):
    """A policy that a role has: its name for people, and where the role takes it.

    A policy ``of_aws`` is in no file of the project, so that all in it is shown where it is taken. The role has it
    where all that ``only_if`` refers to is true.
    """

    name: str
    policy: PolicyText
    span: Span
    of_aws: bool = False
    only_if: tuple[Text, ...] = ()

    def place(self, span: Span) -> Span:
        """Where to show what is at ``span`` of the policy."""
        return self.span if self.of_aws else span


@dataclass(frozen=True, slots=True, kw_only=True)
class WholeRole:
    """A role, and the policies whose documents are known.

    ``limit`` is its permissions boundary. ``unknown`` are the managed policies whose documents are not: what they allow cannot be told.
    """

    role: Role
    trust: PolicyText
    inline: tuple[Held, ...]
    attached: tuple[Held, ...]
    limit: Held | None
    unknown: tuple[Text, ...]

    @property
    def boundary(self) -> PolicyText | None:
        """What its permissions boundary says, where that is known."""
        return self.limit.policy if self.limit else None

    @property
    def held(self) -> tuple[Held, ...]:
        """All that may allow or deny something to the role, its boundary aside."""
        return (*self.inline, *self.attached)


def whole_role(role: Role, policies: Mapping[str, PolicyText]) -> WholeRole:
    """``role`` with what it names of AWS's policies and of ``policies``.

    The latter are by name those of its module, and others by ARN.
    """
    inline = tuple(
        Held(
            policy.name,
            of_document(policy.document, Kind.IDENTITY),
            policy.span,
            only_if=role.only_if(policy),
        )
        for policy in role.inline_policies
    )
    attached = []
    unknown = []
    for attachment in role.attachments:
        found = _managed(attachment.policy_arn, attachment.span, policies)
        if found:
            attached.append(found._replace(only_if=role.only_if(attachment)))
        else:
            unknown.append(attachment.policy_arn)
    boundary = role.permissions_boundary
    limit = _managed(boundary, role.span, policies) if boundary else None
    if boundary and limit is None:
        unknown.append(boundary)
    return WholeRole(
        role=role,
        trust=of_document(role.trust, Kind.TRUST),
        inline=inline,
        attached=tuple(attached),
        limit=limit,
        unknown=tuple(unknown),
    )


def _managed(arn: Text, span: Span, policies: Mapping[str, PolicyText]) -> Held | None:
    match arn.parts:
        case (Link(entity=Entity.POLICY, name=name),) if name in policies:
            return Held(name, policies[name], span)
        case _:
            pass
    if arn.written in policies:
        return Held(arn.written.rpartition("/")[2], policies[arn.written], span)
    match = _AWS.fullmatch(arn.value or "")
    document = aws_policy(match[1]) if match else None
    return Held(match[1], document, span, of_aws=True) if match and document else None


_AWS = re.compile("arn:[^:]+:iam::aws:policy/(?:.*/)?([^/]+)")


@lru_cache(maxsize=512)
def aws_policy(name: str) -> PolicyText | None:
    """The document of an AWS managed policy; its places mean nothing to the user."""
    found = managed_policy(name)
    value = read_json(SourceFile(name, found.document)).value if found else None
    return of_json(value, Kind.IDENTITY) if value else None
