"""What all entries about OpenID Connect tokens share: audience, subject, claims."""

from __future__ import annotations

from rolec.catalog.oidc_issuer import ALWAYS_READ, MULTIVALUED, known_issuer
from rolec.catalog.trust_action import WITH_WEB_IDENTITY
from rolec.diagnostics.suggest import did_you_mean
from rolec.ir.document import Condition
from rolec.ir.text import Text, joined
from rolec.lower import trust_codes
from rolec.lower.condition import condition, string_condition
from rolec.lower.context import Context
from rolec.lower.cursor import Cursor
from rolec.lower.identity_provider import OidcProvider
from rolec.lower.trust_kind import Grant
from rolec.source.span import Span


def web_identity(
    entry: Cursor, provider: OidcProvider, conditions: tuple[Condition, ...]
) -> Grant:
    """The grant to whoever has a token of ``provider`` that meets ``conditions``."""
    return Grant(
        principals=(provider.principal,),
        actions=(WITH_WEB_IDENTITY,),
        conditions=conditions,
        issuer=provider.issuer,
        span=entry.span,
    )


def audience_conditions(
    entry: Cursor, provider: OidcProvider, context: Context, usual: str | None = None
) -> tuple[Condition, ...]:
    """The audience that ``entry`` gives, or the usual one: it is always written."""
    claim = provider.known.audience_claim
    usual = usual or provider.known.audience
    if "audience" in entry:
        values = tuple(context.item(at) for at in entry.get_many("audience"))
        return (claim_condition(provider, claim, values, entry.key_span("audience")),)
    if usual is not None:
        place = entry.opening_span
        value = context.text_of(usual, place)
        return (claim_condition(provider, claim, (value,), place),)
    if claim not in _keys(entry.get("claims")):
        _report_no_audience(entry, provider, context)
    return ()


def claims_conditions(
    entry: Cursor, provider: OidcProvider, context: Context
) -> tuple[Condition, ...]:
    """A condition for each claim that ``entry`` lists under `claims`."""
    claims = entry.get("claims")
    if claims is None:
        return ()
    found = []
    for claim, span, values in claims.entries():
        _check_claim(claim, span, provider, context)
        texts = tuple(context.item(value) for value in values.many())
        found.append(claim_condition(provider, claim, texts, span))
    return tuple(found)


def claim_condition(
    provider: OidcProvider, claim: str, values: tuple[Text, ...], span: Span
) -> Condition:
    """The condition that a claim has one of ``values``."""
    key = joined((*provider.issuer.parts, f":{claim}"), span)
    if claim in provider.known.numeric:
        return condition("NumericEquals", key, values, span)
    found = string_condition(key, values, span)
    if claim in MULTIVALUED:
        return condition(f"ForAnyValue:{found.operator}", key, values, span)
    return found


def _keys(claims: Cursor | None) -> tuple[str, ...]:
    return tuple(key for key, _, _ in claims.entries()) if claims else ()


def _report_no_audience(entry: Cursor, provider: OidcProvider, context: Context) -> None:
    context.error(
        trust_codes.AUDIENCE,
        f"tokens of `{provider.issuer.written}` have no usual audience",
        entry.opening_span,
        help="add `audience:` with what the provider has as client id",
    )


def _check_claim(claim: str, span: Span, provider: OidcProvider, context: Context) -> None:
    read = (*ALWAYS_READ, *provider.known.claims)
    # Of an issuer that IAM knows a lint tells, which has a level.
    if claim not in read and known_issuer(provider.known.host) is None:
        context.warn(
            trust_codes.CLAIM_NOT_READ,
            f"IAM does not read the claim `{claim}` of `{provider.issuer.written}`",
            span,
            help=did_you_mean(claim, read) or f"it reads {', '.join(sorted(read))}",
        )
