"""Policy variables: their forms, and the places where IAM reads them."""

from __future__ import annotations

import pytest

from rolec.lint.policies.variable import FAMILY
from support.lint import found_in

NAMES = {lint.name for lint in FAMILY.lints}


def names(text: str) -> list[str]:
    return [d.code.name for d in found_in(text) if d.code.name in NAMES]


def policy(resource: str = "*", *, condition: str = "{}", version: str = "2012-10-17") -> str:
    return (
        f'{{"Version": "{version}", "Statement": [{{"Effect": "Allow", "Action": "s3:GetObject",'
        f' "Resource": "{resource}", "Condition": {condition}}}]}}'
    )


@pytest.mark.parametrize(
    ("variable", "expected"),
    [
        ("${aws:userid}", []),
        ("${*}${?}${$}", []),
        ("$aws:userid}", []),
        ("${aws:PrincipalTag/team, 'x'}", []),
        ("${aws:PrincipalTag/team, 'two words, a comma and a }'}", []),
        ("${aws:PrincipalTag/team, ''}", []),
        ("${aws:PrincipalTag/team, '}", ["variable-default-without-quotes"]),
        ("${aws:PrincipalTag/team,}", ["variable-default-without-quotes"]),
        ("${aws:PrincipalTag/the team}", ["variable-with-space"]),
        ("${aws:userid , 'x'}", ["variable-with-space"]),
        ("${ }", ["empty-variable"]),
        ("${aws:userid/${aws:username}", ["variable-without-end"]),
        ("${AWS:UserName}${saml:sub}${aws:RequestTag/any}", []),
        ("${aws:usernmae}", ["unknown-policy-variable"]),
        ("${aws:PrincipalTga/team, 'x'}", ["unknown-policy-variable"]),
        ("${}/${", ["empty-variable", "variable-without-end"]),
    ],
)
def test_forms(variable, expected):
    assert names(policy(f"arn:aws:s3:::photos/{variable}")) == expected


@pytest.mark.parametrize(
    ("resource", "expected"),
    [
        ("arn:aws:s3:::${aws:userid}", []),
        ("arn:aws:sqs:*:111122223333:${aws:userid}", []),
        ("arn:aws:sqs:${aws:RequestedRegion}:${aws:PrincipalAccount}:jobs", 1),
        ("${aws:PrincipalTag/bucket}", 1),
    ],
)
def test_a_resource_has_variables_in_its_last_part(resource, expected):
    assert names(policy(resource)) == ["variable-where-none-is-read"] * (expected or 0)


@pytest.mark.parametrize(
    ("operator", "expected"),
    [
        ("StringEquals", []),
        ("ForAnyValue:StringNotLikeIfExists", []),
        ("ArnLike", []),
        ("NoSuchOperator", []),
        ("Bool", ["variable-for-operator-without"]),
        ("Null", ["variable-for-operator-without"]),
        ("IpAddress", ["variable-for-operator-without"]),
        ("NumericLessThanIfExists", ["variable-for-operator-without"]),
    ],
)
def test_operators(operator, expected):
    condition = f'{{"{operator}": {{"aws:SourceIp": ["${{aws:PrincipalTag/x}}", "1"]}}}}'
    assert names(policy(condition=condition)) == expected


def test_a_key_has_no_variable():
    condition = '{"StringEquals": {"aws:ResourceTag/${aws:PrincipalTag/key}": "x"}}'
    assert names(policy(condition=condition)) == ["variable-where-none-is-read"]


def test_an_old_version_is_told_once_and_its_text_is_not_judged():
    text = policy(
        "arn:aws:s3:::photos/${}/${aws:userid",
        condition='{"Bool": {"aws:SecureTransport": "${aws:x}"}}',
        version="2008-10-17",
    )
    (found,) = (d for d in found_in(text) if d.code.name in NAMES)
    assert found.code.name == "variable-in-old-version"
    assert found.notes == ("so are 2 others",)


def test_a_document_without_version_is_an_old_one():
    text = policy("arn:aws:s3:::photos/${aws:userid}").replace('"Version": "2012-10-17", ', "")
    assert names(text) == ["variable-in-old-version"]


def test_a_text_that_terraform_completes_is_not_judged():
    spec = """
role: reader
trust: [{aws_service: ec2}]
permissions:
  - inline_policy: read
    statements:
      - allow: s3:GetObject
        on: ["arn:aws:s3:::${var.bucket}/${aws:userid}/*", "${var.arn}/${aws:userid}/*"]
        when: {StringLike: {"aws:PrincipalTag/team": "${var.team}"}}
"""
    assert [d.code.name for d in found_in(spec) if d.code.name in NAMES] == []
