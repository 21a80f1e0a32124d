"""What `{service, access}` stands for, against the shipped data."""

from __future__ import annotations

import pytest

from rolec.catalog.access_level import AccessLevel
from rolec.catalog.expansion import expand
from rolec.catalog.read_service import service

READ, LIST, WRITE = AccessLevel.READ, AccessLevel.LIST, AccessLevel.WRITE


def _names(actions) -> set[str]:
    return {action.name for action in actions}


def test_only_what_acts_on_an_object_is_given_on_objects():
    found = expand(service("s3"), [READ], ["arn:aws:s3:::photos/*"])
    assert {"GetObject", "GetObjectTagging", "GetObjectVersion"} <= _names(found.actions)
    assert not {"GetBucketPolicy", "GetObjectLambda", "ListBucket"} & _names(found.actions)
    assert "GetBucketPolicy" in _names(found.of_others)
    assert "GetAccountPublicAccessBlock" in _names(found.of_no_resource)


def test_a_bucket_and_its_objects():
    on = ["arn:aws:s3:::photos", "arn:aws:s3:::photos/*"]
    assert {"GetObject", "GetBucketPolicy", "ListBucket"} <= _names(
        expand(service("s3"), [READ, LIST], on).actions
    )


def test_actions_without_a_resource_need_the_star():
    assert "ListAllMyBuckets" not in _names(expand(service("s3"), [LIST], ["arn:*"]).actions)
    found = expand(service("s3"), [LIST], ["arn:aws:s3:::photos", "*"])
    assert "ListAllMyBuckets" in _names(found.actions)
    assert found.of_no_resource == ()
    assert found.of_others == ()


def test_a_level_is_the_telling_one():
    found = _names(expand(service("s3"), [WRITE], ["*"]).actions)
    assert "PutObject" in found
    assert not {"PutBucketPolicy", "PutObjectTagging", "PutObjectAcl"} & found
    assert "PutObjectTagging" in _names(
        expand(service("s3"), [AccessLevel.TAGGING], ["*"]).actions
    )


def test_nothing_may_be_left():
    found = expand(service("sqs"), [READ], ["arn:aws:sns:eu-west-1:111122223333:orders"])
    assert found.actions == ()
    assert "ReceiveMessage" in _names(found.of_others)


def test_a_retired_action_is_not_given():
    assert expand(service("codestar"), list(AccessLevel), ["*"]).actions == ()


@pytest.mark.parametrize("prefix", ["s3", "ec2", "iam", "lambda", "dynamodb", "kms"])
@pytest.mark.parametrize("on", ["*", "arn:aws:s3:::photos/*", "arn:aws:ec2:*:*:instance/*"])
def test_every_action_of_the_level_is_given_or_left_out(prefix, on):
    found = expand(service(prefix), [READ, WRITE], [on])
    parts = (*found.actions, *found.of_no_resource, *found.of_others)
    assert len(parts) == len(set(parts))
    assert set(parts) == {
        a for a in service(prefix).actions if a.level in {READ, WRITE} and not a.retired
    }
