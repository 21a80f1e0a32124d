"""A role of a project, with what a graph has to know of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property

from rolec.graph.graph import Node, NodeKind
from rolec.ir.module import Account, Module
from rolec.ir.role import Role
from rolec.ir.text import Entity
from rolec.policy.mark import mark
from rolec.policy.of_document import of_document
from rolec.policy.policy_text import Kind
from rolec.policy.whole_role import WholeRole, whole_role
from rolec.record import dataclass
from rolec.semantics.access import Access
from rolec.semantics.of_policy import permissions, trust


@dataclass(frozen=True, kw_only=True)
class KnownRole:
    """A role of the project with the number ``project``, in one account.

    ``arn`` is its ARN or, where the id of the account is not known, the mark that policies of
    the project have for it.
    """

    whole: WholeRole
    account: Account
    project: int
    arn: str

    @cached_property
    def node(self) -> Node:
        """The node of the role, whose power is not yet known."""
        role = self.whole.role
        return Node(
            id=self.arn if self.account.id else f"{self.project}/{role.name}",
            kind=NodeKind.ROLE,
            name=role.name,
            account=account_name(self.account),
            unknown=tuple(sorted(each.written for each in self.whole.unknown)),
            span=role.span,
        )

    @cached_property
    def permissions(self) -> Access:
        """What decides what the role may do."""
        return permissions(self.whole)

    @cached_property
    def trust(self) -> Access:
        """What decides who may assume the role."""
        return trust(self.whole)


def known_roles(modules: Iterable[Module], project: int) -> Iterator[KnownRole]:
    """The roles of the ``modules`` of one project."""
    for module in modules:
        policies = {
            policy.name: of_document(policy.document, Kind.IDENTITY) for policy in module.policies
        }
        for role in module.roles:
            yield KnownRole(
                whole=whole_role(role, policies),
                account=module.account,
                project=project,
                arn=_arn(role, module.account),
            )


def account_name(account: Account) -> str:
    """How a graph calls an account: by its id, where one is known."""
    return account.id or account.nickname


def _arn(role: Role, account: Account) -> str:
    if account.id is None:
        return mark(f"{Entity.ROLE}..{role.name}.arn")
    return f"arn:{account.partition}:iam::{account.id}:role{role.path}{role.name}"
