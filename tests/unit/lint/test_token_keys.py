"""Condition keys that come from tokens and assertions: their number of values, and their names."""

from __future__ import annotations

import json

import pytest

from rolec.policy.policy_text import Kind
from support.lint import found_in

GITHUB = "token.actions.githubusercontent.com"
NAMES = {
    "many-values-without-qualifier",
    "for-all-values-of-one",
    "unknown-key-of-service",
    "operator-of-another-type",
}
MANY, ONE, UNKNOWN = (
    "many-values-without-qualifier",
    "for-all-values-of-one",
    "unknown-key-of-service",
)


def found(operator: str, key: str) -> list:
    statement = {
        "Effect": "Allow",
        "Principal": {"Federated": "arn:aws:iam::111122223333:saml-provider/adfs"},
        "Action": "sts:AssumeRoleWithSAML",
        "Condition": {operator: {key: "x"}},
    }
    text = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    return [d for d in found_in(text, kind=Kind.TRUST) if d.code.name in NAMES]


@pytest.mark.parametrize(
    ("operator", "key", "expected"),
    [
        *[
            ("StringEquals", f"SAML:{name}", [MANY])
            for name in (
                "commonName", "givenName", "mail", "name", "organizationStatus", "primaryGroupSID",
                "surname", "uid", "x500UniqueIdentifier", "edupersonaffiliation", "cn",
            )
        ],
        ("StringEquals", "saml:eduPersonOrgDN", []),
        ("ForAllValues:StringEquals", "saml:edupersonorgdn", [ONE]),
        ("StringLike", "cognito-identity.amazonaws.com:amr", [MANY]),
        ("ForAnyValue:StringLike", "cognito-identity.amazonaws.com:amr", []),
        ("ForAnyValue:StringEquals", "saml:mail", []),
        ("StringEquals", "saml:iss", []),
        ("Null", "saml:mail", []),
        ("ForAllValues:StringEquals", "saml:iss", [ONE]),
        ("ForAllValues:StringLike", f"{GITHUB}:sub", [ONE]),
        ("ForAllValues:StringLike", f"{GITHUB}:aud", []),
        ("ForAnyValue:StringLike", f"{GITHUB}:sub", []),
        ("StringLike", f"{GITHUB}:SUB", []),
        ("StringLike", f"{GITHUB}:repositry", [UNKNOWN]),
        ("StringEquals", f"{GITHUB}/acme:event_name", [UNKNOWN]),
        ("StringEquals", "saml:groups", [UNKNOWN]),
        ("StringEquals", "gitlab.com:sub", []),
        ("StringEquals", "oidc.circleci.com/org/1:oidc.circleci.com/project-id", []),
        ("NumericEquals", "accounts.google.com:google/organization_number", []),
        ("ForAllValues:StringEquals", "idp.example.com:sub", []),
        ("StringEquals", "idp.example.com:amr", []),
        ("StringEquals", "idp.example.com:groups", []),
        ("StringEquals", "idcs-1.identity.oraclecloud.com:rpst_id", []),
        ("StringEquals", "agent.acme.buildkite.dev:pipeline_id", []),
    ],
)  # fmt: skip
def test_keys_of_tokens(operator, key, expected):
    assert [d.code.name for d in found(operator, key)] == expected


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("s33:prefix", "did you mean `s3:prefix`?"),
        ("kmss:ViaService", "did you mean `kms:ViaService`?"),
        ("EC3:ResourceTag/x", "see the service's page of the authorization reference"),
    ],
)
def test_a_prefix_that_no_service_has(key, expected):
    (only,) = found("StringEquals", key)
    assert only.code.name == UNKNOWN
    assert only.help == expected


@pytest.mark.parametrize(
    "key",
    ["catalog:ChangeType", "codestar:x", "kms:viaservice", "aws:nothing", "localhost:8443/x:sub"],
)
def test_a_prefix_that_some_service_has(key):
    assert not [d for d in found("StringEquals", key) if "prefix" in d.message]


def test_the_nearest_claim_is_told():
    (only,) = found("StringLike", f"{GITHUB}:repositry")
    assert only.help == f"did you mean `{GITHUB}:repository`?"
