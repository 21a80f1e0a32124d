"""Subjects that GitHub writes into no token, and those that it may write."""

from __future__ import annotations

import json

import pytest

from rolec.policy.policy_text import Kind
from support.lint import found_in

HOST = "token.actions.githubusercontent.com"


def helps(subject: str, operator: str = "StringLike") -> list:
    statement = {
        "Effect": "Allow",
        "Principal": {"Federated": f"arn:aws:iam::111122223333:oidc-provider/{HOST}"},
        "Action": "sts:AssumeRoleWithWebIdentity",
        "Condition": {operator: {f"{HOST}:sub": subject}},
    }
    text = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    found = found_in(text, kind=Kind.TRUST)
    return [d.help for d in found if d.code.name == "github-subject-of-no-job"]


@pytest.mark.parametrize(
    "subject",
    [
        "repo:acme/web:ref:refs/heads/main",
        "repo:acme/web:ref:refs/heads/release/*",
        "repo:acme/web:ref:refs/tags/v*",
        "repo:acme/web:ref:*",
        "repo:acme/web:ref:re*",
        "repo:acme/web:environment:production",
        "repo:acme/web:environment:*",
        "repo:acme/web:pull_request",
        "repo:acme/web:pull*",
        "repo:acme/web:*",
        "repo:acme/*",
        "repo:acme/*:main",
        "repo:acme/web",
        "repo:acme@1/web@2:ref:refs/heads/main",
        "repo:acme/web:job_workflow_ref:acme/flows/.github/workflows/a.yml@refs/heads/main",
        "repository_owner:acme:repository_visibility:private",
        "repo:acme/web:pull_request:job_workflow_ref:acme/a",
        "*",
    ],
)
def test_a_subject_that_a_job_may_have(subject):
    assert helps(subject) == []


@pytest.mark.parametrize(
    ("subject", "helped"),
    [
        ("repo:acme/web:ref:main", "write `ref:refs/heads/main` for a branch"),
        ("repo:acme/web:ref:heads/*", "write `ref:refs/heads/*` for a branch"),
        ("repo:acme/web:main", "write `pull_request`, or `ref:refs/heads/main` for a branch"),
        ("repo:acme/web:pull-request",
         "write `pull_request`, or `ref:refs/heads/pull-request` for a branch"),
        ("acme/web:ref:refs/heads/main", "begin it with `repo:`"),
    ],
)  # fmt: skip
def test_a_subject_that_no_job_has(subject, helped):
    assert helps(subject) == [helped]


def test_without_wildcards_a_star_is_a_star():
    assert helps("repo:acme/web:ref:*", "StringEquals") == [
        "write `ref:refs/heads/*` for a branch"
    ]
