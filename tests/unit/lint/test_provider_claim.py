"""What a provider cannot say of anybody: claims of another, and addresses that are not AWS's."""

from __future__ import annotations

import json

import pytest

from rolec.lint.policies.provider_claim import FAMILY
from rolec.policy.policy_text import Kind
from support.lint import found_in

NAMES = {lint.name for lint in FAMILY.lints}
OTHER, AUDIENCE = "claim-of-another-provider", "saml-audience-of-no-endpoint"
START = "arn:aws:iam::111122223333:"
IDP, OKTA = f"{START}oidc-provider/idp.example.com/a", f"{START}saml-provider/Okta"


def found(federated: object, operator: str, key: str, value: str = "x", **more: object) -> list:
    statement = {
        "Effect": "Allow",
        "Principal": {"Federated": federated, **more},
        "Action": ["sts:AssumeRoleWithWebIdentity", "sts:AssumeRoleWithSAML"],
        "Condition": {operator: {key: value}},
    }
    text = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    return [d for d in found_in(text, kind=Kind.TRUST) if d.code.name in NAMES]


@pytest.mark.parametrize(
    ("federated", "operator", "key", "expected"),
    [
        (IDP, "StringEquals", "idp.example.com/a:sub", []),
        (IDP, "StringEquals", "IDP.example.com/a:sub", []),
        (IDP, "StringEquals", "idp.example.com:sub", [OTHER]),
        (IDP, "StringEquals", "idp.example.com/ab:sub", [OTHER]),
        (IDP, "StringEquals", "saml:sub", [OTHER]),
        (IDP, "StringEqualsIfExists", "idp.example.com/b:sub", []),
        (IDP, "StringNotEquals", "idp.example.com/b:sub", []),
        (IDP, "StringEquals", "aws:RequestTag/team", []),
        (OKTA, "StringEquals", "SAML:sub", []),
        (OKTA, "StringEquals", "idp.example.com/a:sub", [OTHER]),
        ([IDP, OKTA], "StringEquals", "saml:sub", []),
        ("cognito-identity.amazonaws.com", "StringEquals", "cognito-identity.amazonaws.com:aud", []),
        ("${aws:username}", "StringEquals", "idp.example.com:sub", []),
    ],
)  # fmt: skip
def test_claims(federated, operator, key, expected):
    assert [d.code.name for d in found(federated, operator, key)] == expected


def test_beside_somebody_else_nothing_is_said():
    assert found(IDP, "StringEquals", "saml:sub", AWS="111122223333") == []


def test_the_claim_of_the_one_provider_is_meant():
    (only,) = found(IDP, "StringEquals", "idp.example.com:groups")
    assert only.help == "did you mean `idp.example.com/a:groups`?"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("https://signin.aws.amazon.com/saml", []),
        ("https://eu-west-1.signin.aws.amazon.com/saml", []),
        ("https://eu-west-1.signin.aws.amazon.com/saml/acs/SAMLSP1ABC", []),
        ("https://signin.amazonaws.cn/saml", []),
        ("https://signin.amazonaws-us-gov.com/saml", []),
        ("https://*.signin.aws.amazon.com/saml", []),
        ("https://signin.aws.amazon.com/sam", [AUDIENCE]),
        ("http://signin.aws.amazon.com/saml", [AUDIENCE]),
        ("urn:amazon:webservices", [AUDIENCE]),
    ],
)
def test_the_audience_of_an_assertion(value, expected):
    assert [d.code.name for d in found(OKTA, "StringLike", "SAML:aud", value)] == expected


GITHUB = "token.actions.githubusercontent.com"


@pytest.mark.parametrize(
    ("provider", "claims", "underlined", "help_"),
    [
        (f"{GITHUB[:-1]}", GITHUB, f"{START}oidc-provider/{GITHUB[:-1]}", f"provider `{GITHUB}`"),
        (GITHUB, GITHUB[1:], f"{GITHUB[1:]}:aud", f"`{GITHUB}:aud`"),
        ("idp.example.com", GITHUB, f"{GITHUB}:aud", "`idp.example.com:aud`"),
        (
            f"https://{GITHUB}",
            GITHUB,
            f"{START}oidc-provider/https://{GITHUB}",
            f"provider `{GITHUB}`",
        ),
    ],
)
def test_a_misspelt_issuer_is_one_finding(provider, claims, underlined, help_):
    statement = {
        "Effect": "Allow",
        "Principal": {"Federated": f"{START}oidc-provider/{provider}"},
        "Action": "sts:AssumeRoleWithWebIdentity",
        "Condition": {
            "StringEquals": {f"{claims}:aud": "sts.amazonaws.com"},
            "StringLike": {f"{claims}:sub": "repo:acme/web:ref:refs/heads/main"},
        },
    }
    text = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    (only,) = found_in(text, kind=Kind.TRUST)
    assert only.code.name == OTHER
    at = only.primary.span
    assert text[at.start : at.end].strip('"') == underlined
    assert help_ in only.help
    assert only.secondary
