"""What may be asked of callers of AWS accounts: an organization, an external id, a second factor."""

from __future__ import annotations

from rolec.ir.document import Condition
from rolec.lower.account import organization_at
from rolec.lower.condition import condition, string_condition
from rolec.lower.context import Context
from rolec.lower.cursor import Cursor
from rolec.lower.mfa import lower_mfa


def caller_conditions(entry: Cursor, context: Context) -> tuple[Condition, ...]:
    """The conditions of these fields of ``entry``, none where it has none of them."""
    return (
        *_organization(entry, context),
        *_external_id(entry, context),
        *lower_mfa(entry, context),
    )


def _external_id(entry: Cursor, context: Context) -> tuple[Condition, ...]:
    values = tuple(context.item(at) for at in entry.get_many("external_id"))
    if not values:
        return ()
    return (string_condition("sts:ExternalId", values, entry.key_span("external_id")),)


def _organization(entry: Cursor, context: Context) -> tuple[Condition, ...]:
    found = (organization_at(at, context) for at in entry.get_many("organization"))
    values = tuple(organization for organization in found if organization is not None)
    if not values:
        return ()
    span = entry.key_span("organization")
    return (condition("StringEquals", "aws:PrincipalOrgID", values, span),)
