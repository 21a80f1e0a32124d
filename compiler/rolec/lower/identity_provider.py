"""PROVIDER: how trust entries name an OpenID Connect or SAML 2.0 identity provider."""

from __future__ import annotations

import re
from collections.abc import Collection

from rolec.catalog.oidc_issuer import BUILT_IN, OidcIssuer, built_in, is_built_in, oidc_issuer
from rolec.diagnostics.suggest import closest, did_you_mean
from rolec.ir.document import Principal, PrincipalType
from rolec.ir.text import Entity, Link, Reference, Text, joined, text
from rolec.lower import codes, trust_codes
from rolec.lower.context import Context
from rolec.lower.cursor import Cursor
from rolec.record import dataclass
from rolec.source.span import Span

_SCHEME = "https://"
_OIDC_ARN = re.compile(r"arn:(aws[a-z-]*):iam::[0-9]{12}:oidc-provider/(.+)", re.ASCII)
_SAML_ARN = re.compile(r"arn:(aws[a-z-]*):iam::[0-9]{12}:saml-provider/(.+)", re.ASCII)
_HOST = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)+(?::[0-9]+)?(?:/[\x21-\x7e]*)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class OidcProvider:
    """The principal of a provider, and the issuer: its URL without the scheme."""

    arn: Text
    issuer: Text

    @property
    def principal(self) -> Principal:
        """The provider as the principal of a statement."""
        return Principal(PrincipalType.FEDERATED, self.arn)

    @property
    def known(self) -> OidcIssuer:
        """What IAM knows of the issuer."""
        return oidc_issuer(self.issuer.value or self.issuer.written)


def oidc_provider_at(at: Cursor, issuer: Cursor | None, context: Context) -> OidcProvider | None:
    """The OpenID Connect provider that ``at`` names; ``issuer`` says what it does not tell."""
    name = at.string.removeprefix(_SCHEME)
    given = _issuer(issuer, context) if issuer else None
    if "${" in name:
        return _referenced(at, given, context)
    if name.startswith("arn:"):
        return _by_arn(at, given, context)
    if name in context.oidc_providers:
        return _of_project(name, at.span, given, context)
    known = built_in(name, context.account.partition)
    if known is not None:
        host = text(known, at.span)
        return OidcProvider(host, host)
    if _HOST.fullmatch(name):
        _warn_of_near_name(at, context.oidc_providers, "oidc_provider", context)
        return provider_of_host(name, at.span, context)
    context.error(
        codes.NO_SUCH_NAME,
        f"no identity provider is called `{at.string}`",
        at.span,
        help=did_you_mean(name, (*context.oidc_providers, *BUILT_IN))
        or "name an `oidc_provider` of the project, or the issuer's host",
    )
    return None


def provider_of_host(host: str, span: Span, context: Context) -> OidcProvider | None:
    """The provider of an issuer: the project's, if it has one, else the account's."""
    for name, url in context.oidc_providers.items():
        if url.literal is not None and _without_scheme(url).literal == host:
            return _of_project(name, span, None, context)
    account = context.account_id(span, f"the identity provider `{host}`")
    if account is None:
        return None
    arn = f"arn:{context.account.partition}:iam::{account}:oidc-provider/{host}"
    return OidcProvider(text(arn, span), text(host, span))


def saml_provider_at(at: Cursor, context: Context) -> Principal | None:
    """The SAML 2.0 provider that ``at`` names, as a principal."""
    name = at.string
    if "${" in name:
        return Principal(PrincipalType.FEDERATED, context.text(at))
    if name in context.saml_providers:
        link = Text((Link(Entity.SAML_PROVIDER, name, "arn"),), at.span)
        return Principal(PrincipalType.FEDERATED, link)
    if name.startswith("arn:"):
        match = _SAML_ARN.fullmatch(name)
        if match is None:
            _not_an_arn(at, "saml-provider/Okta", context)
            return None
        _check_partition(match[1], at, context)
        return Principal(PrincipalType.FEDERATED, text(name, at.span))
    _warn_of_near_name(at, context.saml_providers, "saml_provider", context)
    account = context.account_id(at.span, f"the identity provider `{name}`")
    if account is None:
        return None
    arn = f"arn:{context.account.partition}:iam::{account}:saml-provider/{name}"
    return Principal(PrincipalType.FEDERATED, text(arn, at.span))


