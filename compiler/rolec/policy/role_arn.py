"""The ARN of a role, as policies have it."""

from __future__ import annotations

from rolec.ir.module import Account
from rolec.ir.role import Role, name_of
from rolec.ir.text import Entity
from rolec.policy.mark import mark_of_project


def role_arn(role: Role, account: Account) -> str:
    """The ARN of ``role`` or, where its name or the id of ``account`` is not known, the mark for it.

    Source: the IAM User Guide, "IAM identifiers".
    """
    name = name_of(role).value
    if account.id is None or name is None:
        return mark_of_project(Entity.ROLE, role.name, "arn")
    return f"arn:{account.partition}:iam::{account.id}:role{role.path}{name}"
