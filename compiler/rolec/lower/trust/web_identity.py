"""A web identity: Amazon Cognito, Google, Amazon, Facebook, or any OpenID Connect provider."""

from __future__ import annotations

from rolec.ir.document import Condition
from rolec.lower.context import Context
from rolec.lower.cursor import Cursor
from rolec.lower.identity_provider import OidcProvider, oidc_provider_at
from rolec.lower.oidc import (
    audience_conditions,
    claim_condition,
    claims_conditions,
    web_identity,
)
from rolec.lower.trust_kind import Grant, TrustKind


def _lower(entry: Cursor, context: Context) -> Grant | None:
    provider = oidc_provider_at(entry.field("web_identity"), entry.get("issuer"), context)
    if provider is None:
        return None
    conditions = (
        *audience_conditions(entry, provider, context),
        *_subject(entry, provider, context),
        *claims_conditions(entry, provider, context),
    )
    return web_identity(entry, provider, conditions)


def _subject(entry: Cursor, provider: OidcProvider, context: Context) -> tuple[Condition, ...]:
    values = tuple(context.item(at) for at in entry.get_many("subject"))
    if not values:
        return ()
    claim = provider.known.subject_claim
    return (claim_condition(provider, claim, values, entry.key_span("subject")),)


KIND = TrustKind(name="web_identity", lower=_lower)
