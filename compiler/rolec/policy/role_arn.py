"""The ARN of a role, as policies have it."""

from __future__ import annotations

from rolec.ir.module import Account
from rolec.ir.role import Role, name_of
from rolec.ir.text import Entity
from rolec.policy.mark import is_marked, mark, mark_of_project
from rolec.policy.of_document import word_of


def role_arn(role: Role, account: Account) -> str:
    """The ARN of ``role`` or, where its name or the id of ``account`` is not known, the mark for it.

    Source: the IAM User Guide, "IAM identifiers".
    """
    name = name_of(role).value
    if account.id is None or name is None:
        return mark_of_project(Entity.ROLE, role.name, "arn")
    return f"arn:{account.partition}:iam::{account.id}:role{role.path}{name}"


def role_arns(role: Role, account: Account) -> tuple[str, ...]:
    """`role_arn` and, where that is a mark, what is known of the ARN, with a mark for each part that is not.

    By the first a policy of the project means the role, and by the second a wildcard may.
    """
    arn = role_arn(role, account)
    if not is_marked(arn):
        return (arn,)
    id_ = account.id or mark(f"account {account.nickname}")
    return arn, f"arn:{account.partition}:iam::{id_}:role{role.path}{_name(role)}"


def _name(role: Role) -> str:
    word = word_of(name_of(role))
    name = word.text if word.exact else word.marked
    return f"{role.name_prefix.value or ''}{name}" if role.name_prefix else name
