"""Which conditions ask for what no token or assertion of the providers of their statement has."""

from __future__ import annotations

from rolec.lint.met import needs_value
from rolec.policy.identity_provider import Protocol, Provider, provider_of
from rolec.policy.policy_text import StatementText, Word


def trusted_providers(statement: StatementText) -> tuple[Provider, ...]:
    """The providers that are trusted; none where somebody else is too, or one is not known."""
    found = [provider_of(principal) for principal in statement.principals]
    known = tuple(each for each in found if each)
    return known if len(known) == len(found) else ()


def keys_of_another(statement: StatementText) -> tuple[Word, ...]:
    """The keys that a value is needed of, and of which only another provider has one: nobody meets them."""
    providers = trusted_providers(statement)
    if not providers:
        return ()
    return tuple(
        condition.key
        for condition in statement.conditions
        if condition.key.exact
        and _is_of_token(condition.key.text)
        and needs_value(condition)
        and not any(_is_of(condition.key.text, each) for each in providers)
    )


def _is_of_token(key: str) -> bool:
    """Whether ``key`` begins with a host, or with that of an assertion: no service has a dot."""
    prefix, colon, claim = key.lower().partition(":")
    return bool(colon and claim) and ("." in prefix or prefix == "saml")


def _is_of(key: str, provider: Provider) -> bool:
    prefix = "saml" if provider.protocol is Protocol.SAML else provider.name.lower()
    return key.lower().startswith(f"{prefix}:")
