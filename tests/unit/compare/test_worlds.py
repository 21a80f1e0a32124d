"""Of what only Terraform knows an answer holds whatever it is; where a value matters, it is told."""

from __future__ import annotations

import pytest

from rolec.compare.bounds import BOUNDS
from rolec.compare.compare import Unknown, generally_only_in, only_in
from rolec.policy.mark import as_key, mark, unmarked
from support.access import access, allow, deny

BUCKET, OTHER, LIST, NUMBER, RANGE, PARTNER, FLAG, CASED = (
    mark(f"var.{each}")
    for each in ("bucket", "other", "arns[*]", "n", "cidr", "partner", "flag", "bucketName")
)
SECRET = "arn:aws:s3:::secret/*"
VPC, MOST, FROM, TLS = "aws:SourceVpc", "s3:max-keys", "aws:SourceIp", "aws:SecureTransport"


def on(name):
    return f"arn:aws:s3:::{name}/*"


def lets_in(who, effect="Allow"):
    return {"Effect": effect, "Principal": {"AWS": who}, "Action": "sts:AssumeRole"}


# fmt: off
GAINED = {
    "a deny on a bucket that may be this one": (
        [allow(on=on(BUCKET))], [allow(on=on(BUCKET)), deny(on=SECRET)], {BUCKET: ("secret",)}),
    "a deny on what may be this bucket": (
        [allow(on=SECRET)], [allow(on=SECRET), deny(on=on(BUCKET))], {BUCKET: ("secret",)}),
    "a deny on a bucket that may be the same": (
        [allow(on=on(BUCKET))], [allow(on=on(BUCKET)), deny(on=on(OTHER))], {OTHER: (BUCKET,)}),
    "in letters of both cases": (
        [allow(on=on(CASED))], [allow(on=on(CASED)), deny(on=SECRET)], {CASED: ("secret",)}),
    "in a document without variables": (
        [allow(on=on(BUCKET) + "${x}")], [allow(on=on(BUCKET) + "${x}"), deny(on=on("secret") + "${x}")], {BUCKET: ("secret",)}),
    "two values of one list": (
        [allow(Condition={"StringEquals": {VPC: LIST, "aws:PrincipalOrgID": LIST}})],
        [allow(Condition={"StringEquals": {VPC: LIST, "aws:PrincipalOrgID": LIST, "aws:UserAgent": "x"}}),
         allow(Condition={"StringEquals": {VPC: [LIST], "aws:PrincipalOrgID": "${aws:SourceVpc}"}})], {LIST: ("o-example1234", "vpc-0123456789abcdef0")}),
    "a value of a condition": (
        [allow(Condition={"StringEquals": {VPC: BUCKET}})],
        [allow(Condition={"StringEquals": {VPC: BUCKET}}), deny(Condition={"StringEquals": {VPC: "v"}})], {BUCKET: ("v",)}),
    "a limit above another": (
        [allow(Condition={"NumericLessThan": {MOST: NUMBER}})], [allow(Condition={"NumericLessThan": {MOST: "100"}})], {NUMBER: ("101",)}),
    "a limit below another": (
        [allow(Condition={"NumericLessThan": {MOST: "100"}})], [allow(Condition={"NumericLessThan": {MOST: NUMBER}})], {NUMBER: ("99",)}),
    "a date": (
        [allow(Condition={"DateLessThan": {"aws:CurrentTime": NUMBER}})],
        [allow(Condition={"DateLessThan": {"aws:CurrentTime": "2030-01-01T00:00:00Z"}})], {NUMBER: ("2030-01-01T00:00:01Z",)}),
    "addresses that may be more": (
        [allow(Condition={"IpAddress": {FROM: RANGE}})], [allow(Condition={"IpAddress": {FROM: "10.0.0.0/8"}})], {RANGE: ("203.0.113.0/24",)}),
    "addresses that may be fewer": (
        [allow(Condition={"IpAddress": {FROM: "10.0.0.0/8"}})], [allow(Condition={"IpAddress": {FROM: RANGE}})], {RANGE: ("203.0.113.0/24",)}),
    "a part of an address": (
        [allow(Condition={"IpAddress": {FROM: f"{RANGE}/32"}})], [allow(on="arn:aws:sqs:*")], {RANGE: ("203.0.113.7",)}),
    "two numbers at once": (
        [allow(Condition={"NumericEquals": {MOST: NUMBER, "s3:signatureAge": RANGE}})],
        [allow(Condition={"NumericEquals": {MOST: NUMBER, "s3:signatureAge": RANGE}}),
         deny(Condition={"NumericEquals": {MOST: "7", "s3:signatureAge": "9"}})], {NUMBER: ("7",), RANGE: ("9",)}),
    "an address in a range": (
        [allow(Condition={"IpAddress": {FROM: f"{RANGE}/32"}})],
        [allow(Condition={"IpAddress": {FROM: f"{RANGE}/32"}}), deny(Condition={"IpAddress": {FROM: "10.0.0.0/8"}})], {RANGE: ("10.0.0.0",)}),
    "a part of a date": (
        [allow(Condition={"DateLessThan": {"aws:CurrentTime": f"{NUMBER}-01-01T00:00:00Z"}})],
        [allow(Condition={"DateLessThan": {"aws:CurrentTime": f"{NUMBER}-01-01T00:00:00Z"}}),
         deny(Condition={"DateGreaterThan": {"aws:CurrentTime": "2030-01-01T00:00:00Z"}})], {NUMBER: ("2031",)}),
    "a key that has to be there, or must not": (
        [allow(Condition={"Null": {VPC: FLAG}})], [allow(Condition={"Null": {VPC: "false"}})], {FLAG: ("true",)}),
    "two in one name": (
        [allow(on=f"arn:aws:s3:::{BUCKET}-{OTHER}")],
        [allow(on=f"arn:aws:s3:::{BUCKET}-{OTHER}"), deny(on="arn:aws:s3:::*-prod*")], {BUCKET: ("example",), OTHER: ("-prod",)}),
    "an account, and one of its roles": (
        [lets_in(f"arn:aws:iam::{PARTNER}:root")],
        [lets_in(f"arn:aws:iam::{PARTNER}:root"), lets_in(f"arn:aws:iam::{PARTNER}:role/x", "Deny")], {PARTNER: ("210987654321",)}),
    "a role, and its account": (
        [lets_in(f"arn:aws:iam::{PARTNER}:role/x")],
        [lets_in(f"arn:aws:iam::{PARTNER}:role/x"), lets_in("999999999999", "Deny")], {PARTNER: ("999999999999",)}),
    "a role, and its session": (
        [lets_in(f"arn:aws:iam::111122223333:role/{OTHER}")],
        [lets_in(f"arn:aws:iam::111122223333:role/{OTHER}"),
         lets_in("arn:aws:sts::111122223333:assumed-role/admin/s", "Deny")], {OTHER: ("admin",)}),
    "what is true or false": (
        [allow(Condition={"Bool": {TLS: FLAG}})], [allow(Condition={"Bool": {TLS: "true"}})], {FLAG: ("false",)}),
    "the name of a bucket, and of a tag": (
        [allow(on=on(BUCKET), Condition={"StringEquals": {f"aws:PrincipalTag/{BUCKET}": "a"}})],
        [allow(), deny(on=on("secret*"))], {BUCKET: ("secret",)}),
    "a list without numbers": (
        [deny(Condition={"NumericLessThan": {MOST: LIST}}), deny(Condition={"NumericGreaterThanEquals": {MOST: LIST}}),
         allow(Condition={"Null": {MOST: "false"}})], [deny()], {LIST: ()}),
    "bytes": ([allow(Condition={"BinaryEquals": {"acme:seal": FLAG}})], [allow(on="arn:aws:sqs:*")], {FLAG: ("cm9sZWM=",)}),
}
KEPT = {
    "the same bucket": ([allow(on=on(BUCKET))], [allow(on=on(BUCKET))]),
    "all of a bucket": ([allow(on=on(BUCKET))], [allow(on="arn:aws:s3:::*")]),
    "no bucket is a queue": ([allow(on=on(BUCKET))], [allow(on=on(BUCKET)), deny(on="arn:aws:sqs:*:*:x")]),
    "no name has a colon": (
        [allow(on=f"arn:aws:sqs:eu-west-1:111122223333:dev-{BUCKET}")],
        [allow(on=f"arn:aws:sqs:eu-west-1:111122223333:dev-{BUCKET}"), deny(on="arn:aws:sqs:*:*:prod-*")]),
    "another end": (
        [allow(on=f"arn:aws:s3:::{BUCKET}/logs/*")], [allow(on=f"arn:aws:s3:::{BUCKET}/logs/*"), deny(on="arn:aws:s3:::secret/keys")]),
    "the same limit": ([allow(Condition={"NumericLessThan": {MOST: NUMBER}})], [allow(Condition={"NumericLessThanEquals": {MOST: NUMBER}})]),
    "one of several addresses": (
        [allow(Condition={"IpAddress": {FROM: RANGE}})], [allow(Condition={"IpAddress": {FROM: [RANGE, "10.0.0.0/8"]}})]),
    "a role of an account, and the account": (
        [lets_in(f"arn:aws:iam::{PARTNER}:role/x")], [lets_in(f"arn:aws:iam::{PARTNER}:root")]),
    "an account, and some roles of it": (
        [{**lets_in(f"arn:aws:iam::{PARTNER}:root"), "Condition": {"ArnLike": {"aws:PrincipalArn": f"arn:aws:iam::{PARTNER}:role/ci-*"}}}],
        [{**lets_in(f"arn:aws:iam::{PARTNER}:root"), "Condition": {"ArnLike": {"aws:PrincipalArn": f"arn:aws:iam::{PARTNER}:role/*"}}}]),
    "a number that is in a name, beside other names": (
        [allow(on=on(NUMBER), Condition={"NumericLessThan": {MOST: NUMBER}})], [allow(on="arn:aws:s3:::*"), deny(on="arn:aws:sqs:1*")]),
    "a number that is in a name, and that name": (
        [allow(on=on(NUMBER), Condition={"NumericLessThan": {MOST: NUMBER}})], [allow(on=on(NUMBER))]),
    "an attribute of a role of the project is no bucket": (
        [allow(on=mark("roles.web.arn"))], [allow(on=mark("roles.web.arn")), deny(on="arn:aws:iam::111122223333:role/admin")]),
}
# fmt: on


