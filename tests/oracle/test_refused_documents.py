"""What IAM refuses when it is written, as moto knows it, is an error here."""

from __future__ import annotations

from datetime import date

import boto3
import pytest
from botocore.exceptions import ClientError
from moto import mock_aws

from rolec.diagnostics.level import Level
from rolec.driver.check import check
from rolec.policy.policy_text import Kind
from support.refused_documents import GOOD, REFUSED

TODAY = date(2026, 11, 1)
DIFFERENT = {
    "Condition values may be numbers (the grammar), moto refuses them": (
        '["shop"]', "7", False,
    ),
    "iam:* of an account is a resource (moto's own text says so), moto refuses it": (
        '["arn:aws:s3:::photos"]', '"arn:aws:iam::111122223333:*"', False,
    ),
    "the root user is a resource of sts:AssumeRoot (its guide), moto refuses it": (
        '"Action": ["s3:ListBucket"], "Resource": ["arn:aws:s3:::photos"]',
        '"Action": ["sts:AssumeRoot"], "Resource": ["arn:aws:iam::111122223333:root"]',
        False,
    ),
    "a zone may lie west (ISO 8601), moto refuses it": ("12:00:00Z", "12:00:00-05:00", False),
    "a time may have no seconds (W3C), moto refuses a zone behind it": (
        "12:00:00Z", "12:00Z", False,
    ),
    "Principal has no place in an identity policy, moto takes it": (
        '"Sid": "Look", ', '"Sid": "Look", "Principal": "*", ', True,
    ),
    "a Sid has letters and digits (the grammar), moto takes any": ('"Look"', '"Look at"', True),
    "an hour of a zone has 60 minutes, moto takes more": ("12:00:00Z", "12:00:00+01:60", True),
    "a value is no object in a list either, moto takes it": ('["shop"]', "[{}]", True),
    "an action has a service before its colon, moto takes none": (
        '["s3:ListBucket"]', '":ListBucket"', True,
    ),
    "the service of an ARN is no pattern (moto's own text says so), moto takes it": (
        '["arn:aws:s3:::photos"]', '"arn:aws:s*:::photos"', True,
    ),
    "an action has a name behind its colon, moto takes none": ('["s3:ListBucket"]', '"s3:"', True),
}  # fmt: skip
"""Where moto is not what AWS says, by why: what is replaced, by what, and whether it is wrong."""

ALIKE = {
    "a version without its element Id": ('"Id": "photos", ', ""),
    "one statement without a list": (GOOD[GOOD.index("[") : -1], GOOD[GOOD.rindex('{"Effect"') : -2]),
    "an empty Sid": ('"Look"', '""'),
    "no Sid": ('"Sid": "Look", ', ""),
    "the other effect": ('"Look", "Effect": "Allow"', '"Look", "Effect": "Deny"'),
    "a text for a list of actions": ('["s3:ListBucket"]', '"s3:ListBucket"'),
    "an action in another case": ('["s3:ListBucket"]', '"S3:LISTBUCKET"'),
    "every action": ('["s3:ListBucket"]', '"*"'),
    "every action of every service": ('["s3:ListBucket"]', '"*:*"'),
    "actions by a pattern": ('["s3:ListBucket"]', '"s3:List*"'),
    "all but an action": ('"Action": ["s3:ListBucket"]', '"NotAction": "s3:ListBucket"'),
    "everything": ('["arn:aws:s3:::photos"]', '"*"'),
    "all but a resource": ('"Resource": ["', '"NotResource": ["'),
    "a partition of any name": ('["arn:aws:s3:::photos"]', '"arn:*:s3:::photos"'),
    "another partition": ('["arn:aws:s3:::photos"]', '"arn:aws-cn:s3:::photos"'),
    "no condition": (GOOD[GOOD.index(',\n  "Condition"') : GOOD.index("},\n  {")], ""),
    "no key under an operator": ('{"aws:PrincipalTag/team": ["shop"]}', "{}"),
    "a text for a list of values": ('["shop"]', '"shop"'),
    "true as a value": (
        '"StringEqualsIfExists": {"aws:PrincipalTag/team": ["shop"]}',
        '"Bool": {"aws:SecureTransport": true}',
    ),
    "the qualifier of a set": (
        '"StringEqualsIfExists": {"aws:PrincipalTag/team"', '"ForAllValues:StringEquals": {"aws:TagKeys"',
    ),
    "a day": ("2027-01-31T12:00:00Z", "2027-01-31"),
    "a month": ("2027-01-31T12:00:00Z", "2027-01"),
    "a year": ("2027-01-31T12:00:00Z", "2027"),
    "a zone that lies east": ("12:00:00Z", "12:00:00+01:00"),
    "parts of a second": ("12:00:00Z", "12:00:00.5Z"),
    "seconds since 1970": ("2027-01-31T12:00:00Z", "1801353600"),
    "the last second of all": ("2027-01-31T12:00:00Z", "9223372036854775807"),
    "a month of one digit": ("2027-01-31T12:00:00Z", "2027-1-31"),
    "a day that no calendar has": ("2027-01-31T12:00:00Z", "2027-02-31"),
    "an hour without minutes": ("T12:00:00Z", "T12"),
}  # fmt: skip
"""Neighbours of what is refused, which IAM takes: what is replaced in the document, by what."""


@pytest.fixture(scope="module")
def refusal():
    """What IAM says when it refuses to make a policy of a text; None where it makes it."""
    with mock_aws():
        iam = boto3.client(
            "iam", "us-east-1", aws_access_key_id="test", aws_secret_access_key="test"
        )

        def make(text: str) -> str | None:
            try:
                made = iam.create_policy(PolicyName="policy", PolicyDocument=text)
            except ClientError as error:
                return str(error)
            else:
                iam.delete_policy(PolicyArn=made["Policy"]["Arn"])
                return None

        yield make


@pytest.fixture
def errors(tmp_path):
    """The errors of `rolec check --kind identity` in a text."""

    def found(text: str) -> list[str]:
        path = tmp_path / "policy.json"
        path.write_text(text, "utf-8")
        checked = check((path,), today=TODAY, kind=Kind.IDENTITY)
        return [each.code.name for each in checked.diagnostics if each.level is Level.ERROR]

    return found


def _with(old: str, new: str) -> str:
    assert GOOD.count(old) == 1, old
    return GOOD.replace(old, new)


def test_the_document_that_each_is_a_change_of_is_taken(refusal, errors):
    assert refusal(GOOD) is None
    assert errors(GOOD) == []


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: case.rule)
def test_what_iam_refuses_is_an_error(case, refusal, errors):
    said = refusal(case.text) or "taken"
    assert "(MalformedPolicyDocument)" in said
    assert case.error in said
    assert errors(case.text)


def test_there_are_many_rules():
    assert len({case.rule for case in REFUSED}) == len(REFUSED)
    assert len({case.text for case in REFUSED}) == len(REFUSED)
    assert len(REFUSED) > 100


@pytest.mark.parametrize("change", ALIKE.values(), ids=ALIKE)
def test_a_neighbour_that_iam_takes_is_no_error(change, refusal, errors):
    text = _with(*change)
    assert refusal(text) is None
    assert errors(text) == []


@pytest.mark.parametrize(("old", "new", "is_wrong"), DIFFERENT.values(), ids=DIFFERENT)
def test_where_moto_is_not_what_aws_says_aws_is_right(old, new, is_wrong, refusal, errors):
    text = _with(old, new)
    # A line whose moto has learnt it belongs among the others.
    assert (refusal(text) is None) == is_wrong
    assert bool(errors(text)) == is_wrong
