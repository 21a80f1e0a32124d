"""What holds of requests whatever their open keys are."""

from __future__ import annotations

import pytest

from rolec.driver.expect.decide_exactly import (
    Asked,
    Doubt,
    allowed_one,
    decide_exactly,
    denied_one,
)
from rolec.policy.mark import mark, unmarked
from rolec.semantics.request import Request
from support.access import BUCKET, access, allow, deny, request

IS = {"StringEquals": {"aws:RequestedRegion": "eu-west-1"}}
IS_NOT = {"StringNotEquals": {"aws:RequestedRegion": "eu-west-1"}}
MARK = mark("var.bucket")


def decided(*written, resource=BUCKET, **context):
    return decide_exactly(
        access(*written), request("s3:GetObject", resource, open_=True, **context)
    )


def asked(resource="*", actions=("s3:*",), **context):
    found = request(**context)
    return Asked(actions, (resource,), None, found.context)


class TestOneRequest:
    def test_one_way_or_the_other(self):
        found = decided(allow(Sid="A", Condition=IS), allow(Sid="B", Condition=IS_NOT))
        assert (found.answer, [s.sid for s in found.statements]) == (True, ["A", "B"])
        assert found.depends_on == ()

    def test_allowed_and_denied_together(self):
        found = decided(allow(Condition=IS), deny(Sid="D", Condition=IS))
        assert (found.answer, [s.sid for s in found.statements]) == (False, ["D"])

    def test_never_both(self):
        both = {**IS, "StringLike": {"aws:RequestedRegion": "us-*"}}
        found = decided(allow(Condition=both))
        assert (found.answer, found.statements) == (False, ())
        assert found.lacking

    def test_it_does_depend(self):
        found = decided(allow(Condition=IS))
        assert (found.answer, found.depends_on) == (None, ("aws:requestedregion",))

    def test_a_known_value_counts(self):
        two = {**IS, "Bool": {"aws:SecureTransport": "true"}}
        other = {**IS_NOT, "Bool": {"aws:SecureTransport": "true"}}
        assert decided(allow(Condition=two), allow(Condition=other)).answer is None
        both = (allow(Condition=two), allow(Condition=other))
        assert decided(*both, aws_SecureTransport="true").answer is True
        assert decided(*both, aws_SecureTransport="false").answer is False

    def test_a_known_variable_is_text(self):
        home = "arn:aws:s3:::${aws:username}/${aws:userid}"
        rest = "arn:aws:s3:::*/${aws:userid}"
        given = {"resource": "arn:aws:s3:::ann/x", "aws_username": "*"}
        found = decided(allow(on=home), deny(on=rest), **given)
        assert found.answer is False
        assert decided(allow(on=rest), deny(on=home), **given).answer is None
        given["aws_username"] = "ann"
        assert decided(allow(on=rest), deny(on=home), **given).answer is False

    def test_what_terraform_knows_leaves_it_open(self):
        assert decided(allow(on=MARK)).answer is None
        assert decided(allow(on=MARK), allow(on=BUCKET)).answer is True
        assert decided(allow(on=MARK), deny(Condition=IS), deny(Condition=IS_NOT)).answer is False
        both = decided(allow(), deny(on=MARK))
        assert both.answer is None


# fmt: off
UNKNOWN = [
    ([allow(on=MARK)], Doubt, Doubt),
    ([allow(on=MARK + "/*")], Request, None),
    ([{"Effect": "Allow", "Action": "*", "NotResource": MARK}], Doubt, Doubt),
    ([{"Effect": "Allow", "Action": "*", "NotResource": [MARK, "*"]}], Request, None),
    ([allow(), deny(on=MARK)], Doubt, Doubt),
    ([allow(), {"Effect": "Deny", "Action": "*", "NotResource": MARK}], Doubt, Doubt),
    ([allow(Condition={"StringEquals": {"aws:SourceVpc": MARK}})], Request, Request),
    ([allow(Condition={"StringNotEquals": {"aws:SourceVpc": MARK}})], Doubt, Request),
    ([allow(), deny(Condition={"StringEquals": {"aws:SourceVpc": MARK}})], Request, Request),
    ([allow(), deny(Condition={"StringNotEquals": {"aws:SourceVpc": MARK}})], Request, Doubt),
    ([allow(Condition={"StringEqualsIfExists": {"aws:SourceVpc": MARK}})], Doubt, Request),
    ([allow(Condition={"ForAnyValue:StringNotEquals": {"aws:TagKeys": MARK}})], Request, Doubt),
    ([allow(Condition={"ForAllValues:StringEquals": {"aws:TagKeys": MARK}})], Doubt, Request),
    ([allow(Condition={"StringEquals": {MARK + ":sub": "x"}})], Doubt, Request),
]
# fmt: on


class TestAll:
    def test_all_of_a_pattern(self):
        assert (
            denied_one(access(allow("s3:*", "arn:aws:s3:::a*")), asked("arn:aws:s3:::ab*")) is None
        )
        found = denied_one(access(allow("s3:*", "arn:aws:s3:::ab*")), asked("arn:aws:s3:::a*"))
        assert isinstance(found, Request)
        assert found.resource.startswith("arn:aws:s3:::a")
        assert not found.resource.startswith("arn:aws:s3:::ab")

    def test_none_of_a_service(self):
        assert allowed_one(access(allow("iam:*")), asked()) is None
        found = allowed_one(access(allow("*", Condition=IS)), asked())
        assert found.action.startswith("s3:")
        assert found.context["aws:requestedregion"] == ("eu-west-1",)

    def test_a_known_key_keeps_some_away(self):
        own = access(allow(Condition=IS))
        assert allowed_one(own, asked(aws_RequestedRegion="us-east-1")) is None
        assert denied_one(own, asked(aws_RequestedRegion="eu-west-1")) is None

    @pytest.mark.parametrize(("written", "denied", "allowed"), UNKNOWN)
    def test_what_terraform_knows(self, written, denied, allowed):
        one = asked(BUCKET)
        for found, expected in (
            (denied_one(access(*written), one), denied),
            (allowed_one(access(*written), one), allowed),
        ):
            assert found is None if expected is None else isinstance(found, expected)

    @pytest.mark.parametrize(
        "condition",
        [
            {"IpAddress": {"aws:SourceIp": MARK}},
            {"NotIpAddress": {"aws:SourceIp": f"{MARK}/32"}},
            {"StringEquals": {"aws:SourceIp": MARK}},
        ],
    )
    def test_whether_a_known_value_fits_a_reference_is_not_known(self, condition):
        for one in (
            access(allow(Condition=condition)),
            access(allow(), deny(Condition=condition)),
        ):
            for ask in (denied_one, allowed_one):
                found = ask(one, asked(BUCKET, aws_SourceIp="10.0.0.1"))
                assert found == Doubt(f"it depends on `{unmarked(MARK)}`")

    def test_a_variable_without_a_value_asks_about_nothing(self):
        one = asked("arn:aws:s3:::${aws:username}", aws_username=None)
        for ask in (denied_one, allowed_one):
            assert ask(access(allow()), one) == Doubt("a variable in the resource has no value")
