"""A role of a project, with what a graph has to know of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from rolec.graph.graph import Node, NodeKind
from rolec.graph.role_marks import as_known, marks_of_roles
from rolec.ir.module import Account, Module
from rolec.ir.text import Text
from rolec.policy.known_policies import known_policies
from rolec.policy.mark import is_marked
from rolec.policy.of_document import word_of
from rolec.policy.role_arn import known_arn
from rolec.policy.whole_role import WholeRole, whole_role
from rolec.record import dataclass
from rolec.semantics.access import Access
from rolec.semantics.of_policy import permissions, trust

_OF_AWS = re.compile("arn:[^:]+:iam::aws:policy/")


@dataclass(frozen=True, kw_only=True)
class KnownRole:
    """A role of the project with the number ``project``, in one account.

    ``arn`` is its ARN, with a mark for each part of it that is not known. ``marks`` are the marks that its policies
    have for roles of the project, each with what is known of these.
    """

    whole: WholeRole
    account: Account
    project: int
    arn: str
    marks: Mapping[str, str]

    @cached_property
    def node(self) -> Node:
        """The node of the role, whose power is not yet known."""
        role = self.whole.role
        return Node(
            id=self._id,
            kind=NodeKind.ROLE,
            name=role.name,
            account=account_name(self.account),
            unknown=tuple(sorted(each.written for each in self.whole.unknown)),
            span=role.span,
        )

    @property
    def _id(self) -> str:
        if not is_marked(self.arn):
            return self.arn
        account = account_name(self.account)
        return "/".join(filter(None, [str(self.project), account, self.whole.role.name]))

    @cached_property
    def own_policies(self) -> tuple[str, ...]:
        """The ARNs, or marks for them, of the customer managed policies that the role has."""
        arns = (_text(each.policy_arn) for each in self.whole.role.attachments)
        return tuple(arn for arn in arns if not _OF_AWS.match(arn))

    @cached_property
    def boundary_arn(self) -> str | None:
        """The ARN, or the mark for it, of the permissions boundary of the role."""
        boundary = self.whole.role.permissions_boundary
        return _text(boundary) if boundary else None

    @cached_property
    def permissions(self) -> Access:
        """What decides what the role may do."""
        return as_known(permissions(self.whole), self.marks)

    @cached_property
    def trust(self) -> Access:
        """What decides who may assume the role."""
        return as_known(trust(self.whole), self.marks)


def known_roles(modules: Sequence[Module], project: int) -> Iterator[KnownRole]:
    """The roles of the ``modules`` of one project."""
    policies = known_policies(modules)
    for module in modules:
        marks = marks_of_roles(modules, module.account)
        for role in module.roles:
            yield KnownRole(
                whole=whole_role(role, policies[module.folder]),
                account=module.account,
                project=project,
                arn=known_arn(role, module.account),
                marks=marks,
            )


def account_name(account: Account) -> str:
    """How a graph calls an account: by its id, where one is known."""
    return account.id or account.nickname


def _text(text: Text) -> str:
    word = word_of(text)
    return word.text if word.exact else word.marked
