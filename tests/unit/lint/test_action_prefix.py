"""Actions that do not have the form `service:Name`: each is told once, and by one lint."""

from __future__ import annotations

import json

import pytest

from rolec.policy.policy_text import Kind
from support.lint import found_in


def found(action, kind=Kind.IDENTITY, version="2012-10-17"):
    identity = {"Resource": "*"}
    trust = {"Principal": {"AWS": "111122223333"}}
    statement = {
        "Effect": "Allow",
        "Action": action,
        **(trust if kind is Kind.TRUST else identity),
    }
    text = json.dumps({"Version": version, "Statement": statement})
    return [d for d in found_in(text, kind=kind) if d.level == "error"]


@pytest.mark.parametrize(
    ("action", "name", "help_"),
    [
        ("ListBucket", "action-without-service", "write `SERVICE:ListBucket`"),
        ("**", "action-without-service", "write `*` for every action"),
        ("", "action-without-service", "write one such as `s3:GetObject`"),
        ("s3:List:Bucket", "malformed-action", "write `SERVICE:NAME`"),
        ("s3:*:*", "malformed-action", "write `SERVICE:NAME`"),
        (
            "s_3:ListBucket",
            "malformed-action",
            "write it with letters, digits, dots and hyphens alone",
        ),
        (
            ":ListBucket",
            "malformed-action",
            "write it with letters, digits, dots and hyphens alone",
        ),
        (
            "ec*:DescribeTags",
            "pattern-for-services",
            "write a prefix for each service, or `*` for every action",
        ),
        ("no*such:X", "unknown-service-in-action", None),
        ("${aws:username}:x", "variable-where-none-is-read", None),
        ("s3:${aws:username}", "variable-where-none-is-read", None),
    ],
)
def test_what_is_no_action_is_told_once(action, name, help_):
    errors = [d for d in found(action) if d.code.name != "pattern-for-services" or help_]
    assert [d.code.name for d in errors] == [name]
    assert help_ is None or errors[0].help == help_


@pytest.mark.parametrize("action", ["*", "*:*", "*:DescribeTags", "s3:*", "S3:listbucket"])
def test_actions_that_iam_takes(action):
    assert found(action) == []


@pytest.mark.parametrize(
    ("action", "names"),
    [
        ("AssumeRole", ["foreign-action-in-trust"]),
        ("sts:Assume:Role", ["foreign-action-in-trust"]),
        ("st*:AssumeRole", ["pattern-for-services"]),
        ("**", ["action-without-service"]),
        ("sts:*", []),
    ],
)
def test_what_a_trust_policy_lists_is_told_as_that(action, names):
    assert [d.code.name for d in found(action, Kind.TRUST)] == names


def test_iam_takes_a_trust_policy_of_the_old_version():
    assert found("sts:AssumeRole", Kind.TRUST, "2008-10-17") == []
    old = found("s3:ListBucket", Kind.IDENTITY, "2008-10-17")
    assert [d.code.name for d in old] == ["old-version-in-identity-policy"]
