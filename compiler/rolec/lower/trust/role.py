"""A role of this project."""

from __future__ import annotations

from rolec.diagnostics.suggest import did_you_mean
from rolec.ir.document import Principal, PrincipalType
from rolec.ir.text import Entity, Link, Text
from rolec.lower import codes
from rolec.lower.context import Context
from rolec.lower.cursor import Cursor
from rolec.lower.trust_kind import Grant, TrustKind


def _lower(entry: Cursor, context: Context) -> Grant:
    account = _account(entry.get("account"), context)
    return Grant(
        principals=tuple(
            Principal(
                PrincipalType.AWS,
                Text((Link(Entity.ROLE, at.string, "arn", account=account),), at.span),
            )
            for at in entry.get_many("role")
        ),
        span=entry.span,
    )


def _account(at: Cursor | None, context: Context) -> str | None:
    """The nickname of another account than this one; `link` finds the role there."""
    if at is None or at.string == context.account.nickname:
        return None
    if at.string not in context.accounts:
        context.error(
            codes.NO_SUCH_NAME,
            f"no account is called `{at.string}`",
            at.span,
            help=did_you_mean(at.string, context.accounts)
            or "add it to `accounts:` of rolec.yaml",
        )
    return at.string


KIND = TrustKind(name="role", lower=_lower)
