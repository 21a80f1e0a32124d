"""Conditions: the edges of the lints, and what they must not find."""

from __future__ import annotations

import pytest

from rolec.lint.example import policy, under
from support.lint import found_in


def _names(condition: str, **more: str) -> list[str]:
    # Families of other subjects may find more in the same document.
    found = found_in(under(condition, **more))
    return sorted({each.code.name for each in found if "L0301" <= each.code.id < "L0450"})


FOUND = [
    ('"stringequals": {"aws:PrincipalTag/a": "b"}', ["unknown-condition-operator"]),
    ('"ForSomeValue:Bool": {"aws:SecureTransport": "true"}', ["unknown-condition-operator"]),
    ('"ForAllValues:NullIfExists": {"aws:TagKeys": "true"}', ["null-if-exists"]),
    ('"StringEquals": {"aws:": "x"}', ["condition-key-without-prefix"]),
    ('"StringEquals": {"my key:a": "x"}', ["condition-key-without-prefix"]),
    ('"StringEquals": {":sub": "x"}', ["condition-key-without-prefix"]),
    ('"StringEquals": {"aws:TagKeys/team": "x"}', ["unknown-global-condition-key"]),
    ('"StringEquals": {"AWS:requesttag": "x"}', ["condition-without-tag-key"]),
    ('"StringEquals": {"aws:PrincipalTag/a": "x", "AWS:principaltag/A": "y"}', ["condition-key-in-two-cases"]),
    ('"StringNotEqualsIfExists": {"aws:CalledVia": "athena.amazonaws.com"}', ["many-values-without-qualifier"]),
    ('"ForAllValues:StringLike": {"aws:PrincipalArn": "arn:aws:iam::1:role/x"}', ["for-all-values-of-one", "string-like-of-arn"]),
    ('"NumericLessThan": {"aws:CurrentTime": "5"}', ["operator-of-another-type"]),
    ('"StringEquals": {"aws:SourceIp": ["${aws:VpcSourceIp}", "10.0.0.1"]}', ["operator-of-another-type"]),
    ('"Null": {"aws:SourceIp": "no"}', ["value-not-boolean"]),
    ('"DateLessThan": {"aws:CurrentTime": "2027-02-29"}', ["value-not-date"]),
    ('"DateLessThan": {"aws:CurrentTime": "2027-02-28T25:00Z"}', ["date-that-iam-refuses"]),
    ('"DateLessThan": {"aws:CurrentTime": "9223372036854775807"}', ["date-in-seconds"]),
    ('"DateLessThan": {"aws:CurrentTime": "2027-2-28"}', ["value-not-date"]),
    ('"NumericEquals": {"s3:max-keys": "NaN"}', ["value-not-number"]),
    ('"NumericEquals": {"s3:max-keys": ""}', ["value-not-number"]),
    ('"IpAddress": {"aws:SourceIp": "203.0.113.0/33"}', ["value-not-ip-range"]),
    ('"IpAddress": {"aws:SourceIp": "203.0.113.0/255.255.255.0"}', ["value-not-ip-range"]),
    ('"IpAddress": {"aws:SourceIp": "2001:db8::1/32"}', ["value-not-ip-range"]),
    ('"IpAddress": {"aws:SourceIp": ["fd00::/8", "192.168.7.0/24"]}', ["private-source-ip"]),
    ('"IpAddress": {"aws:SourceIp": "100.64.1.0/24"}', ["private-source-ip"]),
    ('"NumericGreaterThanEquals": {"s3:max-keys": ["10", "9"]}', ["many-limits"]),
    ('"ForAllValues:StringLike": {"aws:TagKeys": "*"}', ["condition-always-met"]),
    ('"ForAnyValue:StringLikeIfExists": {"aws:TagKeys": "*"}', ["condition-always-met"]),
    ('"ForAnyValue:StringLike": {"aws:TagKeys": ["a", "**"]}', ["star-for-present"]),
    ('"StringNotLikeIfExists": {"aws:PrincipalTag/a": ["a", "*"]}', ["star-for-absent"]),
    ('"ForAllValues:StringNotLike": {"aws:TagKeys": "*"}', ["star-for-absent"]),
    ('"ForAnyValue:StringNotLikeIfExists": {"aws:TagKeys": "*"}', ["star-for-absent"]),
    ('"StringLike": {"aws:SourceVpc": "*"}', ["wildcard-in-sensitive-value"]),
    ('"StringLike": {"aws:userid": "AROAEXAMPLEID*"}', ["wildcard-in-sensitive-value"]),
    ('"StringLike": {"aws:userid": "AROA*:build"}', ["wildcard-in-sensitive-value"]),
    ('"StringEquals": {"aws:userid": "AROA${aws:PrincipalTag/a}:build"}', ["variable-in-sensitive-value"]),
    ('"StringEquals": {"ec2:Region": "Ireland"}', ["unknown-region-in-condition"]),
    ('"StringNotEquals": {"aws:SourceVpce": "vpce-1A2B3C4D"}', ["vpc-endpoint-form"]),
    ('"StringEquals": {"aws:ResourceAccount": ["111122223333", "production"]}', ["account-id-form"]),
    ('"StringLike": {"kms:CallerAccount": "1111*"}', []),
    ('"StringEquals": {"aws:PrincipalAccount": "${aws:ResourceAccount}"}', []),
    ('"StringEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}', []),
    ('"StringNotEquals": {"aws:ResourceOrgID": "o-A1B2C3D4E5"}', ["organization-id-form"]),
    ('"ForAnyValue:StringEquals": {"aws:PrincipalOrgPaths": "o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/"}', []),
    ('"ForAnyValue:StringEquals": {"aws:PrincipalOrgPaths": "o-a1b2c3d4e5/r-ab12/ou-ab12-11111111"}',
     ["organization-id-form"]),
    ('"ForAnyValue:StringLike": {"aws:PrincipalOrgPaths": "o-a1b2c3d4e5/*"}', []),
    ('"IpAddress": {"aws:Ec2InstanceSourcePrivateIPv4": "10.0.0.5"}', ["unpaired-condition-key"]),
]  # fmt: skip


