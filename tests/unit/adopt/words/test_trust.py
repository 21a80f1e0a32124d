"""Trust policies as people write them, in the words of a spec; each is proved by compiling it."""

from __future__ import annotations

import pytest

from rolec.adopt.found import FoundRole, Place
from rolec.adopt.statement_words import statements_of
from rolec.adopt.words.spec import Known, Literal, role_fields
from rolec.adopt.words.trust import Accounts, trust_words
from rolec.adopt.yaml_text import yaml_text
from rolec.driver.adopt.proof import Status
from rolec.driver.adopt.prove_adopted import prove

OWN, OTHER = "111122223333", "444455556666"
GITHUB = "token.actions.githubusercontent.com"
EKS = "oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE"
AUDIENCE = {f"{GITHUB}:aud": "sts.amazonaws.com"}

PODS = {"Service": "pods.eks.amazonaws.com"}
TAGGED = ["sts:AssumeRole", "sts:TagSession"]


def by(principal, action="sts:AssumeRole", condition=None, **more):
    element = {"Effect": "Allow", "Principal": principal, "Action": action, **more}
    return element | ({"Condition": condition} if condition else {})


def web(host, condition, account=OWN):
    provider = {"Federated": f"arn:aws:iam::{account}:oidc-provider/{host}"}
    return by(provider, "sts:AssumeRoleWithWebIdentity", condition)


