"""ARNs of the project's own roles in trust policies, as the links that they are.

IAM refuses a trust policy that names a role which does not exist yet. Written as
`aws_account: self` with `roles:`, or in a pasted statement, such a name needs the same order
and the same care for circles as `role:`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache

from rolec.ir.document import Document, Principal, Statement, principals
from rolec.ir.role import Role
from rolec.ir.text import Entity, Link, Text
from rolec.link.definition import Placed

_Find = Callable[[str], Placed | None]


def with_own_roles_linked(definitions: Sequence[Placed]) -> list[Placed]:
    """``definitions`` with a link wherever a principal is the ARN of a role among them."""

    @cache
    def roles() -> dict[str, Placed]:
        # Few projects write an ARN where there could be a name.
        return {p.arn: p for p in definitions if isinstance(p.definition, Role) and p.arn}

    return [_linked(placed, lambda arn: roles().get(arn)) for placed in definitions]


def _linked(placed: Placed, find: _Find) -> Placed:
    role = placed.definition
    if not isinstance(role, Role):
        return placed
    trust = _trust(role.trust, placed, find)
    return (
        placed if trust is role.trust else replace(placed, definition=replace(role, trust=trust))
    )


def _trust(trust: Document, placed: Placed, find: _Find) -> Document:
    statements = tuple(_statement(statement, placed, find) for statement in trust.statements)
    same = all(new is old for new, old in zip(statements, trust.statements, strict=True))
    return trust if same else replace(trust, statements=statements)


def _statement(statement: Statement, placed: Placed, find: _Find) -> Statement:
    changed = {
        principal: linked
        for principal in statement.principals
        if (linked := _principal(principal, placed, find)) is not None
    }
    if not changed:
        return statement
    return replace(
        statement, principals=principals(tuple(changed.get(p, p) for p in statement.principals))
    )


def _principal(principal: Principal, placed: Placed, find: _Find) -> Principal | None:
    arn = principal.value.literal
    target = find(arn) if arn and ":role/" in arn else None
    if target is None:
        return None
    nickname = target.account.nickname
    account = None if nickname == placed.account.nickname else nickname
    link = Link(Entity.ROLE, target.definition.name, "arn", account=account)
    return replace(principal, value=Text((link,), principal.value.span))
