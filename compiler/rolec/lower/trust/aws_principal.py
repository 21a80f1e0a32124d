"""Roles, users and sessions by their ARNs, which only Terraform may know."""

from __future__ import annotations

from rolec.ir.document import PrincipalType
from rolec.lower.caller import caller_conditions
from rolec.lower.context import Context
from rolec.lower.cursor import Cursor
from rolec.lower.principal import principal_at
from rolec.lower.trust_kind import Grant, TrustKind


def _lower(entry: Cursor, context: Context) -> Grant:
    arns = entry.get_many("aws_principal")
    return Grant(
        principals=tuple(principal_at(PrincipalType.AWS, arn, context) for arn in arns),
        conditions=caller_conditions(entry, context),
        span=entry.span,
    )


KIND = TrustKind(name="aws_principal", lower=_lower)
