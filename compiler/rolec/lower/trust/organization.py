"""Everybody in an AWS organization, or in units of it: the one place for the principal `*`."""

from __future__ import annotations

import re

from rolec.ir.document import Condition, Principal, PrincipalType
from rolec.ir.text import Text, joined, text
from rolec.lower.account import organization_at
from rolec.lower.condition import condition
from rolec.lower.context import Context
from rolec.lower.cursor import Cursor
from rolec.lower.trust_kind import Grant, TrustKind

_UNIT = re.compile(r"ou-([0-9a-z]{4,32})-[a-z0-9]{8,32}", re.ASCII)


def _lower(entry: Cursor, context: Context) -> Grant | None:
    found = (organization_at(at, context) for at in entry.get_many("organization"))
    organizations = tuple(organization for organization in found if organization is not None)
    if not organizations:
        return None
    span = entry.key_span("organization")
    return Grant(
        principals=(Principal(PrincipalType.AWS, text("*", span)),),
        conditions=(
            condition("StringEquals", "aws:PrincipalOrgID", organizations, span),
            *_units(entry, organizations, context),
            *_names(entry, context),
        ),
        span=entry.span,
    )


def _units(
    entry: Cursor, organizations: tuple[Text, ...], context: Context
) -> tuple[Condition, ...]:
    paths = tuple(
        joined((*organization.parts, "/", *_path(at, context).parts, "/*"), at.span)
        for organization in organizations
        for at in entry.get_many("units")
    )
    if not paths:
        return ()
    span = entry.key_span("units")
    return (condition("ForAnyValue:StringLike", "aws:PrincipalOrgPaths", paths, span),)


def _path(at: Cursor, context: Context) -> Text:
    """The path of a unit below its organization; a unit's id has that of its root in it."""
    match = _UNIT.fullmatch(at.string)
    if match is None:
        return context.text(at)
    return text(f"r-{match[1]}/*{at.string}", at.span)


def _names(entry: Cursor, context: Context) -> tuple[Condition, ...]:
    arns = tuple(
        joined(
            (f"arn:{context.account.partition}:iam::*:{kind}/", *context.text(at).parts), at.span
        )
        for field, kind in (("roles", "role"), ("users", "user"))
        for at in entry.get_many(field)
    )
    if not arns:
        return ()
    span = entry.key_span("roles" if "roles" in entry else "users")
    return (condition("ArnLike", "aws:PrincipalArn", arns, span),)


KIND = TrustKind(name="organization", lower=_lower)
