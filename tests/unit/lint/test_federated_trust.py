"""Tokens of identity providers: whom a trust policy lets in, and what must not alarm."""

from __future__ import annotations

import json

import pytest

from rolec.lint.policies import audience, github_subject, oidc
from rolec.policy.policy_text import Kind
from support.lint import found_in

NAMES = {lint.name for module in (audience, github_subject, oidc) for lint in module.FAMILY.lints}
WEB = "sts:AssumeRoleWithWebIdentity"
GITHUB = "token.actions.githubusercontent.com"
EKS = "oidc.eks.eu-west-1.amazonaws.com/id/ABC"
OPEN = "open-github-subject"
ANYBODY = "any-github-repository"
WITHOUT_IDS = "github-pattern-without-ids"


def names(host, conditions, *, action=WEB, effect="Allow"):
    arn = f"arn:aws:iam::111122223333:oidc-provider/{host}"
    principal = host if host.endswith((".google.com", ".amazon.com")) else arn
    statement = {
        "Effect": effect,
        "Principal": {"Federated": principal},
        "Action": action,
        "Condition": {
            operator: {key.replace("HOST", host): value for key, value in keys.items()}
            for operator, keys in conditions.items()
        },
    }
    text = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    return [d.code.name for d in found_in(text, kind=Kind.TRUST) if d.code.name in NAMES]


SECURE = {"Bool": {"aws:SecureTransport": "true"}}
AUDIENCE = {"StringEquals": {"HOST:aud": "x"}}
NO_CONDITION = "identity-provider-without-condition"
DEMANDED = "shared-provider-without-its-claim"
ANY_SUBJECT = "any-subject-of-provider"


@pytest.mark.parametrize(
    ("host", "conditions", "expected"),
    [
        ("idp.example.com", SECURE, [NO_CONDITION]),
        ("idp.example.com", AUDIENCE, [ANY_SUBJECT]),
        ("idp.example.com", {"StringEquals": {"HOST:aud": "x", "host:SUB": "a"}}, [ANY_SUBJECT]),
        ("idp.example.com", {"StringEquals": {"IDP.example.com:Sub": "a"}}, []),
        ("idp.example.com", {"StringEquals": {"HOST:email": "a@b.example"}}, []),
        ("idp.example.com", {"StringLike": {"HOST:sub": "*"}}, [ANY_SUBJECT]),
        ("idp.example.com", {"StringNotEquals": {"HOST:sub": "a"}}, [ANY_SUBJECT]),
        ("idp.example.com", {"StringEqualsIfExists": {"HOST:sub": "a"}}, [ANY_SUBJECT]),
        ("idp.example.com", {"Bool": {"sts:RoleAuthorizedByIdp": "true"}}, []),
        ("idp.example.com", {**AUDIENCE, "StringLike": {"aws:RequestTag/team": "a"}}, []),
        (EKS, {"StringLike": {"HOST:sub": "system:serviceaccount:payments:*"}}, []),
        ("accounts.google.com", AUDIENCE, []),
        ("accounts.google.com", {"StringLike": {"HOST:aud": "1"}}, [DEMANDED]),
        ("www.amazon.com", {"StringEquals": {"HOST:app_id": "amzn1"}}, []),
        ("gitlab.com", {"StringLike": {"HOST:sub": "project_path:acme/*"}}, []),
        ("gitlab.com", {"StringLike": {"HOST:sub": "*"}}, [DEMANDED]),
        ("gitlab.com", {"StringEquals": {"HOST:sub": ""}}, [DEMANDED]),
        ("gitlab.com", SECURE, [NO_CONDITION, DEMANDED]),
        ("gitlab.com", {"StringEquals": {"HOST:sub": "*x"}}, []),
        ("idp.example.com", {"StringEquals": {"HOST:sub": "*x"}}, []),
        ("idp.example.com", {"NoSuchOperator": {"HOST:sub": "x"}}, [ANY_SUBJECT]),
        ("gitlab.com", {"StringNotEquals": {"HOST:sub": "x"}}, [DEMANDED]),
        ("gitlab.com", {"StringEqualsIfExists": {"HOST:sub": "x"}}, [DEMANDED]),
        ("gitlab.com", {"NoSuchOperator": {"HOST:sub": "x"}}, [DEMANDED]),
        ("oidc.vercel.com", AUDIENCE, []),
        (GITHUB, AUDIENCE, [ANYBODY]),
        (GITHUB, {"StringLike": {"HOST:sub": "?*", "HOST:repository_owner_id": "1"}}, [OPEN]),
        (
            GITHUB,
            {"StringLike": {"HOST:sub": "repo:*", "HOST:job_workflow_ref": "acme/a/b@c"}},
            [OPEN],
        ),
        (
            GITHUB,
            {"StringLike": {"HOST:sub": "repo:*"}, "StringEquals": {"HOST:ref": "x"}},
            [ANYBODY],
        ),
        (
            GITHUB,
            {"StringLike": {"HOST:sub": "repo:*"}, "StringEquals": {"HOST:sub": "x"}},
            [OPEN],
        ),
        (GITHUB, {"StringEquals": {"HOST:job_workflow_ref": "acme/web/x.yml@main"}}, []),
        (f"{GITHUB}/acme", AUDIENCE, [ANYBODY]),
        (f"{GITHUB}/acme", {"StringLike": {"HOST:sub": "repo:*"}}, [OPEN]),
        ("token.actions.acme.ghe.com", AUDIENCE, [ANY_SUBJECT]),
    ],
)
def test_who_is_let_in(host, conditions, expected):
    assert names(host, conditions) == expected