@pytest.mark.parametrize("case", GAINED)
def test_what_some_value_gives_is_told_with_it(case):
    new, old, expected = GAINED[case]
    version = None if "without variables" in case else "2012-10-17"
    found = only_in(access(*new, version=version), access(*old, version=version))
    given = {key: values for key, values in found.context.items() if "\ue100" in key}
    assert given == {as_key(each): values for each, values in expected.items()}


@pytest.mark.parametrize("case", KEPT)
def test_what_no_value_gives_is_not_told(case):
    new, old = KEPT[case]
    assert only_in(access(*new), access(*old)) is None


@pytest.mark.parametrize(
    "condition", [{"NumericLessThan": {MOST: NUMBER}}, {"IpAddress": {FROM: NUMBER}}]
)
def test_a_number_that_is_in_a_name_may_be_any(condition):
    """Of its values those are tried that tell numbers apart, and not those that tell names apart."""
    found = only_in(
        access(allow(on=on(NUMBER), Condition=condition)), access(allow(), deny(on=on("7*")))
    )
    assert isinstance(found, Unknown)


def test_a_value_that_does_not_matter_is_not_told():
    condition = {"IpAddress": {FROM: RANGE}}
    found = only_in(access(allow(), allow(on=on(BUCKET), Condition=condition)))
    assert not any("\ue100" in key for key in found.context)


