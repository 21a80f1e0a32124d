"""`mfa`: the caller proved a second factor to IAM itself."""

from __future__ import annotations

from rolec.ir.document import Condition
from rolec.ir.text import text
from rolec.lower import trust_codes
from rolec.lower.condition import condition
from rolec.lower.context import Context
from rolec.lower.cursor import Cursor
from rolec.lower.words import seconds


def lower_mfa(entry: Cursor, context: Context) -> tuple[Condition, ...]:
    """The conditions of `mfa: true` or `mfa: {max_age: 1h}`, none when it is not asked for."""
    mfa = entry.get("mfa")
    if mfa is None or (mfa.is_scalar and not mfa.boolean):
        return ()
    _judge(entry, context)
    span = entry.key_span("mfa")
    present = condition("Bool", "aws:MultiFactorAuthPresent", (text("true", mfa.span),), span)
    if mfa.is_scalar:
        return (present,)
    age = mfa.field("max_age")
    limit = text(str(seconds(age.string)), age.span)
    return (present, condition("NumericLessThan", "aws:MultiFactorAuthAge", (limit,), span))


def _judge(entry: Cursor, context: Context) -> None:
    """Only callers that gave IAM's own MFA have these keys."""
    if "permission_set" in entry:
        context.error(
            trust_codes.MFA,
            "people from IAM Identity Center never have IAM's own MFA",
            entry.key_span("mfa"),
            help="delete `mfa`, and require MFA in Identity Center",
        )
    elif "roles" in entry:
        context.warn(
            trust_codes.MFA,
            "a role passes `mfa` only if it was itself assumed with IAM's own MFA",
            entry.key_span("mfa"),
            help="name `users`, or put `mfa` on the trust of those roles",
        )
