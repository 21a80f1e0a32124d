"""What an answer comes with: a request that could exist, and what was assumed."""

from __future__ import annotations

import pytest

from rolec.compare.compare import Verdict, compare
from support.access import access


def allow(action, resource="*", condition=None):
    element = {"Effect": "Allow", "Action": action, "Resource": resource}
    return element | ({"Condition": condition} if condition else {})


BUCKET, OBJECTS = "arn:aws:s3:::photos", "arn:aws:s3:::photos/*"
WITNESSES = {
    "an action of what is named": (
        [allow(["s3:GetObject", "s3:PutBucketPolicy"], [BUCKET, OBJECTS])],
        ("s3:PutBucketPolicy", BUCKET),
    ),
    "an action that is the last of many": (
        [allow(["s3:GetObject", "s3:UpdateBucketMetadataInventoryTableConfiguration"], BUCKET)],
        ("s3:UpdateBucketMetadataInventoryTableConfiguration", BUCKET),
    ),
    "an ARN of the action's own": (
        [allow("sqs:SendMessage")],
        ("sqs:SendMessage", "arn:aws:sqs:us-east-1:123456789012:example"),
    ),
    "a name in a pattern": (
        [allow("s3:GetObject", "arn:aws:s3:::photos-*/public/*")],
        ("s3:GetObject", "arn:aws:s3:::photos-example/public/example"),
    ),
}


@pytest.mark.parametrize("case", WITNESSES)
def test_a_witness_is_a_request_that_could_exist(case):
    written, expected = WITNESSES[case]
    found = compare(access(*written), access())
    assert found.verdict is Verdict.WIDER
    assert (found.granted.action, found.granted.resource) == expected


ASSUMED = {
    "nothing": (allow("s3:GetObject", OBJECTS), ()),
    "a key that nobody documents": (
        allow("s3:GetObject", OBJECTS, {"StringEquals": {"acme:Team": "a"}}),
        ("AWS documents no key acme:team: a request has one value of it, or none",),
    ),
    "several values of such a key": (
        allow("s3:GetObject", OBJECTS, {"ForAnyValue:StringEquals": {"acme:Team": "a"}}),
        ("AWS documents no key acme:team: a request has any number of values of it, or none",),
    ),
    "one value and several of such a key": (
        allow(
            "s3:GetObject",
            OBJECTS,
            {
                "ForAnyValue:StringEquals": {"acme:Team": "a"},
                "StringNotEquals": {"acme:Team": "b"},
            },
        ),
        ("acme:team is compared as one value and as several: either is possible",),
    ),
    "a key of several types": (
        allow(
            "s3:GetObject",
            OBJECTS,
            {"NumericEquals": {"acme:Team": "1"}, "StringEquals": {"acme:Team": "a"}},
        ),
        ("acme:team is compared as values of several types, and can be of one",),
    ),
    "a claim of a provider": (
        allow("s3:GetObject", OBJECTS, {"StringEquals": {"id.example.com:sub": "a"}}),
        (),
    ),
    "a star over parts of an ARN": (
        allow("s3:GetObject", "arn:aws:*photos:x:y:z"),
        ("a `*` of arn:aws:*photos:x:y:z may stand for several parts of an ARN",),
    ),
    "an action of the future": (
        allow("s3:Fry*", OBJECTS),
        ("AWS has no action s3:Fry*, as far as rolec knows: it is compared as if there were one",),
    ),
}


@pytest.mark.parametrize("case", ASSUMED)
def test_what_is_assumed_is_said(case):
    statement, expected = ASSUMED[case]
    found = compare(access(statement), access())
    assert found.assumptions == expected


@pytest.mark.parametrize("case", ASSUMED)
def test_of_what_is_the_same_on_both_sides_nothing_is_assumed(case):
    statement, _ = ASSUMED[case]
    both = [access(statement, extra) for extra in (allow("sqs:*"), allow("sns:*"))]
    assert compare(*both).assumptions == ()


def test_of_a_key_of_another_type_nothing_is_told():
    # Of a name that is no address, neither IpAddress nor NotIpAddress holds.
    condition = {"NotIpAddressIfExists": {"aws:username": "10.0.0.1"}}
    both = access(allow("s3:*")), access(allow("s3:*", condition=condition))
    assert compare(*both).verdict is Verdict.UNKNOWN
