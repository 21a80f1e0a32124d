"""Passing roles and making service-linked ones: what is all roles, and what limits it."""

from __future__ import annotations

import json

import pytest

from rolec.ir.module import Account
from rolec.lint.example import policy
from rolec.lint.facts import Facts
from support.lint import found_in


def _names(statement: dict, facts: Facts | None = None) -> list[str]:
    text = policy(json.dumps({"Effect": "Allow", **statement}))
    found = (d for d in found_in(text, facts) if d.code.id.startswith(("L070", "L071")))
    return [d.code.name for d in found]


PASS = {"Action": "iam:PassRole"}
ALL = "pass-role-on-all-roles"
NOT = "pass-role-on-not-resource"


@pytest.mark.parametrize(
    ("resource", "expected"),
    [
        ("*", [ALL]),
        ("arn:*", [ALL]),
        ("arn:aws:iam::*", [ALL]),
        ("arn:aws:iam::*:role/*", [ALL]),
        ("arn:*:iam::111122223333:*", [ALL]),
        ("arn:aws-cn:iam::111122223333:role*", [ALL]),
        (["arn:aws:iam::111122223333:role/a", "arn:aws:iam::111122223333:role/*"], [ALL]),
        ("arn:aws:iam::111122223333:role/app-*", []),
        ("arn:aws:iam::*:role/service-role/*", []),
        ("arn:aws:iam::*:role/*-reader", []),
        ("arn:aws:s3:::*", []),
        ("*:role/x", []),
    ],
)
def test_what_is_all_roles(resource, expected):
    assert _names({**PASS, "Resource": resource}) == expected


@pytest.mark.parametrize("action", ["IAM:passrole", ["iam:*", "iam:PassRole"]])
def test_a_name_goes_before_a_pattern(action):
    assert ALL in _names({"Action": action, "Resource": "*"})


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ({"StringEquals": {"iam:PassedToService": "ec2.amazonaws.com"}}, []),
        ({"ForAnyValue:StringLike": {"IAM:passedtoservice": "ec2*"}}, []),
        ({"StringEquals": {"aws:RequestedRegion": "eu-west-1"}}, [ALL]),
        ({"StringNotEquals": {"iam:PassedToService": "ec2.amazonaws.com"}}, [ALL]),
        ({"StringEqualsIfExists": {"iam:PassedToService": "ec2.amazonaws.com"}}, [ALL]),
        ({"ForAllValues:StringEquals": {"iam:PassedToService": "ec2.amazonaws.com"}}, [ALL]),
        ({"Null": {"iam:PassedToService": "false"}}, [ALL]),
    ],
)
def test_only_a_condition_that_asks_for_a_service_limits(condition, expected):
    assert _names({**PASS, "Resource": "*", "Condition": condition}) == expected


@pytest.mark.parametrize(
    ("excluded", "expected"),
    [
        ("arn:aws:s3:::photos/*", [NOT]),
        ("arn:aws:iam::*:role/admin-*", [NOT]),
        ("arn:aws:iam::*:role/*", []),
        ("arn:aws:iam::111122223333:role/*", []),
        ("arn:aws:iam::444455556666:role/*", [NOT]),
        (["arn:aws:s3:::photos/*", "arn:aws:iam::*"], []),
    ],
)
def test_what_excludes_all_roles_leaves_none(excluded, expected):
    ours = Facts(account=Account(id="111122223333"))
    assert _names({**PASS, "NotResource": excluded}, ours) == expected


def test_a_deny_gives_nothing():
    assert _names({"Effect": "Deny", "Action": "*", "Resource": "*"}) == []


def test_service_linked_roles_have_a_path_of_their_own():
    make = {"Action": "iam:CreateServiceLinkedRole"}
    all_services = "arn:aws:iam::*:role/aws-service-role/*"
    one = "arn:aws:iam::*:role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS*"
    limit = {"StringLike": {"iam:AWSServiceName": "ecs.amazonaws.com"}}
    assert _names({**make, "Resource": all_services}) == ["service-linked-role-on-all-roles"]
    assert _names({**make, "Resource": one}) == []
    assert _names({**make, "Resource": "*", "Condition": limit}) == []
    assert _names({**PASS, "Resource": all_services}) == []


SPEC = """
role: deployer
trust: [{aws_service: lambda}]
permissions:
  - inline_policy: deploy
    statements:
      - allow: iam:PassRole
        on: ["${var.role}", "arn:aws:iam::${var.account}:role/${var.name}"]
      - allow: iam:PassRole
        on_all_except: "${var.roles}"
"""


def test_nothing_is_said_of_what_only_terraform_knows():
    assert [d.message for d in found_in(SPEC) if d.code.id.startswith("L07")] == []


SIZED = '{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "%s"}}'


def _long(text: str) -> bool:
    return any(d.code.name == "long-identity-policy" for d in found_in(text))


def test_the_quota_is_reached_to_the_character():
    frame = len((SIZED % "").replace(" ", ""))
    assert not _long(SIZED % ("x" * (6144 - frame)))
    assert _long(SIZED % ("x" * (6145 - frame)))


def test_white_space_is_not_counted_and_an_escape_is():
    frame = len((SIZED % "").replace(" ", ""))
    assert not _long(SIZED % ("x" * (6144 - frame) + " " * 99))
    assert _long(SIZED % ("x" * (6143 - frame) + "\\n"))


def _doubtful(text: str) -> bool:
    return any(d.code.name == "long-with-spaces" for d in found_in(text))


def test_spaces_inside_of_texts_may_count():
    frame = len((SIZED % "").replace(" ", ""))
    assert not _doubtful(SIZED % ("x" * (6143 - frame) + " "))
    assert _doubtful(SIZED % ("x" * (6143 - frame) + "  "))
    # What is too long for certain is not told twice.
    assert not _doubtful(SIZED % ("x" * (6145 - frame) + "  "))
