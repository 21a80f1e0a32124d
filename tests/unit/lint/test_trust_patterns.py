"""Patterns of trust that take in more than they seem to: branches, and actions of STS."""

from __future__ import annotations

import json

import pytest

from rolec.policy.policy_text import Kind
from support.lint import found_in

GITHUB = "token.actions.githubusercontent.com"
BRANCHES, TAGS = "pattern-for-default-branch", "pattern-that-lets-tags-pass"


def names(statement: dict) -> list[str]:
    text = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    found = [d.code.name for d in found_in(text, kind=Kind.TRUST)]
    return [name for name in found if name in {BRANCHES, TAGS}]


@pytest.mark.parametrize(
    ("operator", "claim", "value", "expected"),
    [
        ("StringLike", "sub", "repo:acme/web:ref:refs/heads/main*", [BRANCHES]),
        ("StringLike", "sub", "repo:acme/web:ref:refs/heads/master?", [BRANCHES]),
        ("StringLike", "ref", "refs/heads/main*", [BRANCHES]),
        ("StringLike", "job_workflow_ref", "acme/x/.github/workflows/d.yml@refs/heads/main*", [BRANCHES]),
        ("StringLike", "sub", "repo:acme/web:ref:refs/heads/main", []),
        ("StringLike", "sub", "repo:acme/web:ref:refs/heads/main/*", []),
        ("StringLike", "sub", "repo:acme/web:ref:refs/heads/release*", []),
        ("StringLike", "sub", "repo:acme/web:ref:refs/heads/*", []),
        ("StringEquals", "sub", "repo:acme/web:ref:refs/heads/main*", []),
        ("StringNotLike", "sub", "repo:acme/web:ref:refs/heads/main*", []),
    ],
)  # fmt: skip
def test_patterns_of_branches(operator, claim, value, expected):
    statement = {
        "Effect": "Allow",
        "Principal": {"Federated": f"arn:aws:iam::111122223333:oidc-provider/{GITHUB}"},
        "Action": "sts:AssumeRoleWithWebIdentity",
        "Condition": {operator: {f"{GITHUB}:{claim}": value}},
    }
    assert names(statement) == expected


@pytest.mark.parametrize(
    ("effect", "action", "expected"),
    [
        ("Allow", "sts:*", [TAGS]),
        ("Allow", "*", [TAGS]),
        ("Allow", "STS:T*", [TAGS]),
        ("Allow", "sts:Assume*", []),
        ("Allow", "sts:TagSession", []),
        ("Deny", "sts:*", []),
    ],
)
def test_patterns_of_actions(effect, action, expected):
    principal = {"AWS": "arn:aws:iam::111122223333:role/ci"}
    assert names({"Effect": effect, "Principal": principal, "Action": action}) == expected
