"""Machines outside AWS that have an X.509 certificate, through IAM Roles Anywhere."""

from __future__ import annotations

from rolec.catalog.trust_action import ASSUME_ROLE, SET_SOURCE_IDENTITY, TAG_SESSION
from rolec.ir.document import Condition
from rolec.lower import trust_codes
from rolec.lower.condition import condition, string_condition
from rolec.lower.context import Context
from rolec.lower.cursor import Cursor
from rolec.lower.trust_kind import Grant, TrustKind, service

_CERTIFICATE = {"subject": "x509Subject", "issuer": "x509Issuer", "san": "x509SAN"}
_ARN_FIELDS = 6


def _lower(entry: Cursor, context: Context) -> Grant:
    anchors = tuple(context.text(at) for at in entry.get_many("roles_anywhere"))
    for at in entry.get_many("roles_anywhere"):
        _check_partition(at, context)
    span = entry.key_span("roles_anywhere")
    return Grant(
        principals=(service("rolesanywhere", span),),
        actions=(ASSUME_ROLE, TAG_SESSION, SET_SOURCE_IDENTITY),
        conditions=(
            condition("ArnLike", "aws:SourceArn", anchors, span),
            *_certificate(entry, context),
        ),
        span=entry.span,
    )


def _certificate(entry: Cursor, context: Context) -> tuple[Condition, ...]:
    """What the certificate says, which Roles Anywhere passes as tags of the principal."""
    return tuple(
        string_condition(
            f"aws:PrincipalTag/{tag}/{name}",
            tuple(context.item(value) for value in values.many()),
            span,
        )
        for field, tag in _CERTIFICATE.items()
        if field in entry
        for name, span, values in entry.field(field).entries()
    )


def _check_partition(at: Cursor, context: Context) -> None:
    fields = at.string.split(":", _ARN_FIELDS - 1)
    own = context.account.partition
    if "${" not in at.string and fields[1] != own:
        context.error(
            trust_codes.OTHER_PARTITION,
            f"the trust anchor is in the partition `{fields[1]}`, and the role in `{own}`",
            at.span,
            help=f"write `arn:{own}:...`",
        )


KIND = TrustKind(name="roles_anywhere", lower=_lower)
