"""What fits no request, what is too broad, and what is missing beside it."""

from __future__ import annotations

from datetime import date

import pytest

from rolec.driver.check import check
from rolec.lint.policies import broad_write, exposure, mismatch
from rolec.lint.roles import dependent_action
from support.lint import found_in
from support.project import write

NAMES = {
    lint.name
    for family in (mismatch.FAMILY, broad_write.FAMILY, exposure.FAMILY, dependent_action.FAMILY)
    for lint in family.lints
}
MISMATCH = {lint.name for lint in mismatch.FAMILY.lints}


def policy(
    actions: str, resources: str = '"*"', condition: str = "{}", effect: str = "Allow"
) -> str:
    return (
        f'{{"Version": "2012-10-17", "Statement": [{{"Effect": "{effect}", "Action": [{actions}],'
        f' "Resource": [{resources}], "Condition": {condition}}}]}}'
    )


def names(text: str) -> list[str]:
    return sorted(d.code.name for d in found_in(text) if d.code.name in NAMES)


@pytest.mark.parametrize(
    ("action", "resource", "fits"),
    [
        ("s3:ListBucket", "arn:aws:s3:::photos", True),
        ("s3:ListBucket", "arn:aws:s3:::photos*", True),
        ("s3:ListBucket", "arn:aws:s3:::photos/*", False),
        ("s3:GetObject", "arn:aws:s3:::photos", False),
        ("s3:GetObject", "arn:aws:s3:::photos*", True),
        ("s3:GetObject", "arn:aws:s3:::*", True),
        ("s3:*", "arn:aws:s3:::photos", True),
        ("s3:List*", "arn:aws:sqs:*:*:jobs", False),
        ("s3:NoSuchAction", "arn:aws:sqs:*:*:jobs", True),
        ("s3:ListAllMyBuckets", "arn:aws:s3:::photos", False),
        ("s3:ListAllMyBuckets", "*", True),
        ("*", "arn:aws:s3:::photos", True),
        ("sts:AssumeRole", "arn:aws:iam::111122223333:role/app", True),
        ("lambda:InvokeFunction", "arn:aws:lambda:eu-west-1:111122223333:function:app:live", True),
        ("ec2:StopInstances", "arn:aws:ec2:*:*:*", True),
        ("codestar:CreateProject", "arn:aws:s3:::photos", True),
        ("dynamodb:GetItem", "arn:aws:dynamodb:*:111122223333:table/orders/index/*", False),
        ("dynamodb:Query", "arn:aws:dynamodb:*:111122223333:table/orders/index/*", True),
        ("dynamodb:GetItem", "arn:aws:dynamodb:*:111122223333:table/*", True),
        ("dynamodb:GetItem", "arn:aws:dynamodb:*:111122223333:*/*/*", False),
        ("iam:GetRole", "arn:aws:iam::111122223333:role/team/app", True),
        ("sns:Publish", "arn:aws:sns:*:111122223333:orders:*", False),
        ("sns:Publish", "arn:aws:sns:*:111122223333:endpoint/APNS/app/*", True),
        ("sqs:SendMessage", "arn:aws:sqs:*:111122223333:orders*", True),
        ("logs:PutLogEvents", "arn:aws:logs:*:111122223333:log-group:app:*", True),
    ],
)
def test_an_action_acts_on_resources_of_some_types(action, resource, fits):
    for effect in ("Allow", "Deny"):
        text = policy(f'"{action}"', f'"{resource}"', effect=effect)
        found = [name for name in names(text) if name in MISMATCH]
        assert found == ([] if fits else ["action-on-other-resources"])


def test_the_form_that_is_needed_is_in_the_help():
    (found,) = (d for d in found_in(mismatch.RESOURCE.bad) if d.code is mismatch.RESOURCE)
    assert found.help == "did you mean `arn:aws:s3:::photos`?"


@pytest.mark.parametrize(
    ("actions", "condition", "expected"),
    [
        ('"s3:Get*"', "s3:prefix", ["key-that-no-action-sends"]),
        ('"s3:Get*", "s3:ListBucket"', "s3:prefix", ["key-that-no-action-sends"]),
        ('"s3:List*", "s3:ListBucket"', "s3:prefix", []),
        ('"s3:Get*", "nosuch:*"', "s3:prefix", []),
        ('"s3:*"', "s3:prefix", []),
        ('"*"', "s3:prefix", []),
        ('"s3:Get*"', "aws:RequestTag/team", []),
    ],
)
def test_a_key_is_sent_by_some_action(actions, condition, expected):
    text = policy(actions, condition=f'{{"StringEquals": {{"{condition}": "x"}}}}')
    assert [name for name in names(text) if name in MISMATCH] == expected


