"""Finds conditions on what the token or the assertion of the trusted provider never has.

The keys of a token begin with the host of its issuer, those of an assertion with `saml:`. A condition on a key
of another provider holds for nobody, and one that is negated for everybody.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from rolec.catalog.oidc_issuer import oidc_issuer
from rolec.catalog.partition import PARTITIONS
from rolec.diagnostics.diagnostic import Diagnostic, Label
from rolec.diagnostics.level import Level
from rolec.diagnostics.suggest import closest
from rolec.lint.example import policy
from rolec.lint.facts import Facts
from rolec.lint.lint import Family, Lint
from rolec.lint.met import conditions_on, needs_value
from rolec.lint.other_provider import keys_of_another, trusted_providers
from rolec.policy.identity_provider import Protocol, Provider
from rolec.policy.policy_text import Kind, PolicyText, StatementText, Word

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
        if keys := keys_of_another(statement):
            yield _of_another(keys, statement)
        if trusted_providers(statement):
            for value in _audiences(statement):
                if _is_no_endpoint(value):
                    yield _no_endpoint(value)


def _audiences(statement: StatementText) -> Iterator[Word]:
    """The addresses that an assertion has to be sent to."""
    for condition in conditions_on(statement, "saml:aud"):
        if needs_value(condition):
            yield from condition.values


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


def _of_another(keys: tuple[Word, ...], statement: StatementText) -> Diagnostic:
    providers = trusted_providers(statement)
    meant = _meant_issuer(keys, providers)
    if meant:
        return OTHER_PROVIDER.at(
            statement.principals[0].value.span,
            f"nobody whom `{providers[0].name}` vouches for has the claims of `{meant}`",
            help=f"did you mean the provider `{meant}`?",
            secondary=tuple(Label(key.span, "compared here") for key in keys),
        )
    names = " or ".join(f"`{each.name}`" for each in providers)
    return OTHER_PROVIDER.at(
        keys[0].span,
        f"nobody whom {names} vouches for has `{keys[0].text}`",
        help=_instead(keys, providers),
        secondary=tuple(Label(key.span, "nor this") for key in keys[1:]),
    )


def _meant_issuer(keys: tuple[Word, ...], providers: tuple[Provider, ...]) -> str | None:
    """The issuer whose claims all ``keys`` are, where IAM knows it, and not the one that is trusted."""
    hosts = {key.text.rpartition(":")[0] for key in keys}
    host, trusted = hosts.pop(), providers[0].name
    if hosts or len(providers) > 1:
        return None
    if trusted.removeprefix("https://").rstrip("/") == host:
        return host  # a URL in place of the name that is made of it
    is_known = oidc_issuer(host).requires and not oidc_issuer(trusted).requires
    return host if is_known and closest(trusted, (host,)) else None


def _instead(keys: tuple[Word, ...], providers: tuple[Provider, ...]) -> str:
    one, claim = providers[0], keys[0].text.rpartition(":")[2]
    if one.protocol is not Protocol.OIDC or len(providers) > 1 or not claim:
        return "compare what the provider that is trusted says"
    return f"did you mean `{one.name}:{claim}`?"


FAMILY = Family((OTHER_PROVIDER, NO_ENDPOINT), _check)
