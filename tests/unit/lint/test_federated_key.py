"""Keys of signed requests, in trust for whoever comes with a token or an assertion."""

from __future__ import annotations

import json

import pytest

from rolec.lint.policies import federated_key
from rolec.policy.policy_text import Kind
from support.lint import found_in

NAMES = {lint.name for lint in federated_key.FAMILY.lints}
SAML = {"Federated": "arn:aws:iam::111122223333:saml-provider/Okta"}
GITHUB = {
    "Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com"
}
ACCOUNT = {"AWS": "111122223333"}
NEVER = ["key-that-no-federated-caller-has"]
ALWAYS = ["condition-that-any-federated-caller-meets"]
MFA = "aws:MultiFactorAuthPresent"
ORGANIZATION = {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}


def names(principal, condition):
    actions = ["sts:AssumeRoleWithSAML", "sts:AssumeRoleWithWebIdentity"]
    statement = {
        "Effect": "Allow",
        "Principal": principal,
        "Action": actions[principal == GITHUB],
        "Condition": condition,
    }
    text = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    return [d.code.name for d in found_in(text, kind=Kind.TRUST) if d.code.name in NAMES]


@pytest.mark.parametrize("principal", [SAML, GITHUB, {"Federated": "accounts.google.com"}])
@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ({"Bool": {MFA: "true"}}, NEVER),
        ({"Bool": {MFA.lower(): "true"}}, NEVER),
        ({"Bool": {MFA: "false"}}, NEVER),
        ({"BoolIfExists": {MFA: "true"}}, ALWAYS),
        ({"Null": {MFA: "false"}}, NEVER),
        ({"Null": {MFA: "true"}}, ALWAYS),
        ({"NumericLessThan": {"aws:MultiFactorAuthAge": "3600"}}, NEVER),
        ({"NumericLessThanIfExists": {"aws:MultiFactorAuthAge": "3600"}}, ALWAYS),
        ({"StringEquals": ORGANIZATION}, NEVER),
        ({"StringNotEquals": ORGANIZATION}, ALWAYS),
        ({"ForAnyValue:StringLike": {"aws:PrincipalOrgPaths": "o-a1b2c3d4e5/*"}}, NEVER),
        ({"ForAllValues:StringLike": {"aws:PrincipalOrgPaths": "o-a1b2c3d4e5/*"}}, ALWAYS),
        # Whether a set that is not there has a value other than this, documentation does not say.
        ({"ForAnyValue:StringNotLike": {"aws:PrincipalOrgPaths": "o-a1b2c3d4e5/*"}}, []),
        ({"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::*:role/ci-*"}}, NEVER),
        ({"StringEquals": {"aws:username": "ana"}}, NEVER),
        # Not documented, or there for everybody.
        ({"StringEquals": {"aws:PrincipalAccount": "111122223333"}}, []),
        ({"StringEquals": {"aws:PrincipalTag/team": "web"}}, []),
        ({"IpAddress": {"aws:SourceIp": "203.0.113.0/24"}}, []),
        ({"Bool": {"aws:SecureTransport": "true"}}, []),
    ],
)
def test_keys_of_signed_requests(principal, condition, expected):
    assert names(principal, condition) == expected


@pytest.mark.parametrize("principal", [ACCOUNT, {**ACCOUNT, **SAML}])
def test_others_may_have_them(principal):
    assert names(principal, {"Bool": {MFA: "true"}}) == []
    assert names(principal, {"BoolIfExists": {MFA: "false"}}) == []


NOBODY = ["deny-that-no-federated-caller-meets"]
EVERYBODY = ["deny-that-every-federated-caller-meets"]
EVERYONE = {"AWS": "*"}


@pytest.mark.parametrize(
    ("principal", "action", "condition", "expected"),
    [
        (SAML, "sts:AssumeRoleWithSAML", {"Bool": {MFA: "false"}}, NOBODY),
        (SAML, "sts:AssumeRoleWithSAML", {"BoolIfExists": {MFA: "false"}}, EVERYBODY),
        (SAML, "sts:Assume*", {"BoolIfExists": {MFA: "false"}}, EVERYBODY),
        (SAML, "sts:AssumeRoleWithSAML", {"Null": {MFA: "true"}}, EVERYBODY),
        (SAML, "sts:AssumeRoleWithSAML", {"StringNotEquals": ORGANIZATION}, EVERYBODY),
        (SAML, "sts:TagSession", {"BoolIfExists": {MFA: "false"}}, []),
        (SAML, "sts:AssumeRoleWithSAML", {"StringNotEquals": {"saml:iss": "https://idp.example.com"}}, []),
        # The other condition decides.
        (SAML, "sts:AssumeRoleWithSAML", {"BoolIfExists": {MFA: "false"}, "StringEquals": {"saml:cn": "a"}}, []),
        (SAML, "sts:AssumeRoleWithSAML", {"Bool": {MFA: "false"}, "StringEquals": {"saml:cn": "a"}}, NOBODY),
        # Others may meet what these cannot.
        (EVERYONE, "sts:*", {"Bool": {MFA: "false"}}, []),
        (EVERYONE, "sts:*", {"BoolIfExists": {MFA: "false"}}, EVERYBODY),
        (EVERYONE, "sts:AssumeRole", {"BoolIfExists": {MFA: "false"}}, []),
        (ACCOUNT, "sts:AssumeRole", {"BoolIfExists": {MFA: "false"}}, []),
    ],
)  # fmt: skip
def test_denies(principal, action, condition, expected):
    allowed = {
        "Effect": "Allow",
        "Principal": SAML,
        "Action": "sts:AssumeRoleWithSAML",
        "Condition": {"StringEquals": {"saml:aud": "https://signin.aws.amazon.com/saml"}},
    }
    denied = {"Effect": "Deny", "Principal": principal, "Action": action, "Condition": condition}
    text = json.dumps({"Version": "2012-10-17", "Statement": [allowed, denied]})
    found = found_in(text, kind=Kind.TRUST)
    assert [d.code.name for d in found if d.code.name in NAMES] == expected
