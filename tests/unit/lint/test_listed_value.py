"""Values that are like one of the few that a key has."""

from __future__ import annotations

import json

import pytest

from support.lint import found_in

SSE, ACL = "s3:x-amz-server-side-encryption", "s3:x-amz-acl"


@pytest.mark.parametrize(
    ("operator", "key", "value", "meant"),
    [
        ("StringEquals", SSE, "AES-256", "AES256"),
        ("StringNotEquals", SSE, "aes256", "AES256"),
        ("StringEqualsIgnoreCase", SSE, "aes256", None),
        ("StringEquals", SSE, "AES256", None),
        ("StringLike", SSE, "aws:kms*", None),
        ("StringEquals", SSE, "kms", "aws:kms"),
        ("StringEquals", SSE, "customer-provided", None),  # like none
        ("StringEquals", ACL, "bucket-owner-fullcontrol", "bucket-owner-full-control"),
        ("StringEquals", ACL.upper(), "public_read", "public-read"),
        ("StringEquals", "s3:prefix", "privat", None),
        ("Null", SSE, "true", None),
    ],
)
def test_values(operator, key, value, meant):
    statement = {
        "Effect": "Allow",
        "Action": "s3:PutObject",
        "Resource": "*",
        "Condition": {operator: {key: value}},
    }
    text = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    told = [d.help for d in found_in(text) if d.code.name == "value-like-a-listed-one"]
    assert told == ([f"did you mean `{meant}`?"] if meant else [])
