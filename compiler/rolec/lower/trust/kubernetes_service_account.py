"""A Kubernetes service account: IAM roles for service accounts on EKS, or any cluster's issuer."""

from __future__ import annotations

from rolec.lower.context import Context
from rolec.lower.cursor import Cursor
from rolec.lower.identity_provider import oidc_provider_at
from rolec.lower.oidc import audience_conditions, claim_condition, web_identity
from rolec.lower.trust_kind import Grant, TrustKind

_AUDIENCE = "sts.amazonaws.com"
"""What the EKS pod identity webhook asks for, on every cluster that runs it."""


def _lower(entry: Cursor, context: Context) -> Grant | None:
    provider = oidc_provider_at(entry.field("provider"), entry.get("issuer"), context)
    if provider is None:
        return None
    subjects = tuple(
        context.text_of(f"system:serviceaccount:{at.string.replace('/', ':', 1)}", at.span)
        for at in entry.get_many("kubernetes_service_account")
    )
    span = entry.key_span("kubernetes_service_account")
    conditions = (
        *audience_conditions(entry, provider, context, _AUDIENCE),
        claim_condition(provider, "sub", subjects, span),
    )
    return web_identity(entry, provider, conditions)


KIND = TrustKind(name="kubernetes_service_account", lower=_lower)
