"""Statements of trust policies as entries of `trust`: the kind that fits, or the statement itself.

What is proposed here is a guess from the form of a statement; it counts only when it compiles to
that statement again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from rolec.adopt.expressions.values import is_list
from rolec.adopt.found import Json
from rolec.adopt.same_document import ACCOUNT
from rolec.adopt.statement_words import (
    UnsaidError,
    as_written,
    one_or_several,
    statements_of,
    texts_of,
)
from rolec.adopt.words.github import GITHUB, audience_words, github_words
from rolec.adopt.words.organization import organization_words
from rolec.adopt.words.pod_identity import pod_identity_words
from rolec.adopt.words.trust_conditions import Conditions
from rolec.adopt.yaml_text import Value
from rolec.record import dataclass

_ACCOUNT = r"([0-9]{12}|\$\{[^{}:]+\})"
_ROOT = re.compile(rf"arn:[^:]+:iam::{_ACCOUNT}:root|({ACCOUNT.pattern})")
_PRINCIPAL = re.compile(rf"arn:[^:]+:iam::{_ACCOUNT}:(role|user)/(.+)")
_OWN_ROLE = re.compile(r"\$\{roles\.([A-Za-z0-9_+=,.@-]{1,64})\.arn\}")
_PROVIDER = re.compile(r"arn:[^:]+:iam::([0-9]{12}):oidc-provider/(.+)")
_SAML = re.compile(r"arn:[^:]+:iam::([0-9]{12}|\$\{[^{}]*\}):saml-provider/(.+)")
_SERVICE = re.compile(r"([a-z0-9-]+(?:\.[a-z0-9-]+)*)\.amazonaws\.com")
_POD = re.compile("system:serviceaccount:([a-z0-9*?-]+):([a-z0-9.*?-]+)")
_DURATION = 60
_ASSUME = "sts:assumerole"
"""How the actions begin of which each kind has one: `sts:AssumeRoleWithSAML` is another."""
_TAG_SESSION = "sts:tagsession"
_OWN, _EVERYBODY = "self", "*"
_EQUALS, _LIKE = "StringEquals", "StringLike"
_BUILT_IN = {
    "cognito-identity.amazonaws.com": "cognito",
    "accounts.google.com": "google",
    "www.amazon.com": "amazon",
    "graph.facebook.com": "facebook",
}


@dataclass(frozen=True, slots=True)
class Accounts:
    """What a project calls accounts: nicknames by id.

    ``providers`` are the issuers, or ARNs, of its own identity providers by the principals that stand for them.
    """

    nicknames: Mapping[str, str]
    providers: Mapping[str, str]

    def named(self, id_: str) -> str:
        """The nickname of an account or, without one, its id."""
        return self.nicknames.get(id_, id_)


def trust_words(document: Json, accounts: Accounts) -> list[Mapping[str, Value]]:
    """An entry for each statement of a trust policy."""
    return [_entry(each, accounts) for each in statements_of(document)]


def as_it_is(statement: Mapping[str, Json]) -> Mapping[str, Value]:
    """The entry that is the statement itself."""
    return {"statement": as_written(statement)}


def _entry(statement: Mapping[str, Json], accounts: Accounts) -> Mapping[str, Value]:
    try:
        found = _kind(statement, accounts)
    except UnsaidError:
        found = None
    if found is None:
        return as_it_is(statement)
    sid = statement.get("Sid")
    return {**found, **({"sid": sid} if isinstance(sid, str) and sid.isalnum() else {})}


def _kind(statement: Mapping[str, Json], accounts: Accounts) -> dict[str, Value] | None:
    principal = statement.get("Principal")
    if principal == _EVERYBODY:
        principal = {"AWS": _EVERYBODY}  # which IAM takes for the same
    if statement.get("Effect") != "Allow" or not isinstance(principal, Mapping):
        return None
    if len(principal) != 1 or "NotAction" in statement:
        return None
    ((type_, values),) = principal.items()
    found = tuple(texts_of(values))
    actions = {action.lower() for action in texts_of(statement.get("Action", []))}
    if not any(each.startswith(_ASSUME) for each in actions):
        return None  # words let somebody assume the role, whatever else
    conditions = Conditions(statement)
    fields = _who(type_, found, conditions, accounts)
    if fields is None:
        return None
    if "eks_pod_identity" in fields:
        actions.discard(_TAG_SESSION)  # which is a part of this kind
    extra = {"session_tags": _TAG_SESSION, "source_identity": "sts:setsourceidentity"}
    flags: dict[str, Value] = {field: True for field, action in extra.items() if action in actions}
    return {**fields, **flags, **conditions.when()}


def _who(
    type_: str, principals: tuple[str, ...], conditions: Conditions, accounts: Accounts
) -> dict[str, Value] | None:
    match type_, principals:
        case "AWS", (only,) if only == _EVERYBODY:
            return organization_words(conditions)
        case "AWS", _:
            return _callers(principals, conditions, accounts)
        case _ if any(map(is_list, principals)):
            return None  # which only the statement itself has
        case "Service", ("pods.eks.amazonaws.com",):
            return pod_identity_words(conditions)
        case "Service", _:
            return _service(principals, conditions)
        case "Federated", (only,) if only in accounts.providers:
            provider = accounts.providers[only]
            of_saml = _SAML.fullmatch(provider) is not None
            return _of_saml(provider, conditions) if of_saml else _of_project(provider, conditions)
        case "Federated", (only,):
            return _federated(only, conditions, accounts)
        case _:
            return None


def _service(principals: tuple[str, ...], conditions: Conditions) -> dict[str, Value]:
    names = [found[1] if (found := _SERVICE.fullmatch(each)) else each for each in principals]
    fields: dict[str, Value] = {"aws_service": _one(names)}
    for field, key, *operators in (
        ("source_account", "aws:SourceAccount", _EQUALS),
        ("source_arn", "aws:SourceArn", "ArnLike"),
        ("source_org", "aws:SourceOrgID", _EQUALS),
    ):
        take = conditions.take if field == "source_arn" else conditions.take_texts
        values = take(key, *operators)
        if values:
            fields[field] = _one(values)
    return fields


def _callers(
    principals: tuple[str, ...], conditions: Conditions, accounts: Accounts
) -> dict[str, Value] | None:
    roles = [_OWN_ROLE.fullmatch(each) for each in principals]
    if all(roles):
        return {"role": _one([each[1] for each in roles if each])}
    if _EVERYBODY in principals:
        return None
    fields = (
        _whole_accounts(principals, accounts)
        or _in_account(principals, accounts)
        or {"aws_principal": _one(principals)}
    )
    values = conditions.take("sts:ExternalId", _EQUALS)
    if values:
        fields["external_id"] = _one(values)
    mfa = conditions.take("aws:MultiFactorAuthPresent", "Bool")
    age = conditions.take("aws:MultiFactorAuthAge", "NumericLessThan") if mfa else ()
    if mfa:
        fields["mfa"] = {"max_age": _duration(age[0])} if age else True
    organization = conditions.take_texts("aws:PrincipalOrgID", _EQUALS)
    if organization:
        fields["organization"] = _one(organization)
    return fields


def _whole_accounts(principals: tuple[str, ...], accounts: Accounts) -> dict[str, Value] | None:
    ids = [_ROOT.fullmatch(each) for each in principals]
    if not all(ids):
        return None
    return {"aws_account": _one([accounts.named(found[1] or found[2]) for found in ids if found])}


def _in_account(principals: tuple[str, ...], accounts: Accounts) -> dict[str, Value] | None:
    found = [_PRINCIPAL.fullmatch(each) for each in principals]
    ids = {each[1] for each in found if each}
    if not all(found) or len(ids) != 1:
        return None
    fields: dict[str, Value] = {"aws_account": accounts.named(ids.pop())}
    for kind, field in (("role", "roles"), ("user", "users")):
        names = [each[3] for each in found if each and each[2] == kind]
        if names:
            fields[field] = _one(names)
    return fields


def _of_saml(principal: str, conditions: Conditions) -> dict[str, Value]:
    """Of a provider of the account, which is called by its name."""
    conditions.take("SAML:aud", _EQUALS)
    return {"saml": principal.rpartition("saml-provider/")[2]}


def _federated(
    principal: str, conditions: Conditions, accounts: Accounts
) -> dict[str, Value] | None:
    saml = _SAML.fullmatch(principal)
    if saml:
        of_account = accounts.named(saml[1]) == _OWN
        return {**_of_saml(principal, conditions), **({} if of_account else {"saml": principal})}
    if "${" in principal:
        return _provider_of_terraform(principal, conditions)
    provider = _PROVIDER.fullmatch(principal)
    found = _of_issuer(provider[2] if provider else principal, conditions)
    if provider is None or found is None or accounts.named(provider[1]) == _OWN:
        return found
    # Of another account, or where nobody says which one it is, only the ARN tells.
    return {**found, _where(found): principal}


def _of_issuer(host: str, conditions: Conditions) -> dict[str, Value] | None:
    if host == GITHUB:
        of_github = github_words(conditions)
        # The words say `StringEquals` of an audience: under another the statement is left as it is.
        if of_github is not None or not conditions.look(f"{host}:aud", _EQUALS):
            return of_github
    pods = [_POD.fullmatch(each) for each in conditions.look(f"{host}:sub", _EQUALS, _LIKE)]
    if pods and all(pods):
        conditions.take(f"{host}:sub", _EQUALS, _LIKE)
        names = [f"{each[1]}/{each[2]}" for each in pods if each]
        fields: dict[str, Value] = {"kubernetes_service_account": _one(names), "provider": host}
        return {**fields, **audience_words(conditions, host, usual="sts.amazonaws.com")}
    fields = {"web_identity": _BUILT_IN.get(host, host), **audience_words(conditions, host)}
    wild = _has_wildcard(conditions.look(f"{host}:sub", _LIKE))
    subjects = conditions.take(f"{host}:sub", _LIKE if wild else _EQUALS)
    if subjects:
        fields["subject"] = _one(subjects)
    # The words say StringEquals of what has no wildcard: anything else is left as it is.
    like = "ForAnyValue:StringLike"
    wild = _has_wildcard(conditions.look(f"{host}:amr", like))
    amr = conditions.take(f"{host}:amr", like if wild else "ForAnyValue:StringEquals")
    if amr:
        fields["claims"] = {"amr": _one(amr)}
    return fields


def _has_wildcard(values: Iterable[str]) -> bool:
    return any("*" in each or "?" in each for each in values)


def _provider_of_terraform(principal: str, conditions: Conditions) -> dict[str, Value] | None:
    """Of a provider that only Terraform knows, what is asked of the token says whose it is."""
    issuers = conditions.issuers()
    if len(issuers) != 1:
        return None
    (issuer,) = issuers
    found = _of_project(issuer, conditions)
    if found is None:
        return None
    return {**found, _where(found): principal, "issuer": issuer}


def _where(found: Mapping[str, Value]) -> str:
    """The field that has the identity provider."""
    return "web_identity" if "web_identity" in found else "provider"


def _of_project(issuer: str, conditions: Conditions) -> dict[str, Value] | None:
    patterns = conditions.look(f"{issuer}:sub", _LIKE)
    if patterns and not _has_wildcard(patterns):
        return None  # the words say StringEquals of these, and Terraform would change the policy
    return _of_issuer(issuer, conditions)


def _duration(seconds: str) -> str:
    if not seconds.isdecimal():
        raise UnsaidError
    for unit, size in (("h", _DURATION**2), ("m", _DURATION)):
        if int(seconds) % size == 0:
            return f"{int(seconds) // size}{unit}"
    return seconds


def _one(values: list[str] | tuple[str, ...]) -> Value:
    return one_or_several(list(values))