def test_only_what_lets_in_is_judged():
    assert names("idp.example.com", SECURE, effect="Deny") == []
    assert names("idp.example.com", SECURE, action="sts:TagSession") == []
    assert names("idp.example.com", SECURE, action="sts:*") == [NO_CONDITION]
    assert names("idp.example.com", SECURE, action=None) == []


def test_a_provider_of_saml_has_no_issuer():
    saml = {
        "Effect": "Allow",
        "Principal": {"Federated": "arn:aws:iam::111122223333:saml-provider/Okta"},
        "Action": "sts:AssumeRoleWithWebIdentity",
    }
    text = json.dumps({"Version": "2012-10-17", "Statement": saml})
    assert [d for d in found_in(text) if d.code.name in NAMES] == []
    other = {**saml, "NotAction": "sts:TagSession", "Principal": {"Federated": "www.amazon.com"}}
    del other["Action"]
    text = json.dumps({"Version": "2012-10-17", "Statement": other})
    assert [d for d in found_in(text) if d.code.name in NAMES] == []


@pytest.mark.parametrize(
    ("subject", "expected"),
    [
        ("repo:acme/web:ref:refs/heads/main", []),
        ("repo:acme/web:ref:refs/heads/release/*", []),
        ("repo:acme/web:ref:refs/tags/v*-rc?", []),
        ("repo:acme/web:pull_request*", []),
        ("repo:acme/web:environment:prod-?", []),
        ("repo:acme/web:*", [OPEN]),
        ("repo:acme/web:ref:*", [OPEN]),
        ("repo:acme/web:ref:refs/heads/*", [OPEN]),
        ("repo:acme/web:environment:*", [OPEN]),
        ("repo:acme/*", [OPEN, WITHOUT_IDS]),
        ("repo:acme/*:ref:refs/heads/main", [OPEN, WITHOUT_IDS]),
        ("repo:acme@1/*:ref:refs/heads/main", [OPEN]),
        ("repo:acme*", [ANYBODY]),
        ("repo:*", [ANYBODY]),
        ("re*", [ANYBODY]),
        ("?*", [ANYBODY]),
        ("*", [ANYBODY]),
        ("*:ref:refs/heads/main", [ANYBODY]),
        ("repo:*/web:ref:refs/heads/main", [ANYBODY]),
        ("repo:*:ref:refs/heads/main", [ANYBODY]),
        ("repo:acme*/web:*", [ANYBODY]),
        ("repo:ac?e/web:ref:refs/heads/main", [ANYBODY]),
        ("repo:acme@*/web:ref:refs/heads/main", [OPEN]),
        ("?epo:acme/web:ref:refs/heads/main", [OPEN]),
        ("repo:acme?", [OPEN]),
        ("repository_owner:*", []),
        ("repository_owner_id/12*", []),
        ("repo:acme/web", []),
    ],
)
def test_patterns_of_github(subject, expected):
    assert names(GITHUB, {"StringLike": {"HOST:sub": subject}}) == expected


