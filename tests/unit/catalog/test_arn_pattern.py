"""Which resource types a resource can name: known cases, and brute force over small texts."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rolec.catalog.arn_pattern import named_types
from rolec.catalog.read_service import service
from rolec.catalog.service import ResourceType
from rolec.ir.glob import matches


@pytest.mark.parametrize(
    ("prefix", "resource", "expected"),
    [
        ("s3", "arn:aws:s3:::photos", "bucket"),
        ("s3", "arn:aws:s3:::photos/*", "object"),
        ("s3", "arn:aws:s3:::photos*", "bucket object"),
        ("s3", "arn:aws:s3:::${aws:username}/a", "object"),
        ("s3", "arn:aws:s3:::a?b", "bucket object"),
        # The escape of a star is a star, which no literal part of a template is.
        ("sqs", "arn:aws:sqs:eu-west-1:1:${*}", "queue"),
        ("sqs", "arn:aws:sqs:eu-west-1:1:orders", "queue"),
        ("sqs", "arn:aws:sns:eu-west-1:1:orders", ""),
        ("dynamodb", "arn:aws:dynamodb:*:1:table/t", "table"),
        ("dynamodb", "arn:aws:dynamodb:*:1:table/t/index/*", "index"),
        ("ecs", "arn:aws:ecs:*:1:service/web/*", "service"),
        ("ssm", "arn:aws:ssm:*::document/AWS-RunShellScript", "document"),
        ("ecs", "arn:aws:ecs::1:cluster/web", ""),
        # AWS writes two templates for a stage.
        ("apigateway", "arn:aws:apigateway:*::/restapis/a/stages/b", "Stage"),
        # A star of the region does not cover the rest of the ARN.
        ("kms", "arn:aws:kms:*:1:alias/x", "alias"),
        ("ssm", "arn:aws:ssm:*:1:parameter/a/b", "parameter"),
        ("iam", "arn:aws:iam::1:role/team/web", "role"),
        ("iam", "arn:aws:iam::1:role", ""),
        ("lambda", "arn:aws:lambda:*:1:layer:x:3", "layer layerVersion"),
    ],
)
def test_a_resource_is_of_its_type(prefix, resource, expected):
    found = named_types([resource], service(prefix).resource_types)
    assert " ".join(sorted(found)) == expected


@pytest.mark.parametrize("resource", ["*", "${aws_s3_bucket.photos.arn}", "arn:*", "arn:aws:s3*"])
def test_what_can_be_any_arn_is_of_every_type(resource):
    types = service("s3").resource_types
    assert named_types([resource], types) == {kind.name for kind in types}


def test_an_object_of_an_unknown_bucket_is_no_bucket():
    found = named_types(["${aws_s3_bucket.photos.arn}/*"], service("s3").resource_types)
    assert "object" in found
    assert "bucket" not in found


def test_no_resource_names_nothing():
    assert named_types([], service("s3").resource_types) == frozenset()


# A text that is of two patterns can be shortened to the characters that one of them asks for,
# and each asks for four at most.
TEXTS = ["".join(t) for n in range(1, 9) for t in itertools.product("ab/", repeat=n)]
NAMES = st.lists(st.sampled_from(["a", "b", "/", "*", "?"]), min_size=1, max_size=4).map("".join)


@given(NAMES, NAMES.filter(lambda text: "?" not in text))
def test_two_patterns_meet_when_some_text_is_of_both(resource, template):
    kind = ResourceType(name="x", arns=(f"arn:aws:s3:::{template.replace('*', '${X}')}",))
    filled = template.replace("*", "?*")  # a placeholder is never empty
    expected = any(matches(resource, text) and matches(filled, text) for text in TEXTS)
    assert bool(named_types([f"arn:aws:s3:::{resource}"], [kind])) == expected
