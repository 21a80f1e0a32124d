"""Values that are the principal of a service, and those that are none."""

from __future__ import annotations

import pytest

from rolec.lint.example import under
from support.lint import found_in

NONE, UNKNOWN = "value-not-a-service", "unknown-service-in-condition"


def found(key: str, value: str) -> list:
    told = found_in(under(f'"ForAnyValue:StringEquals": {{"{key}": "{value}"}}'))
    return [d for d in told if d.code.name in {NONE, UNKNOWN}]


@pytest.mark.parametrize(
    ("key", "value", "expected"),
    [
        ("iam:PassedToService", "lambda.amazonaws.com", []),
        ("iam:PassedToService", "ec2.amazonaws.com.cn", []),
        ("iam:PassedToService", "tasks.apprunner.amazonaws.com", []),
        ("iam:passedtoservice", "lambda.amazon.com", [NONE]),
        ("iam:PassedToService", "arn:aws:iam::111122223333:role/x", [NONE]),
        ("iam:PassedToService", "ec2*.amazonaws.com", []),
        ("iam:PassedToService", "${aws:PrincipalTag/service}", []),
        ("iam:AWSServiceName", "elasticach.amazonaws.com", [UNKNOWN]),
        ("aws:CalledVia", "athena.amazonaws.com", []),
        ("aws:CalledVia", "athena", [NONE]),
        ("aws:CalledVia", "logs.eu-west-1.amazonaws.com", []),
        ("kms:ViaService", "s3.eu-west-1.amazonaws.com", []),
        ("kms:ViaService", "s3.cn-north-1.amazonaws.com.cn", []),
        ("kms:ViaService", "anything.eu-west-1.amazonaws.com", []),
        ("kms:ViaService", "s3.amazonaws.com", [NONE]),
        ("aws:PrincipalTag/service", "lambda", []),
    ],
)
def test_values(key, value, expected):
    assert [d.code.name for d in found(key, value)] == expected


def test_the_way_out_has_the_service_that_is_known():
    assert found("iam:PassedToService", "lambda")[0].help == "write `lambda.amazonaws.com`"
    assert found("kms:ViaService", "s3.amazonaws.com")[0].help == "write `s3.REGION.amazonaws.com`"
