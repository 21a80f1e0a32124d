"""Circles of trust, opened.

IAM refuses a trust policy that names a role which does not exist yet, so two roles that
trust each other could never be made. The account as principal, with a condition on
`aws:PrincipalArn`, says the same and needs no role to exist.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from rolec.ir.document import (
    Condition,
    Document,
    Principal,
    PrincipalType,
    Statement,
    conditions,
    principals,
)
from rolec.ir.text import Link, text
from rolec.link.definition import Placed
from rolec.source.span import Span

_KEY = "aws:PrincipalArn"


def open_circles(trust: Document, caller: Callable[[Link], Placed | None]) -> Document:
    """``trust`` with the roles for which ``caller`` gives one named by condition."""
    statements = tuple(
        opened for statement in trust.statements for opened in _opened(statement, caller)
    )
    return replace(trust, statements=statements)


def _opened(statement: Statement, caller: Callable[[Link], Placed | None]) -> Iterator[Statement]:
    callers: list[Placed] = []
    others: list[Principal] = []
    for principal in statement.principals:
        match principal.value.parts:
            case (Link() as link,) if (placed := caller(link)) is not None:
                callers.append(placed)
            case _:
                others.append(principal)
    if not callers:
        yield statement
        return
    if others:
        yield replace(statement, principals=tuple(others))
    yield _by_condition(statement, callers, sid=None if others else statement.sid)


def _by_condition(statement: Statement, callers: list[Placed], sid: str | None) -> Statement:
    roots = {f"arn:{caller.account.partition}:iam::{caller.account.id}:root" for caller in callers}
    arns = tuple(text(caller.arn or "") for caller in callers)
    added = Condition(_free_operator(statement), text(_KEY), arns, _span(statement))
    return replace(
        statement,
        sid=sid,
        principals=principals(tuple(Principal(PrincipalType.AWS, text(r)) for r in roots)),
        conditions=conditions((*statement.conditions, added)),
    )


def _free_operator(statement: Statement) -> str:
    # ArnEquals and ArnLike mean the same to IAM, and one may be taken by the statement.
    taken = {
        c.operator for c in statement.conditions if c.key.written.casefold() == _KEY.casefold()
    }
    return "ArnEquals" if "ArnLike" in taken else "ArnLike"


def _span(statement: Statement) -> Span:
    return statement.span
