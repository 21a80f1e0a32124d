"""The condition keys that IAM reads from the token of an identity provider, or from a SAML assertion.

Their prefix is no service: it is the host of the issuer, or ``saml``.
"""

from __future__ import annotations

from functools import cache

from rolec.catalog.condition_key import ConditionKey, KeyType
from rolec.catalog.oidc_issuer import ALWAYS_READ, MULTIVALUED, known_issuer
from rolec.catalog.saml_attribute import MULTIVALUED as MANY_OF_SAML
from rolec.catalog.saml_attribute import SINGLE_VALUED as ONE_OF_SAML


def token_key(name: str) -> ConditionKey | None:
    """What IAM reads under ``name``, in any case; None where nothing is known of it."""
    folded = name.lower()
    found = token_keys(name.partition(":")[0])
    return next((key for key in found if key.name.lower() == folded), None)


@cache
def token_keys(prefix: str) -> tuple[ConditionKey, ...]:
    """All keys that begin with ``prefix``; none where it is no issuer that IAM knows of."""
    if prefix.lower() == "saml":
        return tuple(
            ConditionKey(
                name=f"saml:{name}", type=KeyType.STRING, multivalued=name in MANY_OF_SAML
            )
            for name in sorted(MANY_OF_SAML | ONE_OF_SAML)
        )
    issuer = known_issuer(prefix.lower())
    if issuer is None:
        return ()
    return tuple(
        ConditionKey(
            name=f"{prefix}:{claim}",
            type=KeyType.NUMERIC if claim in issuer.numeric else KeyType.STRING,
            multivalued=claim in MULTIVALUED,
        )
        for claim in sorted({*ALWAYS_READ, *issuer.claims})
    )
