"""Requests of examples, as a role of an account sends them."""

from __future__ import annotations

import pytest

from rolec.compare.at_home import at_home
from rolec.ir.module import Account
from support.access import request

CHINA = Account(id="444455556666", partition="aws-cn", region="cn-north-1")
QUEUE = "arn:aws:sqs:us-east-1:123456789012:example"


@pytest.mark.parametrize(
    ("resource", "moved"),
    [
        (QUEUE, "arn:aws-cn:sqs:cn-north-1:444455556666:example"),
        ("arn:aws:s3:::example", "arn:aws-cn:s3:::example"),
        ("arn:aws:sqs:eu-west-1:999988887777:a", "arn:aws-cn:sqs:eu-west-1:999988887777:a"),
        ("*", "*"),
    ],
)
def test_what_examples_say_is_that_of_the_account(resource, moved):
    asked = request("sqs:SendMessage", resource)
    assert at_home(asked, CHINA, lambda _: True).resource == moved


def test_what_is_not_known_of_the_account_stays():
    asked = request("sqs:SendMessage", QUEUE)
    assert at_home(asked, Account(), lambda _: True) == asked


def test_keys_move_along_where_they_may():
    keys = {"aws_ResourceAccount": "123456789012", "aws_RequestedRegion": "us-east-1"}
    asked = request("sqs:SendMessage", QUEUE, **keys)
    moved = at_home(asked, CHINA, lambda _: True)
    assert moved.context == {
        "aws:resourceaccount": ("444455556666",),
        "aws:requestedregion": ("cn-north-1",),
    }
    kept = at_home(asked, CHINA, lambda found: found.context == asked.context)
    assert (kept.resource, kept.context) == (moved.resource, asked.context)


def test_a_request_that_would_no_longer_show_it_stays():
    asked = request("sqs:SendMessage", QUEUE)
    assert at_home(asked, CHINA, lambda _: False) == asked
