"""Principals that are written in IAM's own form."""

from __future__ import annotations

import re

from rolec.catalog.oidc_issuer import is_built_in
from rolec.catalog.service_principal import CHINA_SUFFIX, DNS_SUFFIX
from rolec.ir.document import Principal, PrincipalType
from rolec.ir.principal_form import AWS_PRINCIPAL
from rolec.ir.text import text
from rolec.lower import trust_codes
from rolec.lower.context import Context
from rolec.lower.cursor import Cursor

_FORMS = {
    PrincipalType.AWS: AWS_PRINCIPAL,
    PrincipalType.FEDERATED: re.compile(
        r"arn:(aws[a-z-]*):iam::[0-9]{12}:(?:oidc|saml)-provider/[\x21-\x7e]+", re.ASCII
    ),
    PrincipalType.SERVICE: re.compile(
        rf"[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:{re.escape(DNS_SUFFIX)}|{re.escape(CHINA_SUFFIX)})",
        re.ASCII,
    ),
}
_HELP = {
    PrincipalType.AWS: "write twelve digits or the ARN of a role, user or session",
    PrincipalType.FEDERATED: "write the ARN of an identity provider, or a host that IAM knows",
    PrincipalType.SERVICE: "write the full name, such as `ec2.amazonaws.com`",
}


def principals_at(statement: Cursor, context: Context) -> tuple[Principal, ...]:
    """The principals of a statement; a bare `*` stands for `{"AWS": "*"}`."""
    element = statement.field("Principal")
    if element.is_scalar:
        return (Principal(PrincipalType.AWS, text(element.string, element.span)),)
    return tuple(
        principal_at(PrincipalType(kind), value, context)
        for kind, _, values in element.entries()
        for value in values.many()
    )


def principal_at(kind: PrincipalType, at: Cursor, context: Context) -> Principal:
    """The principal at ``at``; an error where it has no form of its ``kind``."""
    value = context.item(at)
    literal = value.literal
    if literal is not None and not _is_known(kind, literal):
        match = _FORMS[kind].fullmatch(literal)
        if match is None:
            _refuse(at, kind, context)
        elif match.groups() and match[1] not in {None, context.account.partition}:
            context.error(
                trust_codes.OTHER_PARTITION,
                f"the principal is in the partition `{match[1]}`,"
                f" and the role in `{context.account.partition}`",
                at.span,
                help=f"write `arn:{context.account.partition}:...`",
            )
    return Principal(kind, value)


def is_everyone(principals: tuple[Principal, ...]) -> bool:
    """Whether one of them is `*`."""
    return any(p.type is PrincipalType.AWS and p.value.literal == "*" for p in principals)


def _is_known(kind: PrincipalType, literal: str) -> bool:
    """Whether a principal needs no form: everybody, or a provider that is built into IAM."""
    if kind is PrincipalType.AWS:
        return literal == "*"
    return kind is PrincipalType.FEDERATED and is_built_in(literal)


def _refuse(at: Cursor, kind: PrincipalType, context: Context) -> None:
    context.error(
        trust_codes.PRINCIPAL_FORM,
        f"`{at.string}` is not a principal under `{kind}`",
        at.span,
        help=_HELP[kind],
    )
