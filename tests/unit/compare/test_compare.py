"""What an answer comes with: a request that could exist, and what was assumed."""

from __future__ import annotations

import pytest

from rolec.compare.compare import Verdict, compare
from rolec.semantics.access import Access, Layer, LayerKind
from support.access import VERSION, access, said


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
    "an ARN that ends as the action's own": (
        [allow("logs:GetLogEvents", "arn:aws:logs:us-east-1:123456789012:log-group:web:*")],
        (
            "logs:GetLogEvents",
            "arn:aws:logs:us-east-1:123456789012:log-group:web:log-stream:example",
        ),
    ),
    "a resource of what is named": (
        [allow("s3:GetObjectTagging", [BUCKET, "arn:aws:s3:::photos-?/*"])],
        ("s3:GetObjectTagging", "arn:aws:s3:::photos-x/example"),
    ),
    "an ARN whose name has slashes": (
        [allow("logs:CreateLogStream", "arn:aws:logs:us-east-1:123456789012:log-group:web/*")],
        (
            "logs:CreateLogStream",
            "arn:aws:logs:us-east-1:123456789012:log-group:web/example:log-stream:example",
        ),
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


KEYS = {
    "the value of a policy variable": (
        {"StringEquals": {"aws:ResourceAccount": "${aws:PrincipalAccount}"}},
        {"aws:resourceaccount": ("123456789012",), "aws:principalaccount": ("123456789012",)},
    ),
    "any service": (
        {"StringLike": {"iam:PassedToService": "*"}},
        {"iam:passedtoservice": ("cloudformation.amazonaws.com",)},
    ),
}


@pytest.mark.parametrize("case", KEYS)
def test_a_witness_has_values_that_its_keys_can_have(case):
    condition, expected = KEYS[case]
    found = compare(access(allow("iam:PassRole", "*", condition)), access())
    assert found.granted.context == expected


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
    "an action on what it does not act on": (
        allow("s3:GetObject", BUCKET),
        (f"AWS documents no request for s3:GetObject on {BUCKET}: it counts all the same",),
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


A, B = "arn:aws:iam::111111111111:role/a", "arn:aws:iam::222222222222:role/b"


def trust(principal, condition=None):
    element = {"Effect": "Allow", "Principal": {"AWS": principal}, "Action": "sts:AssumeRole"}
    return element | ({"Condition": condition} if condition else {})


AGREEING = {
    "an ARN": (trust("*", {"ArnLike": {"aws:PrincipalArn": B}}), B),
    "an ARN, of an account": (trust([A, B], {"ArnLike": {"aws:PrincipalArn": B}}), B),
    "another ARN": (trust([A, "222222222222"], {"ArnLike": {"aws:PrincipalArn": B}}), B),
    "an account": (
        trust("*", {"StringEquals": {"aws:PrincipalAccount": "222222222222"}}),
        "arn:aws:iam::222222222222:role/example",
    ),
    "any account but one": (
        trust([A, B], {"StringNotEquals": {"aws:PrincipalAccount": "111111111111"}}),
        B,
    ),
}


@pytest.mark.parametrize("case", AGREEING)
def test_the_keys_of_a_principal_are_its_own(case):
    statement, principal = AGREEING[case]
    found = compare(access(statement), access(trust("333333333333")))
    assert found.granted.principal.value == principal
    own = {
        "aws:principalarn": (principal,),
        "aws:principalaccount": (principal.split(":")[4],),
    }
    assert found.granted.context.items() <= own.items()
    assert found.assumptions == ()


def test_where_the_keys_can_be_nobodys_it_is_said():
    found = compare(
        access(trust(A, {"ArnEquals": {"aws:PrincipalArn": B}})), access(trust("333333333333"))
    )
    assert found.verdict is Verdict.INCOMPARABLE
    assert found.assumptions == (
        "aws:PrincipalArn and aws:PrincipalAccount are compared as if they could be another's",
    )


ABSENT = {
    "a key that has to be absent": ({"Null": {"aws:PrincipalTag/team": "true"}}, None),
    "a key that is there or absent": (
        {"Null": {"aws:PrincipalTag/team": ["true", "false"]}},
        "of no interest",
    ),
    "a key that may be any but one": (
        {"StringNotEquals": {"aws:PrincipalTag/team": "a"}},
        "of no interest",
    ),
    "a bool that has to be absent": (
        {"BoolIfExists": {"aws:MultiFactorAuthPresent": "true"}},
        "of no interest",
    ),
}


@pytest.mark.parametrize("case", ABSENT)
def test_a_witness_says_which_keys_have_to_be_absent(case):
    condition, expected = ABSENT[case]
    (key,) = next(iter(condition.values()))
    found = compare(access(allow("s3:GetObject", OBJECTS, condition)), access()).granted
    assert found.context.get(key.lower(), "of no interest") == expected


def test_what_is_no_variable_is_said():
    statement = allow("s3:GetObject", f"{BUCKET}/${{aws:username}}")
    new, old = (
        Access(layers=(Layer(LayerKind.IDENTITY, said(statement, version=version)),))
        for version in (VERSION, None)
    )
    found = compare(new, old)
    assert found.verdict is Verdict.INCOMPARABLE
    assert found.assumptions == (
        "${aws:username} is plain text where Version is not 2012-10-17, and no policy variable",
    )


def test_without_variables_the_version_does_not_matter():
    new, old = (
        Access(layers=(Layer(LayerKind.IDENTITY, said(allow("s3:*"), version=version)),))
        for version in (VERSION, None)
    )
    assert compare(new, old).verdict is Verdict.EQUAL
