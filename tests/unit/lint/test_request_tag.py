"""Tags that a request would set, on actions that set none."""

from __future__ import annotations

import json

import pytest

from support.lint import found_in

NAME = "request-tag-of-no-request"


@pytest.mark.parametrize(
    ("actions", "operator", "key", "expected"),
    [
        (["ec2:TerminateInstances"], "StringEquals", "aws:RequestTag/team", ["sets no tags"]),
        (["ec2:RunInstances", "ec2:StopInstances"], "StringLike", "aws:requesttag/team", ["sets no tags"]),
        (["ec2:Describe*"], "StringEquals", "aws:RequestTag/team", ["sets no tags"]),
        (["ec2:RunInstances"], "StringEquals", "aws:RequestTag/team", []),
        (["ec2:*"], "StringEquals", "aws:RequestTag/team", []),
        (["nosuch:Action"], "StringEquals", "aws:RequestTag/team", []),
        (["ec2:TerminateInstances"], "StringEqualsIfExists", "aws:RequestTag/team", []),
        (["ec2:TerminateInstances"], "StringNotEquals", "aws:RequestTag/team", []),
        (["ec2:TerminateInstances"], "StringEquals", "aws:ResourceTag/team", []),
    ],
)  # fmt: skip
def test_tags_of_requests(actions, operator, key, expected):
    statement = {
        "Effect": "Allow",
        "Action": actions,
        "Resource": "*",
        "Condition": {operator: {key: "web"}},
    }
    text = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    told = [d for d in found_in(text) if d.code.name == NAME]
    assert [label.text for d in told for label in d.secondary] == expected
