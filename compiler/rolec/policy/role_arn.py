"""The ARN of a role, as policies have it."""

from __future__ import annotations

from rolec.ir.module import Account
from rolec.ir.role import Role, name_of
from rolec.ir.text import Entity
from rolec.policy.mark import mark, mark_of_project
from rolec.policy.of_document import with_marks, word_of


def role_arn(role: Role, account: Account) -> str:
    """The ARN of ``role`` or, where its name, its path or the id of ``account`` is not known, the mark for it.

    Source: the IAM User Guide, "IAM identifiers".
    """
    name, path = name_of(role).value, role.path.value
    if account.id is None or name is None or path is None:
        return mark_of_project(Entity.ROLE, role.name, "arn")
    return f"arn:{account.partition}:iam::{account.id}:role{path}{name}"


def known_arn(role: Role, account: Account) -> str:
    """The ARN of ``role``, with a mark for each part of it that is not known: a wildcard may cover it."""
    id_ = account.id or mark(f"account {account.nickname}")
    return f"arn:{account.partition}:iam::{id_}:{known_resource(role)}"


def known_resource(role: Role) -> str:
    """The last part of the ARN of ``role``, with a mark for each part of that which is not known."""
    return f"role{with_marks(role.path)}{known_role_name(role)}"


def known_role_name(role: Role) -> str:
    """What AWS calls ``role``, with a mark for each part of it that is not known."""
    word = word_of(name_of(role))
    name = word.text if word.exact else word.marked
    return f"{role.name_prefix.value or ''}{name}" if role.name_prefix else name