@pytest.mark.parametrize(
    "case", ["a deny on a bucket that may be this one", "two values of one list"]
)
def test_generally_a_reference_has_a_value_of_its_own(case):
    new, old, _ = GAINED[case]
    assert generally_only_in(access(*new), access(*old)) is None


def test_what_is_no_value_of_its_operator_is_not_told():
    found = only_in(access(allow(Condition={"IpAddress": {FROM: f"x{RANGE}"}})))
    assert isinstance(found, Unknown)
    assert f"`x{unmarked(RANGE)}`, of which no value can be thought of" in found.bound


def test_what_too_many_values_have_together_is_not_told():
    """Either number alone is like no other, and both together may be those that the deny was about."""
    others = [mark("var.a"), mark("var.b")]
    known = [str(10 + each) for each in range(6)], [str(20 + each) for each in range(6)]
    one, both = (
        {"NumericEquals": dict(zip((MOST, "aws:MultiFactorAuthAge"), values, strict=True))}
        for values in (others, known)
    )
    old = access(allow(Condition=one), deny(Condition=both))
    assert isinstance(only_in(access(allow(Condition=one)), old), Unknown)


def test_so_many_values_are_not_all_tried():
    limits = [
        allow(Condition={"NumericLessThan": {MOST: mark(f"var.n{each}")}}) for each in range(9)
    ]
    one = access(*limits, boundary=[allow(Condition={"NumericLessThan": {MOST: "0"}})])
    other = access(*limits[:8], boundary=[allow(Condition={"NumericLessThan": {MOST: "-1"}})])
    few = only_in(other, one, bounds=BOUNDS._replace(worlds=3))
    assert isinstance(few, Unknown)
    assert few.bound == "values of what only Terraform knows"
