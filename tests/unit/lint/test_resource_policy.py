"""Policies of resources that may be written: edges, and what must not alarm."""

from __future__ import annotations

import json

import pytest

from rolec.lint.policies.resource_policy import ACTIONS, WRITES_POLICY
from rolec.policy.policy_text import Kind
from support.lint import found_in

BUCKET = "arn:aws:s3:::photos"
ARNS = {
    "dynamodb": "arn:aws:dynamodb:eu-west-1:111122223333:table/photos",
    "ecr": "arn:aws:ecr:eu-west-1:111122223333:repository/photos",
    "kms": "arn:aws:kms:eu-west-1:111122223333:key/*",
    "lambda": "arn:aws:lambda:eu-west-1:111122223333:function:photos",
    "s3": BUCKET,
    "secretsmanager": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:photos-*",
}


def statement(action="s3:PutBucketPolicy", resource=BUCKET, effect="Allow", **more):
    return {"Effect": effect, "Action": action, "Resource": resource, **more}


def found(*statements, kind=Kind.IDENTITY):
    text = json.dumps({"Version": "2012-10-17", "Statement": statements})
    return [d for d in found_in(text, kind=kind) if d.code is WRITES_POLICY]


@pytest.mark.parametrize("action", ACTIONS)
def test_each_action_is_told_on_what_it_acts_on(action):
    service = action.partition(":")[0]
    assert len(found(statement(action, ARNS[service]))) == 1
    (other,) = {"s3", "kms"} - {service} if service in {"s3", "kms"} else {"s3"}
    assert found(statement(action, ARNS[other])) == []


@pytest.mark.parametrize(
    ("action", "resource", "count"),
    [
        ("S3:putbucketpolicy", BUCKET, 1),
        ("s3:*BucketPolicy", BUCKET, 1),
        ("s3:PutBucketPolicy", [BUCKET, f"{BUCKET}/*"], 1),
        ("s3:PutBucketPolicy", f"{BUCKET}/*", 0),
        ("s3:PutBucketPolicy", "*", 0),
        ("s3:PutBucketPolicy", "photos", 0),
        ("s3:GetBucketPolicy", BUCKET, 0),
        ("s3:*", BUCKET, 0),
        ("*", BUCKET, 0),
    ],
)
def test_where_it_is_told(action, resource, count):
    assert len(found(statement(action, resource))) == count


@pytest.mark.parametrize(
    ("other", "told"),
    [
        (statement("s3:*", "arn:aws:s3:::*"), False),
        (statement("*", "*"), False),
        (statement("s3:*", "arn:aws:s3:::other"), True),
        (statement("ec2:*", "*"), True),
        (statement("s3:*", BUCKET, Condition={"Bool": {"aws:SecureTransport": "true"}}), True),
        (statement("s3:Put*", BUCKET, "Deny"), False),
        (statement("s3:Put*", "*", "Deny"), False),
        (statement("s3:Get*", "*", "Deny"), True),
        (statement("s3:Put*", "arn:aws:s3:::other", "Deny"), True),
        (statement("*", "*", "Deny", Condition={"Null": {"aws:MultiFactorAuthAge": "true"}}), True),
        ({"Effect": "Deny", "NotAction": "s3:Get*", "Resource": "*"}, False),
        ({"Effect": "Deny", "NotAction": "s3:Put*", "Resource": "*"}, True),
        ({"Effect": "Deny", "Action": "s3:*", "NotResource": "arn:aws:s3:::other"}, False),
        ({"Effect": "Allow", "NotAction": "s3:*", "Resource": "*"}, True),
        ({"Effect": "Allow", "Action": "s3:*", "NotResource": BUCKET}, True),
        (statement("s3:*", BUCKET, "Permit"), True),
    ],
)  # fmt: skip
def test_what_else_is_said_of_the_resource(other, told):
    assert bool(found(statement(), other)) is told


def test_what_is_not_known_is_not_told():
    condition = {"StringEquals": {"aws:PrincipalTag/team": "shop"}}
    assert found(statement(Condition=condition)) == []
    assert found({"Effect": "Allow", "NotAction": "s3:GetObject", "Resource": BUCKET}) == []
    assert found({"Effect": "Allow", "Action": "s3:PutBucketPolicy", "NotResource": BUCKET}) == []
    trust = {"Effect": "Allow", "Principal": {"AWS": "1"}, "Action": "s3:PutBucketPolicy"}
    assert found({**trust, "Resource": BUCKET}, kind=Kind.TRUST) == []


@pytest.mark.parametrize("effect", ["Deny", "Permit"])
def test_only_an_allow_gives_it(effect):
    assert found(statement(effect=effect)) == []


def test_the_message_names_the_first_of_several():
    (diagnostic,) = found(statement(resource=["arn:aws:s3:::a", "arn:aws:s3:::b"]))
    assert diagnostic.message.endswith("on `arn:aws:s3:::a`")
    assert diagnostic.notes == ("the same is true of 1 more",)