def test_only_patterns_that_let_in_are_judged():
    assert names(GITHUB, {"StringNotLike": {"HOST:sub": "repo:acme/*"}}) == [ANYBODY]
    named = {"HOST:sub": "repo:acme/web:ref:refs/heads/main"}
    assert names(GITHUB, {"StringEquals": named, "Unlike": {"HOST:sub": "repo:acme/*"}}) == []
    assert names(GITHUB, {"StringEquals": named, "StringLike": {"HOST:ref": "repo:acme/*"}}) == []


def test_what_only_terraform_knows_is_no_pattern():
    spec = """
role: writer
trust:
  - statement:
      Effect: Allow
      Principal:
        Federated: arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com
      Action: sts:AssumeRoleWithWebIdentity
      Condition:
        StringLike:
          token.actions.githubusercontent.com:sub:
            - repo:acme/${var.repository}:environment:production
            - repo:acme@1/infra-*:environment:production
permissions: [{managed_policy: ReadOnlyAccess}]
"""
    found = [d for d in found_in(spec) if d.code.name in NAMES]
    assert ["infra" in d.message for d in found] == [True]


def test_a_literal_star_is_no_pattern():
    assert names(GITHUB, {"StringEquals": {"HOST:sub": "repo:acme/*"}}) == []


def test_another_claim_may_say_which_repository_and_which_branch():
    conditions = {
        "StringLike": {"HOST:sub": "repo:acme@1/*"},
        "StringEquals": {"HOST:repository_id": "583231415"},
    }
    assert names(GITHUB, conditions) == []
    conditions = {
        "StringLike": {"HOST:sub": "repo:acme/web:*"},
        "StringEquals": {"HOST:job_workflow_ref": "acme/web/.github/workflows/x.yml@main"},
    }
    assert names(GITHUB, conditions) == []


def test_the_audience_of_saml_is_one_value_too():
    saml = {
        "Effect": "Allow",
        "Principal": {"Federated": "arn:aws:iam::111122223333:saml-provider/Okta"},
        "Action": "sts:AssumeRoleWithSAML",
        "Condition": {
            "ForAnyValue:StringEquals": {"SAML:aud": "https://signin.aws.amazon.com/saml"},
            "ForAllValues:StringEquals": {"saml:AUD": "x", "saml:cn": "y"},
        },
    }
    text = json.dumps({"Version": "2012-10-17", "Statement": saml})
    found = [d.code.name for d in found_in(text) if d.code.name in NAMES]
    assert found == ["any-value-of-audience", "audience-as-set"]


def test_a_claim_whose_issuer_only_terraform_knows_is_not_missed():
    spec = """
role: writer
trust:
  - web_identity: ${var.provider_arn}
    issuer: ${var.issuer}
    audience: sts.amazonaws.com
  - statement:
      Effect: Allow
      Principal:
        Federated: arn:aws:iam::111122223333:oidc-provider/idp.example.com
      Action: sts:AssumeRoleWithWebIdentity
      Condition: {StringEquals: {"${var.issuer}:sub": build}}
  - statement:
      Effect: Allow
      Principal:
        Federated: arn:aws:iam::111122223333:oidc-provider/idp.example.com
      Action: sts:AssumeRoleWithWebIdentity
      Condition: {StringLike: {"idp.example.com:sub": "${var.subject}"}}
permissions: [{managed_policy: ReadOnlyAccess}]
"""
    assert [d.code.name for d in found_in(spec) if d.code.name in NAMES] == []
