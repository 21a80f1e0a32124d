"""The roles of an account, as AWS tells them page by page and one by one."""

from __future__ import annotations

import boto3

from rolec.driver.adopt.from_aws import from_aws

ARN = "arn:aws:iam::123456789012:policy/p"
STATEMENT = {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}
DOCUMENT = {"Version": "2012-10-17", "Statement": [STATEMENT]}


class Iam:
    """Answers as AWS does."""

    def get_paginator(self, _):
        return self

    def paginate(self, **_):
        version = {"IsDefaultVersion": True, "Document": DOCUMENT}
        policy = {"PolicyName": "p", "Arn": ARN, "Path": "/", "PolicyVersionList": [version]}
        yield {"RoleDetailList": [{"RoleName": "r", "Path": "/"}], "Policies": [policy]}

    def get_role(self, **_):
        return {"Role": {"Description": "of the role", "MaxSessionDuration": 7200}}

    def get_policy(self, **asked):
        assert asked == {"PolicyArn": ARN}
        return {"Policy": {"Description": "of the policy"}}


class Session:
    """Is signed in to it."""

    def __init__(self, **_):
        pass

    def client(self, _):
        return Iam()


def test_the_descriptions_of_roles_and_policies_are_asked_for(monkeypatch):
    monkeypatch.setattr(boto3, "Session", Session)
    found = from_aws(None)
    assert [each.description for each in found.roles] == ["of the role"]
    assert [each.max_session_duration for each in found.roles] == [7200]
    assert [each.description for each in found.policies] == ["of the policy"]
