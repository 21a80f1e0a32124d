"""An AWS account, or roles and users in it."""

from __future__ import annotations

from rolec.ir.document import Condition, Principal, PrincipalType
from rolec.ir.text import Text, joined
from rolec.lower import codes
from rolec.lower.account import AccountId, accounts_at
from rolec.lower.caller import caller_conditions
from rolec.lower.condition import condition, has_wildcard
from rolec.lower.context import Context
from rolec.lower.cursor import Cursor
from rolec.lower.trust_kind import Grant, TrustKind

_RESERVED = "role/aws-reserved/sso.amazonaws.com/"


def _lower(entry: Cursor, context: Context) -> Grant | None:
    accounts = accounts_at(entry.get_many("aws_account"), context)
    conditions = caller_conditions(entry, context)
    if "match" in entry and not {"roles", "users"} & {key for key, _, _ in entry.entries()}:
        context.error(
            codes.VALUE_NOT_VALID,
            "`match` is about `roles` and `users`, and there are none",
            entry.key_span("match"),
            help="delete `match`, or name roles or users",
        )
    if not accounts:
        return None
    names = _names(entry, context)
    arns = tuple(account.arn(name) for account in accounts for name in names)
    if names and not _by_condition(entry, names):
        principals = arns
    else:
        principals = tuple(account.root for account in accounts)
        conditions += _principal_arn(entry, (*arns, *_permission_sets(entry, accounts, context)))
    return Grant(
        principals=tuple(Principal(PrincipalType.AWS, arn) for arn in principals),
        conditions=conditions,
        span=entry.span,
    )


def _names(entry: Cursor, context: Context) -> tuple[Text, ...]:
    return tuple(
        joined((prefix, *context.text(at).parts), at.span)
        for field, prefix in (("roles", "role/"), ("users", "user/"))
        for at in entry.get_many(field)
    )


def _by_condition(entry: Cursor, names: tuple[Text, ...]) -> bool:
    """Whether the names are compared with `aws:PrincipalArn`: a principal has no wildcard."""
    return (
        "match" in entry or "permission_set" in entry or any(has_wildcard(name) for name in names)
    )


def _permission_sets(
    entry: Cursor, accounts: tuple[AccountId, ...], context: Context
) -> tuple[Text, ...]:
    """The roles of a permission set, whose path has the region of Identity Center or none."""
    return tuple(
        account.arn(
            joined((f"{_RESERVED}{region}AWSReservedSSO_", *context.text(at).parts, "_*"), at.span)
        )
        for account in accounts
        for at in entry.get_many("permission_set")
        for region in ("", "*/")
    )


def _principal_arn(entry: Cursor, arns: tuple[Text, ...]) -> tuple[Condition, ...]:
    if not arns:
        return ()
    field = next(f for f in ("roles", "users", "permission_set") if f in entry)
    return (condition("ArnLike", "aws:PrincipalArn", arns, entry.key_span(field)),)


KIND = TrustKind(name="aws_account", lower=_lower)