CASES = {
    "a service": (by({"Service": "ec2.amazonaws.com"}), {"aws_service": "ec2"}),
    "several services, for an account": (
        by(
            {"Service": ["sns.amazonaws.com", "sqs.amazonaws.com"]},
            condition={"StringEquals": {"aws:SourceAccount": OWN}},
        ),
        {"aws_service": ("sns", "sqs"), "source_account": OWN},
    ),
    "a service that passes session tags": (
        by({"Service": "lambda.amazonaws.com"}, ["sts:AssumeRole", "sts:TagSession"]),
        {"aws_service": "lambda", "session_tags": True},
    ),
    "a service that Terraform knows": (
        by({"Service": "states.${var.region}.amazonaws.com"}),
        {"aws_service": "states.${var.region}.amazonaws.com"},
    ),
    "a service with a suffix that Terraform knows, and another": (
        by({"Service": ["ec2.${var.suffix}", "lambda.amazonaws.com"]}),
        {"aws_service": ("ec2.${var.suffix}", "lambda")},
    ),
    "any pod": (by(PODS, TAGGED), {"eks_pod_identity": "*/*"}),
    "pods of a cluster": (
        by(
            PODS,
            TAGGED,
            {
                "StringEquals": {
                    "aws:RequestTag/kubernetes-namespace": "shop",
                    "aws:RequestTag/eks-cluster-name": "live",
                    "aws:SourceAccount": OWN,
                },
                "StringLike": {"aws:RequestTag/kubernetes-service-account": ["a*", "b"]},
            },
        ),
        {
            "eks_pod_identity": ("shop/a*", "shop/b"),
            "cluster": "live",
            "when": {"StringEquals": {"aws:SourceAccount": OWN}},
        },
    ),
    "an account that Terraform knows": (
        by(
            {"AWS": "arn:aws:iam::${var.account_id}:root"},
            condition={
                "StringEquals": {"sts:ExternalId": "abc-123"},
                "Bool": {"aws:MultiFactorAuthPresent": "true"},
            },
        ),
        {"aws_account": "${var.account_id}", "external_id": "abc-123", "mfa": True},
    ),
    "a role in an account that Terraform knows": (
        by({"AWS": "arn:aws:iam::${var.account_id}:role/${var.name}-ci"}),
        {"aws_account": "${var.account_id}", "roles": "${var.name}-ci"},
    ),
    "an account": (by({"AWS": f"arn:aws:iam::{OTHER}:root"}), {"aws_account": "vendor"}),
    "an account by its id": (by({"AWS": OTHER}), {"aws_account": "vendor"}),
    "an external id": (
        by({"AWS": "999988887777"}, condition={"StringEquals": {"sts:ExternalId": "abc-123"}}),
        {"aws_account": "999988887777", "external_id": "abc-123"},
    ),
    "a role and MFA": (
        by(
            {"AWS": f"arn:aws:iam::{OTHER}:role/ci/deploy"},
            condition={
                "Bool": {"aws:MultiFactorAuthPresent": True},
                "NumericLessThan": {"aws:MultiFactorAuthAge": 3600},
            },
        ),
        {"aws_account": "vendor", "roles": "ci/deploy", "mfa": {"max_age": "1h"}},
    ),
    "a branch of GitHub": (
        web(
            GITHUB,
            {
                "StringEquals": {**AUDIENCE, f"{GITHUB}:sub": "repo:acme/web:ref:refs/heads/main"},
            },
        ),
        {"github_actions": "acme/web", "branches": "main"},
    ),
    "environments of GitHub": (
        web(
            GITHUB,
            {
                "StringEquals": AUDIENCE,
                "StringLike": {
                    f"{GITHUB}:sub": [
                        "repo:acme/web:environment:live-*",
                        "repo:acme/web:environment:test",
                    ]
                },
            },
        ),
        {"github_actions": "acme/web", "environments": ("live-*", "test")},
    ),
    "any job of GitHub": (
        web(
            GITHUB, {"StringEquals": AUDIENCE, "StringLike": {f"{GITHUB}:sub": "repo:acme/web:*"}}
        ),
        {"github_actions": "acme/web", "any_job": True},
    ),
    "GitHub by a provider of Terraform": (
        by(
            {"Federated": "${var.github_arn}"},
            "sts:AssumeRoleWithWebIdentity",
            {"StringEquals": AUDIENCE, "StringLike": {f"{GITHUB}:sub": "repo:acme/web:*"}},
        ),
        {
            "github_actions": "acme/web",
            "any_job": True,
            "provider": "${var.github_arn}",
            "issuer": GITHUB,
        },
    ),
    "a service account of Kubernetes": (
        web(
            EKS,
            {
                "StringEquals": {
                    f"{EKS}:aud": "sts.amazonaws.com",
                    f"{EKS}:sub": "system:serviceaccount:payments:api",
                }
            },
        ),
        {"kubernetes_service_account": "payments/api", "provider": EKS},
    ),
    "a service account by a provider and an issuer of Terraform": (
        by(
            {"Federated": "${var.provider_arn}"},
            "sts:AssumeRoleWithWebIdentity",
            {
                "StringEquals": {
                    "${var.issuer}:aud": "sts.amazonaws.com",
                    "${var.issuer}:sub": "system:serviceaccount:payments:api",
                }
            },
        ),
        {
            "kubernetes_service_account": "payments/api",
            "provider": "${var.provider_arn}",
            "issuer": "${var.issuer}",
        },
    ),
    "Cognito, as its documentation has it": (
        by(
            {"Federated": "cognito-identity.amazonaws.com"},
            "sts:AssumeRoleWithWebIdentity",
            {
                "StringEquals": {"cognito-identity.amazonaws.com:aud": "eu-west-1:pool"},
                "ForAnyValue:StringLike": {"cognito-identity.amazonaws.com:amr": "authenticated"},
            },
        ),
        {
            "web_identity": "cognito",
            "audience": "eu-west-1:pool",
            "when": {
                "ForAnyValue:StringLike": {"cognito-identity.amazonaws.com:amr": "authenticated"}
            },
        },
    ),
    "SAML of an account that is not known": (
        by(
            {"Federated": "arn:aws:iam::${var.account_id}:saml-provider/Okta"},
            "sts:AssumeRoleWithSAML",
            {"StringEquals": {"SAML:aud": "https://signin.aws.amazon.com/saml"}},
        ),
        {"saml": "arn:aws:iam::${var.account_id}:saml-provider/Okta"},
    ),
    "SAML of another account": (
        by(
            {"Federated": f"arn:aws:iam::{OTHER}:saml-provider/Okta"},
            "sts:AssumeRoleWithSAML",
            {"StringEquals": {"SAML:aud": "https://signin.aws.amazon.com/saml"}},
        ),
        {"saml": f"arn:aws:iam::{OTHER}:saml-provider/Okta"},
    ),
    "an issuer by a provider of Terraform": (
        by(
            {"Federated": "arn:aws:iam::${var.account_id}:oidc-provider/idp.acme.example"},
            "sts:AssumeRoleWithWebIdentity",
            {
                "StringEquals": {
                    "idp.acme.example:aud": "web",
                    "idp.acme.example:sub": "${var.x}",
                }
            },
        ),
        {
            "web_identity": "arn:aws:iam::${var.account_id}:oidc-provider/idp.acme.example",
            "audience": "web",
            "subject": "${var.x}",
            "issuer": "idp.acme.example",
        },
    ),
    "repositories that only Terraform knows": (
        web(
            GITHUB,
            {"StringEquals": AUDIENCE, "StringLike": {f"{GITHUB}:sub": "repo:${var.repo}:*"}},
        ),
        {
            "web_identity": GITHUB,
            "audience": "sts.amazonaws.com",
            "subject": "repo:${var.repo}:*",
        },
    ),
    "SAML": (
        by(
            {"Federated": f"arn:aws:iam::{OWN}:saml-provider/Okta"},
            "sts:AssumeRoleWithSAML",
            {"StringEquals": {"SAML:aud": "https://signin.aws.amazon.com/saml"}},
        ),
        {"saml": "Okta"},
    ),
    "a Sid and what has no field": (
        by(
            {"Service": "lambda.amazonaws.com"},
            Sid="Own",
            condition={"StringLike": {"aws:PrincipalTag/team": "a*"}},
        ),
        {
            "aws_service": "lambda",
            "when": {"StringLike": {"aws:PrincipalTag/team": "a*"}},
            "sid": "Own",
        },
    ),
    "an organization": (
        by({"AWS": "*"}, condition={"StringEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}}),
        {"organization": "o-a1b2c3d4e5"},
    ),
    "roles of organizations, everybody written as a text": (
        by(
            "*",
            ["sts:AssumeRole", "sts:TagSession"],
            {
                "StringEquals": {"aws:principalorgid": ["o-a1b2c3d4e5", "o-zzzzzzzzzz"]},
                "ArnLike": {
                    "aws:PrincipalArn": ["arn:aws:iam::*:role/ci/*", "arn:aws:iam::*:role/web"]
                },
                "Bool": {"aws:ViaAWSService": "false"},
            },
        ),
        {
            "organization": ("o-a1b2c3d4e5", "o-zzzzzzzzzz"),
            "roles": ("ci/*", "web"),
            "session_tags": True,
            "when": {"Bool": {"aws:ViaAWSService": "false"}},
        },
    ),
    "GitHub by the provider of another account": (
        web(
            GITHUB,
            {"StringEquals": AUDIENCE, "StringLike": {f"{GITHUB}:sub": "repo:acme/web:*"}},
            OTHER,
        ),
        {
            "github_actions": "acme/web",
            "any_job": True,
            "provider": f"arn:aws:iam::{OTHER}:oidc-provider/{GITHUB}",
        },
    ),
    "pods of a cluster by the provider of another account": (
        web(
            EKS,
            {
                "StringEquals": {
                    f"{EKS}:sub": "system:serviceaccount:web:api",
                    f"{EKS}:aud": "sts.amazonaws.com",
                }
            },
            OTHER,
        ),
        {
            "kubernetes_service_account": "web/api",
            "provider": f"arn:aws:iam::{OTHER}:oidc-provider/{EKS}",
        },
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_the_kind_that_fits_is_found_and_means_the_same(case):
    statement, entry = CASES[case]
    document = {"Version": "2012-10-17", "Statement": [statement]}
    accounts = Accounts({OTHER: "vendor", OWN: "self"}, {})
    assert trust_words(document, accounts) == [entry]
    assert _proof(document, accounts).status in {Status.EQUAL, Status.EQUAL_IN_ACCESS}


NEW = {
    "pods of any namespace by StringLike without a wildcard": by(
        PODS, TAGGED, {"StringLike": {"aws:RequestTag/kubernetes-namespace": "shop"}}
    ),
    "pods of a cluster by its ARN": by(
        PODS,
        TAGGED,
        {
            "ArnEquals": {
                "aws:RequestTag/eks-cluster-arn": f"arn:aws:eks:eu-west-1:{OWN}:cluster/a"
            }
        },
    ),
    "pods of two namespaces": by(
        PODS,
        TAGGED,
        {"StringEquals": {"aws:RequestTag/kubernetes-namespace": ["shop", "mail"]}},
    ),
}


@pytest.mark.parametrize("case", NEW)
def test_pods_are_written_so_that_nothing_changes(case):
    document = {"Version": "2012-10-17", "Statement": [NEW[case]]}
    accounts = Accounts({}, {})
    (entry,) = trust_words(document, accounts)
    assert "eks_pod_identity" in entry
    assert _proof(document, accounts).status is Status.EQUAL


def test_a_text_of_terraform_that_may_have_wildcards_keeps_its_operator():
    condition = {"StringLike": {f"{EKS}:aud": "${var.x}", f"{EKS}:sub": "a-*"}}
    (entry,) = trust_words({"Statement": web(EKS, condition)}, Accounts({OWN: "self"}, {}))
    when = {"StringLike": {f"{EKS}:aud": "${var.x}"}}
    assert entry == {"web_identity": EKS, "subject": "a-*", "when": when}


LITERAL = {
    "a deny": by({"AWS": "*"}) | {"Effect": "Deny"},
    "everybody": by({"AWS": "*"}),
    "everybody with an external id": by(
        "*", condition={"StringEquals": {"sts:ExternalId": "o-a1b2c3d4e5"}}
    ),
    "an organization that only a plan knows": by(
        {"AWS": "*"}, condition={"StringEquals": {"aws:PrincipalOrgID": "${var.organization}"}}
    ),
    "organizations by a pattern": by(
        {"AWS": "*"}, condition={"StringLike": {"aws:PrincipalOrgID": "o-*"}}
    ),
    "an audience that is compared otherwise": web(
        GITHUB,
        {
            "StringLike": {
                f"{GITHUB}:sub": "repo:acme/*:job:x",
                f"{GITHUB}:aud": "sts.amazonaws.com",
            }
        },
    ),
    "principals of several types": by({"AWS": OTHER, "Service": "ec2.amazonaws.com"}),
    "a tag of a session alone": by({"AWS": "111122223333"}) | {"Action": ["sts:TagSession"]},
    "all but one": {"Effect": "Allow", "NotPrincipal": {"AWS": OTHER}, "Action": "sts:AssumeRole"},
}


@pytest.mark.parametrize("case", LITERAL)
def test_what_has_no_kind_is_the_statement_itself(case):
    document = {"Version": "2012-10-17", "Statement": LITERAL[case]}
    (entry,) = trust_words(document, Accounts({}, {}))
    assert list(entry) == ["statement"]


def test_what_would_not_mean_the_same_is_told_by_number():
    good = by({"Service": "ec2.amazonaws.com"})
    odd = web(GITHUB, {"StringLike": {f"{GITHUB}:sub": "repo:acme/web:ref:refs/heads/main"}})
    document = {"Version": "2012-10-17", "Statement": [good, odd]}
    proof = _proof(document, Accounts({}, {}))
    assert (proof.status, proof.trust) == (Status.NOT_ADOPTED, frozenset({1}))


def _proof(document, accounts):
    role = FoundRole(name="web", trust=document, place=Place("x"), account=OWN)
    known = Known(accounts=accounts, policies={}, of_aws=frozenset())
    settings = (
        "language: 1\n"
        f'accounts: {{own: {{id: "{OWN}"}}, vendor: {{id: "{OTHER}", owned: false}}}}\n'
    )
    spec = yaml_text(role_fields(role, known, Literal()))
    files = {"rolec.yaml": settings, "roles/web.yaml": spec}
    (proof,) = prove(files, {f"{OWN}/web": role}, {}, {}).roles.values()
    assert statements_of(document)
    return proof
