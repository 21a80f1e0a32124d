"""An AWS service, such as EC2 or Lambda."""

from __future__ import annotations

import re

from rolec.catalog.service_principal import (
    CHINA_SERVICES,
    CHINA_SUFFIX,
    DNS_SUFFIX,
    NO_SOURCE_KEYS,
    OWN_KIND,
    service_names,
    short_service,
)
from rolec.ir.document import Principal, PrincipalType
from rolec.ir.text import text
from rolec.lower import trust_codes
from rolec.lower.context import Context
from rolec.lower.cursor import Cursor
from rolec.lower.source import SOURCE_FIELDS, source_conditions
from rolec.lower.trust_kind import Grant, TrustKind
from rolec.lower.unknown_service import warn_of_unknown_service

_WITH_TAGS = "pods.eks"
"""The service that needs no more than to pass session tags, too."""

_REGIONAL = re.compile(r"([a-z0-9-]+)\.[a-z]{2}(?:-[a-z]+)+-[0-9]", re.ASCII)


def _lower(entry: Cursor, context: Context) -> Grant:
    found = entry.get_many("aws_service")
    # Of one that only Terraform knows nobody can say what it sends.
    names = tuple(short_service(at.string) for at in found if "${" not in at.string)
    principals = tuple(_principal(at, entry, context) for at in found)
    for name in names:
        _refuse_source_fields(entry, name, context)
    return Grant(
        principals=principals,
        conditions=source_conditions(entry, names, context),
        span=entry.span,
    )


def _principal(at: Cursor, entry: Cursor, context: Context) -> Principal:
    if "${" in at.string:
        return Principal(PrincipalType.SERVICE, context.text(at))
    name = short_service(at.string)
    suffix = DNS_SUFFIX
    if at.string.endswith(f".{CHINA_SUFFIX}"):
        suffix = _china(at, name, context)
    elif name in OWN_KIND and not (name == _WITH_TAGS and "session_tags" in entry):
        context.error(
            trust_codes.SERVICE_FORM,
            f"`{name}` needs more than `sts:AssumeRole`",
            at.span,
            help=f"use `{OWN_KIND[name]}`, which knows what",
        )
    elif name not in service_names():
        _unknown(at, name, context)
    return Principal(PrincipalType.SERVICE, text(f"{name}.{suffix}", at.span))


def _china(at: Cursor, name: str, context: Context) -> str:
    known = context.account.partition == "aws-cn" and name in CHINA_SERVICES
    report = context.warn if known else context.error
    report(
        trust_codes.SERVICE_FORM,
        f"`{at.string}` has the suffix of China, where principals end in `{DNS_SUFFIX}` too",
        at.span,
        help=f"write `{name}`",
    )
    return CHINA_SUFFIX


def _unknown(at: Cursor, name: str, context: Context) -> None:
    regional = _REGIONAL.fullmatch(name)
    if regional and regional[1] in service_names():
        context.warn(
            trust_codes.SERVICE_FORM,
            "the principal of a region is for resource policies",
            at.span,
            help=f"write `{regional[1]}`, which is right in every region",
        )
        return
    warn_of_unknown_service(name, at, context)


def _refuse_source_fields(entry: Cursor, name: str, context: Context) -> None:
    if name not in NO_SOURCE_KEYS:
        return
    for field, key in SOURCE_FIELDS.items():
        if field in entry:
            context.error(
                trust_codes.NO_SOURCE_KEYS,
                f"`{name}` never sends `{key}`, so nobody could assume this role",
                entry.key_span(field),
                help=f"delete `{field}`"
                + (f", or trust `{name}` in an entry of its own" if _listed(entry) else ""),
            )


def _listed(entry: Cursor) -> bool:
    return len(entry.get_many("aws_service")) > 1


KIND = TrustKind(name="aws_service", lower=_lower)
