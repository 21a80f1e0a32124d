"""Statements of a role that change nothing, in whichever of its policies they stand."""

from __future__ import annotations

import json

import pytest

from rolec.lint.example import policy
from rolec.lint.roles.dead_grant import FAMILY
from support.lint import found_in

NAMES = {lint.name for lint in FAMILY.lints}
REDUNDANT, DENIED, BEYOND = (lint.name for lint in FAMILY.lints)
PHOTOS = "arn:aws:s3:::photos/*"
WHEN = {"Bool": {"aws:SecureTransport": "true"}}


def names(*policies: list, managed: str = "", boundary: str = "") -> list[str]:
    inline = "".join(
        f"  - inline_policy: p{number}\n    statements: {json.dumps(statements)}\n"
        for number, statements in enumerate(policies)
    )
    spec = (
        f"role: reader\ntrust: [{{aws_service: ec2}}]\n{boundary}permissions:\n{managed}{inline}"
    )
    return [d.code.name for d in found_in(spec) if d.code.name in NAMES]


def allow(action: str, on: str = PHOTOS, **more) -> dict:
    return {"allow": action, "on": on, **more}


def deny(action: str, on: str = PHOTOS, **more) -> dict:
    return {"deny": action, "on": on, **more}


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (allow("s3:GetObject"), allow("s3:Get*"), [REDUNDANT]),
        (allow("s3:GetObject"), allow("S3:getobject"), [REDUNDANT]),
        (allow("s3:GetObject"), allow("*", "*"), [REDUNDANT]),
        (allow("s3:GetObject"), allow("s3:Put*"), []),
        (allow("s3:GetObject"), allow("s3:Get*", "arn:aws:s3:::photos/2026/*"), []),
        (allow("s3:GetObject"), allow("s3:GetObject", "arn:aws:s3:::PHOTOS/*"), []),
        (allow("s3:GetObject"), allow("s3:Get*", when=WHEN), []),
        (allow("s3:GetObject", when=WHEN), allow("s3:Get*"), [REDUNDANT]),
        (allow("s3:GetObject", when=WHEN), allow("s3:Get*", when=WHEN), [REDUNDANT]),
        (allow("s3:GetObject"), allow("s3:Get*", "${var.photos}"), []),
        (allow("s3:GetObject", "${var.photos}"), allow("s3:Get*", "*"), []),
        (allow("s3:GetObject"), deny("s3:*"), [DENIED]),
        (allow("s3:GetObject"), deny("s3:*", when=WHEN), []),
        (allow("s3:GetObject"), deny("s3:*", "arn:aws:s3:::photos/2026/*"), []),
        (allow("s3:*"), deny("s3:GetObject"), []),
        (allow("s3:GetObject"), {"deny_all_except": "ec2:*", "on": "*"}, [DENIED]),
        (allow("s3:GetObject"), {"deny_all_except": ["ec2:*", "s3:Get*"], "on": "*"}, []),
        (allow("s3:*"), {"deny_all_except": ["ec2:*", "s3:GetObject"], "on": "*"}, []),
        (allow("s3:*Object"), {"deny_all_except": "s3:Get*", "on": "*"}, []),
        (allow("s3:GetObject"), {"deny_all_except": "ec2:*", "on": "arn:aws:s3:::other/*"}, []),
        (allow("s3:GetObject"), {"allow_all_except": "iam:*", "on": "*"}, [REDUNDANT]),
        (allow("*"), {"allow_all_except": "iam:*", "on": "*"}, []),
        ({"allow_all_except": ["iam:*", "sts:*"], "on": "*"}, {"allow_all_except": "iam:*", "on": "*"}, [REDUNDANT]),
        ({"allow_all_except": "iam:*", "on": "*"}, allow("*", "*"), [REDUNDANT]),
        (allow("s3:GetObject"), {"deny": "s3:*", "on_all_except": "arn:aws:s3:::other/*"}, [DENIED]),
        (allow("s3:GetObject"), {"deny": "s3:*", "on_all_except": "arn:aws:s3:::*/a"}, []),
        (allow("s3:GetObject", "arn:aws:s3:::${aws:username}/*"), {"deny": "s3:*", "on_all_except": "arn:aws:s3:::other/*"}, []),
        (deny("s3:GetObject"), deny("s3:*", "*"), [REDUNDANT]),
        (deny("s3:GetObject", when=WHEN), deny("s3:*", "*"), [REDUNDANT]),
        (deny("s3:GetObject"), deny("s3:*", "*", when=WHEN), []),
        (deny("s3:GetObject"), allow("s3:Put*", "*"), []),
    ],
)  # fmt: skip
def test_two_statements_of_two_policies(first, second, expected):
    assert names([first], [second]) == expected
    assert names([second], [first]) == expected


def test_in_one_policy_what_is_the_same_is_told_elsewhere():
    assert names([allow("s3:GetObject"), allow("s3:Get*")]) == [REDUNDANT]
    assert names([allow("s3:GetObject"), allow("S3:GetObject")]) == []


def test_what_aws_allows_already():
    managed = "  - managed_policy: AmazonS3ReadOnlyAccess\n"
    assert names([allow("s3:GetObject")], managed=managed) == [REDUNDANT]
    assert names([allow("s3:PutObject")], managed=managed) == []