@pytest.mark.parametrize(("condition", "expected"), FOUND, ids=[each for each, _ in FOUND])
def test_found(condition, expected):
    assert _names(condition) == expected


SILENT = [
    '"StringEquals": {"token.actions.githubusercontent.com:sub": "repo:o/r:ref:refs/heads/main"}',
    '"StringEquals": {"oidc.eks.eu-west-1.amazonaws.com/id/A1B2:aud": "sts.amazonaws.com"}',
    '"StringEquals": {"AWS:sourcearn": "arn:aws:s3:::photos"}',
    '"StringEquals": {"aws:PrincipalTag/a": "x"}, "StringLike": {"aws:principaltag/a": "y*"}',
    '"ForAnyValue:StringLike": {"aws:PrincipalOrgPaths": "o-a1b2c3d4e5/*"}',
    '"Null": {"aws:TagKeys": "false", "aws:SecureTransport": "TRUE"}',
    '"NumericLessThan": {"aws:EpochTime": "1801353600", "ec2:RoleDelivery": "2.0"}',
    '"DateLessThan": {"aws:EpochTime": "2027-01-31T12:00:00.5+02:00"}',
    '"DateGreaterThan": {"aws:TokenIssueTime": ["2026", "2027-01", "2028-02-29t12:00z"]}',
    '"StringNotEquals": {"aws:Ec2InstanceSourceVpc": "${aws:SourceVpc}"}',
    '"NumericEquals": {"s3:max-keys": ["+1", "01", "1e0", "1.0", ".5"]}',
    '"IpAddress": {"aws:SourceIp": ["203.0.113.7", "0.0.0.0/0", "2001:db8::/32", "::/0"]}',
    '"IpAddress": {"aws:VpcSourceIp": "10.0.0.0/8"}, "StringEquals": {"aws:SourceVpce": "vpce-1a2b3c4d"}',
    '"NumericNotEquals": {"s3:max-keys": ["10", "9"]}',
    '"StringEquals": {"aws:PrincipalTag/a": ["${*}", "a${?}", "${aws:PrincipalTag/b, \'*\'}"]}',
    '"ArnEquals": {"aws:PrincipalArn": "arn:aws:iam::111122223333:role/app-*"}',
    '"StringLike": {"aws:PrincipalTag/a": ["a*", "*b", ""]}',
    '"StringLike": {"aws:userid": ["AROAEXAMPLEID:*", "*:build", "AIDAEXAMPLEID"]}',
    '"StringEquals": {"aws:userid": "${aws:PrincipalTag/id}:build"}',
    '"StringNotLike": {"aws:PrincipalOrgID": "o-*"}',
    '"StringEquals": {"aws:ResourceOrgID": "${aws:PrincipalOrgID}", "aws:SourceVpc": "${aws:Ec2InstanceSourceVpc}"}',
    '"StringLike": {"aws:RequestedRegion": ["eu-*", "us-gov-west-1", "eusc-de-east-1", "ap-southeast-7"]}',
    '"StringEqualsIgnoreCase": {"aws:SourceVpc": "VPC-1a2b3c4d5e6f7a8b9"}',
    '"Null": {"aws:SourceVpc": "false", "aws:RequestedRegion": "false"}',
]  # fmt: skip


