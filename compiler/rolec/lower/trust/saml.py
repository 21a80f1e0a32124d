"""People of a SAML 2.0 identity provider, such as AD FS, Okta or Entra ID."""

from __future__ import annotations

from rolec.catalog.partition import PARTITIONS, Partition
from rolec.catalog.saml_attribute import MULTIVALUED, SINGLE_VALUED
from rolec.catalog.trust_action import WITH_SAML
from rolec.diagnostics.suggest import did_you_mean
from rolec.ir.document import Condition
from rolec.ir.text import Text, text
from rolec.lower import saml_codes, trust_codes
from rolec.lower.condition import condition, string_condition
from rolec.lower.context import Context
from rolec.lower.cursor import Cursor
from rolec.lower.identity_provider import saml_provider_at
from rolec.lower.trust_kind import Grant, TrustKind


def _lower(entry: Cursor, context: Context) -> Grant | None:
    principal = saml_provider_at(entry.field("saml"), context)
    access = entry.get("access")
    console = access is None or access.string == "console"
    attributes = _attributes(entry, context)
    if not console and not attributes:
        context.error(
            trust_codes.CLAIM_NEEDED,
            "programmatic access compares no endpoint, so anybody whom the provider knows is in",
            entry.key_span("saml"),
            help="add `attributes:`, such as `attributes: {iss: https://idp.acme.example}`",
        )
    audience = _audience(entry, context) if console else ()
    if principal is None:
        return None
    return Grant(
        principals=(principal,),
        actions=(WITH_SAML,),
        conditions=(*audience, *attributes),
        span=entry.span,
    )


def _audience(entry: Cursor, context: Context) -> tuple[Condition, ...]:
    """The endpoints that a browser posts the assertion to: `saml:aud` is its Recipient."""
    name = context.account.partition
    partition = PARTITIONS.get(name)
    if partition is None or partition.saml_global is None:
        context.error(
            saml_codes.NO_ENDPOINT,
            f"AWS documents no SAML sign-in endpoint for the partition `{name}`",
            entry.key_span("saml"),
            help="use `access: programmatic` with `attributes`",
        )
        return ()
    endpoints = [text(partition.saml_global, entry.span), *_regional(partition, entry, context)]
    return (string_condition("SAML:aud", tuple(endpoints), entry.key_span("saml")),)


def _regional(partition: Partition, entry: Cursor, context: Context) -> tuple[Text, ...]:
    """The endpoints of the regions that are named, or of the account's own."""
    given = tuple((at.string, at.span) for at in entry.get_many("regions"))
    own = context.account.region
    regions = given or (((own, entry.span),) if own and partition.saml_regional else ())
    if regions and partition.saml_regional is None:
        context.error(
            saml_codes.NO_ENDPOINT,
            f"AWS documents no regional SAML endpoint for the partition `{partition.name}`",
            regions[0][1],
            help="delete `regions`",
        )
        return ()
    return tuple(
        text((partition.saml_regional or "").format(region=region), span)
        for region, span in regions
        if region not in partition.saml_global_regions
    )


def _attributes(entry: Cursor, context: Context) -> tuple[Condition, ...]:
    attributes = entry.get("attributes")
    if attributes is None:
        return ()
    found = []
    for name, span, values in attributes.entries():
        read = MULTIVALUED | SINGLE_VALUED
        if name not in read:
            context.error(
                saml_codes.ATTRIBUTE_NOT_READ,
                f"IAM does not read the SAML attribute `{name}`",
                span,
                help=did_you_mean(name, read)
                or f"have it passed as a session tag, and write `session_tags: {{require: {{{name}: ...}}}}`;"
                f" IAM reads {', '.join(sorted(read, key=str.lower))}",
            )
        texts = tuple(context.item(value) for value in values.many())
        one = string_condition(f"SAML:{name}", texts, span)
        many = f"ForAnyValue:{one.operator}" if name in MULTIVALUED else one.operator
        found.append(condition(many, one.key, texts, span))
    return tuple(found)


KIND = TrustKind(name="saml", lower=_lower)