def test_what_aws_allows_in_the_same_words():
    logs = ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"]
    policy = "  - managed_policy: AWSLambdaBasicExecutionRole\n"
    assert names([{"allow": logs, "on": "*"}], managed=policy) == [REDUNDANT]


@pytest.mark.parametrize(
    ("action", "expected"),
    [
        ("s3:PutObject", [BEYOND]),
        ("s3:Put*", [BEYOND]),
        ("sqs:Send*", []),
        ("*", []),
    ],
)
def test_what_a_boundary_does_not_allow(action, expected):
    boundary = "permissions_boundary: AmazonSQSFullAccess\n"
    assert names([allow(action, "*")], boundary=boundary) == expected


def test_of_a_boundary_that_is_not_known_nothing_is_said():
    boundary = "permissions_boundary: ${var.boundary}\n"
    assert names([allow("s3:PutObject", "*")], boundary=boundary) == []


READ_ONLY = "  - managed_policy: AmazonS3ReadOnlyAccess\n"


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        (deny("*", "*"), [DENIED]),
        ({"deny_all_except": "ec2:*", "on": "*"}, [DENIED]),
        (deny("s3:*", "*"), []),
        (deny("*", "*", when=WHEN), []),
        (deny("*", "arn:aws:s3:::photos/*"), []),
    ],
)
def test_a_policy_of_aws_of_which_denies_leave_nothing(statement, expected):
    assert names([statement], managed=READ_ONLY) == expected


def test_a_policy_of_aws_beyond_the_boundary():
    limit = "permissions_boundary: AmazonSQSFullAccess\n"
    assert names(managed=READ_ONLY, boundary=limit) == [BEYOND]
    assert names(managed=READ_ONLY, boundary="permissions_boundary: AmazonS3FullAccess\n") == []


@pytest.mark.parametrize(
    ("limit", "expected"),
    [
        ([allow("*", "*"), deny("s3:*", "*")], [DENIED]),
        ([allow("*", "*"), deny("s3:*", "*", when=WHEN)], []),
        ([allow("*", "*"), deny("s3:Put*", "*")], []),
    ],
)
def test_a_deny_of_the_boundary(limit, expected):
    spec = (
        "role: reader\ntrust: [{aws_service: ec2}]\npermissions_boundary: {policy: limit}\n"
        f"permissions:\n  - inline_policy: p\n    statements: {json.dumps([allow('s3:GetObject')])}\n"
        f"---\npolicy: limit\nstatements: {json.dumps(limit)}\n"
    )
    assert [d.code.name for d in found_in(spec) if d.code.name in NAMES] == expected


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (("Allow", "s3:*"), ("Allow", "s3:GetObject"), [REDUNDANT]),
        (("Allow", "s3:GetObject"), ("Deny", "s3:*"), [DENIED]),
        (("Deny", "s3:*"), ("Deny", "s3:GetObject"), [REDUNDANT]),
        (("Allow", "s3:GetObject"), ("Allow", "s3:PutObject"), []),
        (("Allow", "s3:*"), ("Deny", "s3:GetObject"), []),
    ],
)
def test_in_a_document_that_is_nobodys(first, second, expected):
    text = policy(
        *(
            f'{{"Effect": "{effect}", "Action": "{action}", "Resource": "arn:aws:s3:::photos/*"}}'
            for effect, action in (first, second)
        )
    )
    found = [d for d in found_in(text) if d.code.name in NAMES]
    assert [d.code.name for d in found] == expected
    assert all("this policy" in d.message and d.secondary[0].text == "this one" for d in found)


@pytest.mark.parametrize(
    ("shared", "expected"),
    [
        ([allow("s3:GetObject"), allow("ec2:RunInstances", "*")], []),
        ([allow("s3:GetObject")], ["other statements of the role say all that `shared` says"]),
        ([allow("sqs:*", "*"), allow("sqs:Get*", "*")], ["another statement of the role allows all of it"]),
    ],
)  # fmt: skip
def test_a_statement_of_a_policy_that_others_have_is_not_deleted_for_one_role(shared, expected):
    spec = (
        "role: reader\ntrust: [{aws_service: ec2}]\npermissions:\n  - policy: shared\n"
        f"  - inline_policy: p\n    statements: {json.dumps([allow('s3:Get*')])}\n"
        f"---\npolicy: shared\nattached_elsewhere: true\nstatements: {json.dumps(shared)}\n"
    )
    assert [d.message for d in found_in(spec) if d.code.name == REDUNDANT] == expected


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ("  - inline_policy: no\n    statements: [{deny: 's3:*', on: '*'}]\n", DENIED),
        ("permissions_boundary: AmazonSQSFullAccess\n", "allow-beyond-boundary"),
    ],
)
@pytest.mark.parametrize("form", ["policy", "inline_policy"])
def test_to_delete_what_others_may_need_is_not_advised_without_a_word(form, more, code):
    statements = f"statements: {json.dumps([allow('s3:GetObject')])}\n"
    shared = form == "policy"
    spec = (
        f"role: reader\ntrust: [{{aws_service: ec2}}]\npermissions:\n  - {form}: photos\n"
        f"{'' if shared else f'    {statements}'}{more}"
        f"{f'---{chr(10)}policy: photos{chr(10)}{statements}' if shared else ''}"
    )
    (found,) = [each for each in found_in(spec) if each.code.name == code]
    assert ("if nobody else who has `photos` needs it" in found.help) is shared
