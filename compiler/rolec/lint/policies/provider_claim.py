"""Finds conditions on what the token or the assertion of the trusted provider never has.

The keys of a token begin with the host of its issuer, those of an assertion with `saml:`. A condition on a key
of another provider holds for nobody, and one that is negated for everybody.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from rolec.catalog.partition import PARTITIONS
from rolec.diagnostics.diagnostic import Diagnostic
from rolec.diagnostics.level import Level
from rolec.diagnostics.suggest import closest
from rolec.lint.example import policy
from rolec.lint.facts import Facts
from rolec.lint.lint import Family, Lint
from rolec.lint.met import needs_value
from rolec.policy.identity_provider import Protocol, Provider, provider_of
from rolec.policy.policy_text import ConditionText, Kind, PolicyText, StatementText, Word

_OIDC = '"arn:aws:iam::111122223333:oidc-provider/idp.example.com"'
_SAML = '"arn:aws:iam::111122223333:saml-provider/Directory"'


def _trust(provider: str, action: str, condition: str) -> str:
    return policy(
        f'{{"Effect": "Allow", "Principal": {{"Federated": {provider}}}, "Action": "sts:{action}",'
        f' "Condition": {{"StringEquals": {{{condition}}}}}}}'
    )


OTHER_PROVIDER = Lint(
    id="L0628",
    name="claim-of-another-provider",
    level=Level.ERROR,
    explain="""
The key begins with the host of an issuer that the statement does not trust, and no token of the one that it
trusts has the key: nobody meets the condition. Mostly the host is misspelt, or is that of another cluster.
""",
    bad=_trust(_OIDC, "AssumeRoleWithWebIdentity", '"id.example.com:sub": "build"'),
    good=_trust(_OIDC, "AssumeRoleWithWebIdentity", '"idp.example.com:sub": "build"'),
)

NO_ENDPOINT = Lint(
    id="L0629",
    name="saml-audience-of-no-endpoint",
    level=Level.WARNING,
    explain="""
`saml:aud` is the address that the assertion was sent to: an endpoint where people sign in to AWS, such as
`https://signin.aws.amazon.com/saml`, or one of a region. AWS takes assertions at no other address.
""",
    bad=_trust(_SAML, "AssumeRoleWithSAML", '"saml:aud": "https://signin.aws.amazon.com/samlp"'),
    good=_trust(_SAML, "AssumeRoleWithSAML", '"saml:aud": "https://signin.aws.amazon.com/saml"'),
)

_ENDPOINTS = tuple(each.saml_global for each in PARTITIONS.values() if each.saml_global)
_ENDPOINT = re.compile(r"https://(?:[a-z0-9-]+\.)?signin\.[a-z0-9.-]+/saml(?:/acs/.+)?")
"""Source: the IAM User Guide, "Configure SAML assertions for the authentication response", on Recipient."""


def _check(document: PolicyText, _: Facts) -> Iterator[Diagnostic]:
    if document.kind is not Kind.TRUST:
        return
    for statement in document.statements:
        providers = _providers(statement)
        for condition in statement.conditions if providers else ():
            if needs_value(condition) and condition.key.exact:
                yield from _judged(condition, providers)


def _providers(statement: StatementText) -> tuple[Provider, ...]:
    """The providers that are trusted; none where somebody else is too, or one is not known."""
    found = [provider_of(principal) for principal in statement.principals]
    known = tuple(each for each in found if each)
    return known if len(known) == len(found) else ()


def _judged(condition: ConditionText, providers: tuple[Provider, ...]) -> Iterator[Diagnostic]:
    key = condition.key
    if key.text.lower() == "saml:aud":
        for value in condition.values:
            if _is_no_endpoint(value):
                yield _no_endpoint(value)
    elif _is_of_token(key.text) and not any(_is_of(key.text, each) for each in providers):
        yield _of_another(key, providers)


def _is_no_endpoint(value: Word) -> bool:
    known = value.exact and "*" not in value.text and "?" not in value.text
    return known and _ENDPOINT.fullmatch(value.text) is None


def _no_endpoint(value: Word) -> Diagnostic:
    near = closest(value.text, _ENDPOINTS) or _ENDPOINTS[0]
    return NO_ENDPOINT.at(
        value.span,
        f"`{value.text}` is no address at which AWS takes assertions",
        help=f"write `{near}`, or the endpoint of a region",
    )


def _is_of_token(key: str) -> bool:
    """Whether ``key`` begins with a host, or with that of an assertion: no service has a dot."""
    prefix, colon, claim = key.lower().partition(":")
    return bool(colon and claim) and ("." in prefix or prefix == "saml")


def _is_of(key: str, provider: Provider) -> bool:
    prefix = "saml" if provider.protocol is Protocol.SAML else provider.name.lower()
    return key.lower().startswith(f"{prefix}:")


def _of_another(key: Word, providers: tuple[Provider, ...]) -> Diagnostic:
    names = " or ".join(f"`{each.name}`" for each in providers)
    claim = key.text.rpartition(":")[2]
    one = providers[0]
    return OTHER_PROVIDER.at(
        key.span,
        f"nobody whom {names} vouches for has `{key.text}`",
        help=f"did you mean `{one.name}:{claim}`?"
        if one.protocol is Protocol.OIDC and len(providers) == 1 and claim
        else "compare what the provider that is trusted says",
    )


FAMILY = Family((OTHER_PROVIDER, NO_ENDPOINT), _check)