@pytest.mark.parametrize("operator", ["StringEqualsIfExists", "Null"])
def test_a_pattern_may_do_without_a_key_that_is_optional(operator):
    condition = f'{{"{operator}": {{"s3:prefix": "true"}}}}'
    assert not MISMATCH & set(names(policy('"s3:Get*", "s3:ListBucket"', condition=condition)))


@pytest.mark.parametrize(
    ("actions", "resource", "expected"),
    [
        ('"sqs:SendMessage"', "*", ["write-on-everything"]),
        ('"sqs:*"', "*", ["write-on-everything"]),
        ('"*"', "*", ["write-on-everything"]),
        ('"sqs:DeleteMessage", "s3:ListAllMyBuckets"', "*", ["write-on-everything"]),
        ('"s3:ListBucket"', "*", []),
        ('"sqs:SendMessage"', "arn:aws:sqs:*:*:*", []),
        ('"s3:Get*"', "*", ["exposure-of-all-data"]),
        ('"s3:GetObject"', "arn:aws:s3:::*/*", ["exposure-of-all-data"]),
        ('"s3:GetObject"', "arn:aws:s3:::photos/*", []),
        ('"ECR:getauthorizationtoken"', "*", []),
        ('"iam:CreateAccessKey"', "arn:aws:iam::111122223333:user/ci", []),
    ],
)
def test_what_covers_everything(actions, resource, expected):
    assert names(policy(actions, f'"{resource}"')) == expected
    only_with = '{"Bool": {"aws:SecureTransport": "true"}}'
    assert names(policy(actions, f'"{resource}"', condition=only_with)) == []
    assert names(policy(actions, f'"{resource}"', effect="Deny")) == []


def spec(*policies: str, managed: str = "") -> str:
    inline = "".join(
        f"  - {{inline_policy: p{number}, statements: [{{allow: [{actions}], on: '*'}}]}}\n"
        for number, actions in enumerate(policies)
    )
    return f"role: builder\ntrust: [{{aws_service: ec2}}]\npermissions:\n{managed}{inline}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (spec("glue:CreateJob"), 1),
        (spec("glue:CreateJob", "glue:createjob"), 1),
        (spec("glue:CreateJob", "iam:Pass*"), 0),
        (spec("glue:Create*"), 0),
        (spec("s3:GetObject"), 0),
        (spec("glue:CreateJob", managed="  - managed_policy: PowerUserAccess\n"), 1),
        (spec("glue:CreateJob", managed="  - managed_policy: IAMFullAccess\n"), 0),
        (spec("glue:CreateJob", managed="  - managed_policy: ${var.more}\n"), 0),
    ],
)
def test_an_action_that_needs_another(text, expected):
    assert names(text).count("missing-dependent-action") == expected


def test_nothing_is_said_of_what_terraform_completes():
    text = """
role: reader
trust: [{aws_service: ec2}]
permissions:
  - inline_policy: read
    statements:
      - allow: s3:ListBucket
        on: "arn:aws:s3:::${var.bucket}/x"
      - allow: iam:CreateAccessKey
        on: ${var.user}
"""
    assert names(text) == []


EDGE = "policy: edge\nstatements: [{allow: ['sqs:*', 's3:*', 'iam:PassRole'], on: '*'}]\n"
OWN = "inline_policy: p, statements: [{allow: 's3:ListAllMyBuckets', on: '*'}]"
GIVES = {"exposure-of-all-data", "write-on-everything", "pass-role-on-all-roles"}


@pytest.mark.parametrize(("held", "told"), [(OWN, set()), ("policy: edge", GIVES)])
def test_a_boundary_gives_nothing(held, told, tmp_path):
    role = (
        f"role: a\ntrust: [{{aws_service: ec2}}]\npermissions: [{{{held}}}]\n"
        "permissions_boundary: {policy: edge}\n"
    )
    settings = "language: 1\naccount: '111122223333'\n"
    write(tmp_path, {"rolec.yaml": settings, "roles/a.yaml": role, "roles/edge.yaml": EDGE})
    checked = check((tmp_path,), today=date(2026, 11, 1))
    assert {d.code.name for d in checked.diagnostics} & GIVES == told


def test_a_word_of_a_boundary_is_looked_at(tmp_path):
    role = (
        f"role: a\ntrust: [{{aws_service: ec2}}]\npermissions: [{{{OWN}}}]\n"
        "permissions_boundary: {policy: edge}\n"
    )
    settings = "language: 1\naccount: '111122223333'\n"
    edge = EDGE.replace("s3:*", "s3:GetObjct")
    write(tmp_path, {"rolec.yaml": settings, "roles/a.yaml": role, "roles/edge.yaml": edge})
    checked = check((tmp_path,), today=date(2026, 11, 1))
    assert "unknown-action" in {d.code.name for d in checked.diagnostics}
