"""Denies of other regions, and services that are in none."""

from __future__ import annotations

import json

import pytest

from support.lint import found_in

NAME = "deny-of-services-without-region"
ALL = {"Effect": "Allow", "Action": "*", "Resource": "*"}
EC2 = {"Effect": "Allow", "Action": "ec2:*", "Resource": "*"}
DNS = {"Effect": "Allow", "Action": "route53:ListHostedZones", "Resource": "*"}
OTHER = {"StringNotEquals": {"aws:RequestedRegion": ["eu-west-1", "eu-central-1"]}}


def deny(actions: dict, condition: dict = OTHER) -> dict:
    return {"Effect": "Deny", **actions, "Resource": "*", "Condition": condition}


def deny_but(resource: str) -> dict:
    return {"Effect": "Deny", "Action": "*", "NotResource": resource, "Condition": OTHER}


EVERYTHING = {"Action": "*"}


@pytest.mark.parametrize(
    ("allowed", "denied", "expected"),
    [
        (ALL, deny(EVERYTHING), "`cloudfront`, `iam`, `route53`"),
        (DNS, deny(EVERYTHING), "`route53`"),
        (EC2, deny(EVERYTHING), None),
        (ALL, deny({"Action": "ec2:*"}), None),
        (ALL, {**deny(EVERYTHING), "Resource": "arn:aws:s3:::photos/*"}, None),
        (ALL, {**deny_but("arn:aws:iam::*:role/*")}, "`cloudfront`, `route53`"),
        (ALL, deny({"NotAction": ["iam:*", "route53:*"]}), "`cloudfront`"),
        (ALL, deny({"NotAction": ["iam:*", "route53:*", "cloudfront:*"]}), None),
        ({"Effect": "Allow", "NotAction": "iam:*", "Resource": "*"}, deny({"NotAction": ["route53:*"]}), "`cloudfront`"),
        (ALL, deny(EVERYTHING, {"StringNotLike": {"aws:RequestedRegion": ["eu-*", "us-*"]}}), None),
        (ALL, deny(EVERYTHING, {"StringNotEquals": {"aws:RequestedRegion": ["eu-west-1", "us-east-1"]}}), None),
        (ALL, deny(EVERYTHING, {"StringNotEquals": {"aws:RequestedRegion": "cn-north-1"}}), None),
        (ALL, deny(EVERYTHING, {"StringEquals": {"aws:RequestedRegion": "eu-west-1"}}), None),
    ],
)  # fmt: skip
def test_denies_of_other_regions(allowed, denied, expected):
    text = json.dumps({"Version": "2012-10-17", "Statement": [allowed, denied]})
    told = [d.message for d in found_in(text) if d.code.name == NAME]
    start = "this also denies"
    assert told == ([f"{start} {expected}, whose requests are in `us-east-1`"] if expected else [])
