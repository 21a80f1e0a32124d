"""`source_account`, `source_arn`, `source_org`: on whose behalf a service acts."""

from __future__ import annotations

import re

from rolec.catalog.service_principal import SOURCE_ARN
from rolec.ir.document import Condition
from rolec.ir.text import Text
from rolec.lower import trust_codes
from rolec.lower.account import accounts_at, organization_at
from rolec.lower.condition import condition
from rolec.lower.context import Context
from rolec.lower.cursor import Cursor

SOURCE_FIELDS = {
    "source_account": "aws:SourceAccount",
    "source_arn": "aws:SourceArn",
    "source_org": "aws:SourceOrgID",
}
"""The fields, and the condition keys that they set."""

_ACCOUNT_OF_ARN = re.compile(r"(?:[^:]*:){4}([0-9]{12}):.*", re.ASCII)


def source_conditions(
    entry: Cursor, services: tuple[str, ...], context: Context
) -> tuple[Condition, ...]:
    """What the three fields of ``entry`` add to the trust in ``services``."""
    accounts = tuple(a.id for a in accounts_at(entry.get_many("source_account"), context))
    arns = tuple(context.item(at) for at in entry.get_many("source_arn"))
    found = (organization_at(at, context) for at in entry.get_many("source_org"))
    organizations = tuple(organization for organization in found if organization is not None)
    for arn in arns:
        _check_form(arn, services, context)
        _check_account(arn, accounts, context)
    return tuple(
        condition(operator, SOURCE_FIELDS[field], values, entry.key_span(field))
        for field, operator, values in (
            ("source_account", "StringEquals", accounts),
            ("source_arn", "ArnLike", arns),
            ("source_org", "StringEquals", organizations),
        )
        if values
    )


def _check_form(arn: Text, services: tuple[str, ...], context: Context) -> None:
    for service in services:
        pattern, form = SOURCE_ARN.get(service, ("", ""))
        if pattern and arn.literal and not re.fullmatch(pattern, arn.literal, re.ASCII):
            context.error(
                trust_codes.SOURCES_DISAGREE,
                f"`{service}` never sends `{arn.literal}`",
                arn.span,
                help=f"it sends {form}",
            )


def _check_account(arn: Text, accounts: tuple[Text, ...], context: Context) -> None:
    match = _ACCOUNT_OF_ARN.fullmatch(arn.literal or "")
    known = {account.literal for account in accounts}
    if match and known and None not in known and match[1] not in known:
        context.error(
            trust_codes.SOURCES_DISAGREE,
            f"`{arn.literal}` is not of the account in `source_account`",
            arn.span,
            help="name one account in both",
        )