def _warn_of_near_name(
    at: Cursor, known: Collection[str], document: str, context: Context
) -> None:
    near = closest(at.string, known)
    if near:
        context.warn(
            trust_codes.PROVIDER,
            f"no `{document}` of the project is called `{at.string}`, so the account must have it",
            at.span,
            help=f"did you mean `{near}`?",
        )


def issuers_of(principal: Principal, context: Context) -> tuple[Text, ...]:
    """The OpenID Connect issuer of a principal, none where it is no such provider."""
    match principal.value.parts:
        case (str() as literal,) if is_built_in(literal):
            return (principal.value,)
        case (Link(entity=Entity.OIDC_PROVIDER, name=name),) if name in context.oidc_providers:
            return (_without_scheme(context.oidc_providers[name]),)
        case (str() | Reference(),):
            match = _OIDC_ARN.fullmatch(principal.value.value or "")
            return (text(match[2]),) if match else ()
        case _:
            return ()


def _referenced(at: Cursor, issuer: Text | None, context: Context) -> OidcProvider | None:
    if issuer is None:
        context.error(
            trust_codes.PROVIDER,
            "a Terraform reference does not tell the issuer",
            at.span,
            help="add `issuer:` with the provider's URL, such as `issuer: oidc.vercel.com/acme`",
        )
        return None
    return OidcProvider(context.text(at), issuer)


def _by_arn(at: Cursor, issuer: Text | None, context: Context) -> OidcProvider | None:
    match = _OIDC_ARN.fullmatch(at.string)
    if match is None:
        _not_an_arn(at, "oidc-provider/idp.acme.example", context)
        return None
    _check_partition(match[1], at, context)
    if issuer is not None and issuer.literal not in {match[2], None}:
        context.error(
            trust_codes.PROVIDER,
            f"the ARN is of the issuer `{match[2]}`, not `{issuer.written}`",
            issuer.span,
            help="delete `issuer`",
        )
    return OidcProvider(text(at.string, at.span), text(match[2], at.span))


def _of_project(
    name: str, span: Span, issuer: Text | None, context: Context
) -> OidcProvider | None:
    link = Text((Link(Entity.OIDC_PROVIDER, name, "arn"),), span)
    url = context.oidc_providers[name]
    if issuer is None and not url.written.startswith(_SCHEME):
        context.error(
            trust_codes.PROVIDER,
            f"the `url` of `{name}` does not tell the issuer",
            span,
            help="add `issuer:` with the URL, without `https://`",
        )
        return None
    return OidcProvider(link, issuer or _without_scheme(url))


def _issuer(at: Cursor, context: Context) -> Text:
    return context.text_of(at.string.removeprefix(_SCHEME), at.span)


def _without_scheme(url: Text) -> Text:
    first, *rest = url.parts or ("",)
    head = first.removeprefix(_SCHEME) if isinstance(first, str) else first
    return joined((head, *rest), url.span)


def _check_partition(partition: str, at: Cursor, context: Context) -> None:
    if partition != context.account.partition:
        context.error(
            trust_codes.OTHER_PARTITION,
            f"the ARN is in the partition `{partition}`,"
            f" and the role in `{context.account.partition}`",
            at.span,
            help=f"write `arn:{context.account.partition}:...`",
        )


def _not_an_arn(at: Cursor, example: str, context: Context) -> None:
    context.error(
        trust_codes.PROVIDER,
        f"`{at.string}` is not the ARN of an identity provider of this kind",
        at.span,
        help=f"write an ARN such as `arn:aws:iam::111122223333:{example}`",
    )
