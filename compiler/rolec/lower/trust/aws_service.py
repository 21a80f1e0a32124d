"""An AWS service, such as EC2 or Lambda."""

from __future__ import annotations

from rolec.ir.document import Principal, PrincipalType
from rolec.ir.text import text
from rolec.lower.context import Context
from rolec.lower.cursor import Cursor
from rolec.lower.trust_kind import Grant, TrustKind


def _lower(entry: Cursor, context: Context) -> tuple[Grant, ...]:
    del context
    principals = tuple(
        Principal(PrincipalType.SERVICE, text(f"{name.string}.amazonaws.com", name.span))
        for name in entry.get_many("aws_service")
    )
    return (Grant(principals=principals, span=entry.span),)


KIND = TrustKind(name="aws_service", lower=_lower, sessions=False)
