"""What a request surely says of who sends it.

Source: the IAM User Guide, "AWS global condition context keys" and "Policy variables".
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from rolec.ir.principal_form import AWS_PRINCIPAL
from rolec.policy.mark import interpolated, is_mark, is_marked
from rolec.semantics.access import Access
from rolec.semantics.principal import account_of
from rolec.semantics.request import Values
from rolec.semantics.statement import Principal

_SERVICE = re.compile(r"[a-z0-9.-]+\.amazonaws\.com(?:\.cn)?")
_USER = re.compile(r"arn:[^:]*:iam::\d{12}:user/(?:.*/)?([^/]+)", re.ASCII)
_BUILT_IN = frozenset(
    (
        "accounts.google.com",
        "cognito-identity.amazonaws.com",
        "graph.facebook.com",
        "www.amazon.com",
    )
)
"""Providers of web identity that need no resource in the account."""


def principal_named(text: str) -> Principal | None:
    """The principal that ``text`` is: twelve digits, an ARN, a service, or the host of a provider."""
    if re.fullmatch(r"arn:[^:]*:iam::\d{12}:(?:oidc|saml)-provider/.+", text, re.ASCII):
        return Principal("Federated", text)
    if AWS_PRINCIPAL.fullmatch(text):
        return Principal("AWS", text)
    if text.startswith("arn:"):
        return None  # of a group, say, which IAM takes for no principal
    if text in _BUILT_IN:
        return Principal("Federated", text)
    if _SERVICE.fullmatch(text):
        return Principal("Service", text)
    if re.fullmatch(r"[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+(?::\d+)?(?:/.*)?", text):
        return Principal("Federated", text)
    return None


def trusted_as(
    principal: Principal, trust: Access, given: Mapping[str, Values | None]
) -> Principal:
    """``principal`` as ``trust`` names it: the host of a provider by the ARN of the provider there.

    What only Terraform knows is what is ``given`` for it, by key (``policy.mark.as_key``); or else
    ``trust`` says which type of principal it is.
    """
    if is_marked(principal.value):
        (value, *_) = interpolated(principal.value, {k: v for k, v in given.items() if v})
        principal = principal_named(value) or Principal(principal.type, value)
    named = (
        item
        for statement in trust.statements
        if statement.principals
        for item in statement.principals.items
    )
    if is_marked(principal.value):
        return next((each for each in named if each.value == principal.value), principal)
    if principal.type != "Federated" or principal.value.startswith("arn:"):
        return principal
    end = f":oidc-provider/{principal.value}"
    return next((each for each in named if each.value.endswith(end)), principal)


def of_session(role: str | None, account: str | None) -> dict[str, Values | None]:
    """The keys of a session of ``role``, an ARN; what is not known of it is left out.

    Tags of the role are left out as well: tags of the session may take their place.
    """
    known: dict[str, Values | None] = {
        "aws:principaltype": ("AssumedRole",),
        "aws:principalisawsservice": ("false",),
        "aws:principalservicename": None,
        "aws:principalservicenameslist": None,
        "aws:username": None,
    }
    if account:
        known["aws:principalaccount"] = (account,)
    if role:
        known["aws:principalarn"] = (role,)
    return known


def of_caller(principal: Principal) -> dict[str, Values | None]:
    """The keys of a request to assume a role, as far as they follow from who sends it."""
    if is_mark(principal.value) and principal.type == "AWS":
        return {}  # a user, a role or a whole account
    match principal:
        case Principal(type="AWS", value=value):
            return _of_aws(value)
        case Principal(type="Service", value=value):
            return {
                "aws:principalisawsservice": ("true",),
                "aws:principalservicename": (value,),
                "aws:username": None,
            }
        case _:
            return {"aws:principalisawsservice": ("false",), "aws:username": None}


def _of_aws(value: str) -> dict[str, Values | None]:
    account = account_of(value)
    if ":assumed-role/" in value:
        # The ARN of a session does not say the path of its role.
        return of_session(None, account)
    if ":role/" in value:
        return of_session(value, account)
    user = _USER.fullmatch(value)
    arn = f"arn:aws:iam::{value}:root" if value == account else value
    known: dict[str, Values | None] = {
        "aws:principalarn": (arn,),
        "aws:principalisawsservice": ("false",),
        "aws:principalservicename": None,
        "aws:principalservicenameslist": None,
        "aws:username": (user[1],) if user else None,
    }
    if account:
        known["aws:principalaccount"] = (account,)
    if user or arn.endswith(":root"):
        known["aws:principaltype"] = ("User" if user else "Account",)
    return known