@pytest.mark.parametrize("condition", SILENT)
def test_not_found(condition):
    assert _names(condition) == []


def test_in_a_deny_a_wildcard_among_what_is_denied_lets_nobody_in():
    assert _names('"StringLike": {"aws:PrincipalOrgID": "o-*"}', effect="Deny") == []
    assert _names('"StringNotLike": {"aws:PrincipalOrgID": "o-*"}', effect="Deny") == [
        "wildcard-in-sensitive-value"
    ]


def test_a_deny_may_compare_the_address_of_an_instance_alone():
    condition = '"StringNotEquals": {"aws:Ec2InstanceSourcePrivateIPv4": "${aws:VpcSourceIp}"}'
    assert _names(condition, effect="Deny") == []


@pytest.mark.parametrize("action", ['"iam:PassRole"', '["s3:*", "ec2:Run*"]', '"s*:Get*"'])
def test_endpoint_owners_are_known_to_some_services_only(action):
    condition = '"StringEquals": {"aws:VpceOrgID": "o-a1b2c3d4e5"}'
    assert "condition-key-of-few-services" in _names(condition, action=action)
    assert "condition-key-of-few-services" not in _names(condition, action='["S3:*", "kms:Sign"]')


def test_endpoint_owners_in_a_trust_policy_are_another_matter():
    trust = policy(
        """{"Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": "sts:AssumeRole",
            "Condition": {"StringEquals": {"aws:VpceAccount": "111122223333"}}}"""
    )
    assert [d for d in found_in(trust) if d.code.name == "condition-key-of-few-services"] == []


def test_all_private_addresses_are_found_once_and_some_one_by_one():
    several = '"IpAddress": {"aws:SourceIp": ["10.0.0.1", "10.0.0.2"%s]}'
    assert len(found_in(under(several % ""))) == 1
    assert len(found_in(under(several % ', "203.0.113.9"'))) == 2


def test_a_tag_condition_on_not_action_is_of_identity_policies():
    trust = policy(
        """{"Effect": "Allow", "Principal": {"AWS": "111122223333"}, "NotAction": "sts:TagSession",
            "Condition": {"StringEquals": {"aws:RequestTag/a": "b"}}}"""
    )
    assert not [d for d in found_in(trust) if d.code.id in {"L0395", "L0396"}]


SPEC = """
role: reader
trust: [{aws_service: lambda}]
permissions:
  - inline_policy: read
    statements:
      - allow: s3:GetObject
        on: arn:aws:s3:::photos/*
        when:
          StringEquals:
            aws:SourceVpc: "${var.vpc}"
            aws:RequestedRegion: "${var.region}"
            aws:PrincipalTag/team: "red-${var.team}"
          StringLike:
            aws:PrincipalOrgID: "${var.organization}"
            aws:PrincipalTag/app: "${var.app}"
          IpAddress: {aws:SourceIp: ["${var.office}", 10.0.0.0/8]}
          Bool: {aws:SecureTransport: "${var.secure}"}
          DateLessThan: {aws:CurrentTime: "${var.end}"}
          NumericLessThan: {aws:MultiFactorAuthAge: ["${var.age}", 10]}
"""


