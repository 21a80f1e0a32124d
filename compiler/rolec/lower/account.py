"""Accounts and organizations as trust entries name them."""

from __future__ import annotations

import re

from rolec.diagnostics.suggest import did_you_mean
from rolec.ir.text import Text, joined, text
from rolec.lower import codes, trust_codes
from rolec.lower.context import Context
from rolec.lower.cursor import Cursor
from rolec.record import dataclass

_ACCOUNT_ID = re.compile(r"[0-9]{12}", re.ASCII)
_ORGANIZATION_ID = re.compile(r"o-[a-z0-9]{10,32}", re.ASCII)


@dataclass(frozen=True, slots=True)
class AccountId:
    """The id of an account, and the partition that it is in."""

    id: Text
    partition: str

    def arn(self, resource: Text) -> Text:
        """The ARN of ``resource``, such as ``role/deploy``, in IAM of the account."""
        return joined(
            (f"arn:{self.partition}:iam::", *self.id.parts, ":", *resource.parts), resource.span
        )

    @property
    def root(self) -> Text:
        """The ARN that stands for the account, and for everybody it lets in."""
        return self.arn(text("root", self.id.span))


def account_at(at: Cursor, context: Context) -> AccountId | None:
    """The account that a nickname, twelve digits, `self` or a reference names."""
    name = at.string
    if "${" in name:
        return AccountId(context.text(at), context.account.partition)
    if _ACCOUNT_ID.fullmatch(name):
        return AccountId(text(name, at.span), context.account.partition)
    if name == "self":
        own = context.account_id(at.span, "`self`")
        return AccountId(text(own, at.span), context.account.partition) if own else None
    return _nickname(at, context)


def accounts_at(found: tuple[Cursor, ...], context: Context) -> tuple[AccountId, ...]:
    """The accounts of a list, without those that are not known."""
    accounts = (account_at(at, context) for at in found)
    return tuple(account for account in accounts if account is not None)


def organization_at(at: Cursor, context: Context) -> Text | None:
    """The id of an organization, given by itself, a nickname or a reference."""
    name = at.string
    if "${" in name or _ORGANIZATION_ID.fullmatch(name):
        return context.text(at)
    if name in context.organizations:
        return text(context.organizations[name], at.span)
    context.error(
        codes.NO_SUCH_NAME,
        f"no organization is called `{name}`",
        at.span,
        help=did_you_mean(name, context.organizations)
        or "write its id, such as `o-a1b2c3d4e5`, or add it to `organizations:` of rolec.yaml",
    )
    return None


def _nickname(at: Cursor, context: Context) -> AccountId | None:
    account = context.accounts.get(at.string)
    if account is None:
        context.error(
            codes.NO_SUCH_NAME,
            f"no account is called `{at.string}`",
            at.span,
            help=did_you_mean(at.string, (*context.accounts, "self"))
            or "write its twelve digits, or add it to `accounts:` of rolec.yaml",
        )
        return None
    if account.partition != context.account.partition:
        context.error(
            trust_codes.OTHER_PARTITION,
            f"`{at.string}` is in the partition `{account.partition}`,"
            f" and the role in `{context.account.partition}`",
            at.span,
            help="trust an account of the same partition",
        )
        return None
    if account.id is None:
        context.sink.add(codes.no_account(f"`{at.string}`", at.span))
        return None
    return AccountId(text(account.id, at.span), account.partition)