def test_nothing_is_said_of_what_only_terraform_knows():
    # Other lints may find the rest of the document.
    found = [d for d in found_in(SPEC) if "L0301" <= d.code.id < "L0450"]
    assert [d.message for d in found] == []


@pytest.mark.parametrize(
    ("condition", "help_"),
    [
        ('"StringEqual": {"aws:userid": "x"}', "did you mean `StringEquals`?"),
        ('"StringEquals": {"aws:SourceVcp": "x"}', "did you mean `aws:SourceVpc`?"),
        ('"StringEquals": {"aws:RequestedRegion": "eu-west-1a"}', "did you mean `eu-west-1`?"),
        ('"StringEquals": {"aws:SourceVpc": "eu-west-1"}', "write `vpc-` and the 8 or 17 characters"),
        ('"StringNotLike": {"aws:PrincipalArn": "a*"}', "write `ArnNotLike`"),
        ('"StringNotEqualsIfExists": {"aws:PrincipalTag/a": "b*"}', "write `StringNotLikeIfExists`"),
        ('"StringEquals": {"aws:PrincipalArn": "arn:aws:iam::111122223333:role/a*"}', "write `ArnLike`"),
        ('"StringEquals": {"aws:PrincipalOrgID": "o-*"}', "write the values of `aws:PrincipalOrgID` in full"),
        ('"NumericLessThan": {"s3:max-keys": ["9", "10"]}', "write `10` alone"),
        ('"NumericGreaterThan": {"s3:max-keys": ["9", "10"]}', "write `9` alone"),
        ('"IpAddress": {"aws:SourceIp": "203.0.113.77/26"}', "write `203.0.113.64/26`, which is the whole range, or the address without a mask"),
    ],
)  # fmt: skip
def test_the_way_out(condition, help_):
    found = [
        each for each in found_in(under(condition)) if each.code.name != "key-that-an-action-lacks"
    ]
    assert [each.help for each in found] == [help_]


@pytest.mark.parametrize(
    ("condition", "names"),
    [
        ('"StringEquals": {"s3:signatureAge": "bad"}', ["operator-of-another-type"]),
        ('"StringEquals": {"dynamodb:LeadingKeys": "a"}', ["many-values-without-qualifier"]),
        ('"StringLike": {"iam:AssociatedResourceArn": "arn:aws:s3:::a*"}', ["string-like-of-arn"]),
        ('"ArnLike": {"kms:EncryptionContext:aws:s3:arn": "arn:aws:s3:::a/*"}', []),
        ('"StringEquals": {"events:detail-type": "Scheduled Event"}', []),
        ('"StringEquals": {"events:source": "aws.ec2"}', []),
    ],
)
def test_keys_of_services_have_types_too(condition, names):
    found = [d for d in found_in(under(condition)) if "L0320" <= d.code.id <= "L0323"]
    assert [d.code.name for d in found] == names


@pytest.mark.parametrize(
    ("operator", "value", "told"),
    [
        ("ArnLike", "my-queue", True),
        ("ArnEquals", "arn:aws:sqs:my-queue", True),
        ("ArnNotLike", "queue-*", True),
        ("ArnLike", "*", False),
        ("ArnLike", "a*", False),
        ("ArnLike", "arn:aws:sqs:*", False),
        ("ArnEquals", "arn:aws:sqs:eu-west-1:111122223333:my-queue", False),
        ("ArnLike", "${aws:PrincipalArn}", False),
    ],
)
def test_what_no_arn_is_like(operator, value, told):
    found = found_in(under(f'"{operator}": {{"aws:SourceArn": "{value}"}}'))
    assert ("value-not-arn" in {d.code.name for d in found}) is told
