"""Requests are decided as the IAM User Guide says, "Policy evaluation logic" and the elements' pages."""

from __future__ import annotations

import pytest

from rolec.policy.mark import mark
from rolec.semantics.access import Access, Layer, LayerKind
from rolec.semantics.decide import allows, decide
from rolec.semantics.request import Request
from rolec.semantics.statement import Principal
from support.access import BUCKET, KEYS, ROLE, access, allow, deny, request, said

DENIED_IN = (LayerKind.IDENTITY,)


def answer(written, asked):
    found = decide(written, asked, KEYS)
    if not asked.open:
        assert allows(written, asked, KEYS) is (found.answer is True)
    return found.answer


# fmt: off
ELEMENTS = [
    ("an action by its name", allow("s3:GetObject"), "s3:GetObject", BUCKET, True),
    ("in any case", allow("S3:getobject"), "s3:GetObject", BUCKET, True),
    ("and no other", allow("s3:GetObject"), "s3:GetObjectAcl", BUCKET, False),
    ("with a star", allow("s3:Get*"), "s3:GetObject", BUCKET, True),
    ("with a question mark", allow("s3:?etObject"), "s3:GetObject", BUCKET, True),
    ("any of the list", allow(["s3:Put*", "s3:Get*"]), "s3:GetObject", BUCKET, True),
    ("every action", allow("*"), "s3:GetObject", BUCKET, True),
    ("every action in two words", allow("*:*"), "s3:GetObject", BUCKET, True),
    ("all but some", {"Effect": "Allow", "NotAction": "iam:*", "Resource": "*"}, "s3:GetObject", BUCKET, True),
    ("and not these", {"Effect": "Allow", "NotAction": ["s3:*", "iam:*"], "Resource": "*"}, "s3:GetObject", BUCKET, False),
    ("a resource by its ARN", allow(on=BUCKET), "s3:GetObject", BUCKET, True),
    ("case counts in a resource", allow(on="arn:aws:s3:::Photos"), "s3:GetObject", BUCKET, False),
    ("a star crosses colons and slashes", allow(on="arn:aws:s3*t*"), "s3:GetObject", BUCKET, True),
    ("nor what goes on behind it", allow(on="arn:aws:s3:::p*s"), "s3:GetObject", BUCKET + "/", False),
    ("a part is no match", allow(on="arn:aws:s3:::phot"), "s3:GetObject", BUCKET, False),
    ("an action without a resource is on *", allow(on="*"), "s3:ListAllMyBuckets", "*", True),
    ("which no ARN covers", allow(on="arn:aws:s3:::*"), "s3:ListAllMyBuckets", "*", False),
    ("all resources but some", {"Effect": "Allow", "Action": "*", "NotResource": "arn:aws:s3:::logs"}, "s3:GetObject", BUCKET, True),
    ("and not these", {"Effect": "Allow", "Action": "*", "NotResource": BUCKET + "*"}, "s3:GetObject", BUCKET, False),
    ("what an ARN lacks is any", allow(on="arn:aws:s3"), "s3:GetObject", BUCKET, True),
    ("and what it does not lack is not", allow(on="arn:aws:sqs"), "s3:GetObject", BUCKET, False),
]
# fmt: on


class TestElements:
    @pytest.mark.parametrize(
        ("sentence", "statement", "action", "resource", "expected"),
        ELEMENTS,
        ids=lambda value: (
            value.replace(" ", "-") if isinstance(value, str) and " " in value else ""
        ),
    )
    def test_statement(self, sentence, statement, action, resource, expected):
        assert answer(access(statement), request(action, resource)) is expected, sentence

    def test_an_action_without_a_resource_is_our_fault(self):
        with pytest.raises(AssertionError, match="on no resource"):
            decide(access(allow()), Request(action="s3:GetObject", context={}), KEYS)

    def test_many_stars_are_not_slow(self):
        pattern = "arn:aws:s3:::" + "*a" * 200 + "*b"
        assert answer(access(allow(on=pattern)), request(resource=BUCKET + "a" * 2000)) is False


class TestLayers:
    def test_what_nothing_allows_is_denied(self):
        found = decide(access(), request(), KEYS)
        assert (found.answer, found.statements, found.lacking) == (False, (), DENIED_IN)

    def test_a_denial_wins(self):
        said_ = access(allow(), deny("s3:*", Sid="No"))
        found = decide(said_, request(), KEYS)
        assert (found.answer, [s.sid for s in found.statements]) == (False, ["No"])
        assert found.lacking == ()
        assert answer(said_, request("sqs:SendMessage")) is True

    def test_a_denial_that_does_not_apply_does_not_count(self):
        condition = {"Bool": {"aws:SecureTransport": "false"}}
        said_ = access(allow(Sid="A"), deny(Sid="D", Condition=condition))
        found = decide(said_, request(aws_SecureTransport="true"), KEYS)
        assert (found.answer, [s.sid for s in found.statements]) == (True, ["A"])

    def test_a_boundary_limits_and_gives_nothing(self):
        limited = access(allow("s3:*", Sid="A"), boundary=[allow("s3:Get*", Sid="B")])
        found = decide(limited, request("s3:GetObject"), KEYS)
        assert (found.answer, [s.sid for s in found.statements]) == (True, ["A", "B"])
        found = decide(limited, request("s3:PutObject"), KEYS)
        assert (found.answer, found.lacking) == (False, (LayerKind.BOUNDARY,))
        assert answer(access(boundary=[allow()]), request()) is False

    def test_a_denial_of_a_boundary_wins(self):
        assert answer(access(allow(), boundary=[allow(), deny("s3:*")]), request()) is False

    def test_every_level_of_scp_must_allow(self):
        assert answer(access(allow(), scp1=[allow()], scp2=[allow("s3:*")]), request()) is True
        some = access(allow(), scp1=[allow()], scp2=[allow("sqs:*")])
        assert decide(some, request(), KEYS).lacking == (LayerKind.SCP,)
        assert answer(access(allow(), scp1=[allow()], scp2=[allow(), deny()]), request()) is False

    def test_a_session_policy_limits(self):
        assert answer(access(allow("s3:*"), session=[allow("s3:Get*")]), request()) is True
        assert answer(access(allow("s3:*"), session=[allow("s3:Put*")]), request()) is False


class TestUnknownPolicies:
    def with_unknown(self, *written, boundary=None, **layers):
        known = access(*written, **layers)
        return Access(layers=known.layers, unknown=("arn:p",), unknown_boundary=boundary)

    def test_it_may_allow_or_deny(self):
        assert answer(self.with_unknown(), request()) is None
        found = decide(self.with_unknown(allow()), request(), KEYS)
        assert (found.answer, found.unknown, found.depends_on) == (None, ("arn:p",), ())

    def test_a_denial_decides_anyway(self):
        assert answer(self.with_unknown(allow(), deny()), request()) is False

    def test_another_layer_that_does_not_allow_decides_anyway(self):
        assert answer(self.with_unknown(boundary=None, scp=[allow("sqs:*")]), request()) is False

    def test_a_boundary_may_limit(self):
        limited = Access(layers=access(allow("s3:*")).layers, unknown_boundary="arn:b")
        assert decide(limited, request(), KEYS).unknown == ("arn:b",)
        assert answer(limited, request("sqs:SendMessage")) is False


CONDITION = {"StringEquals": {"aws:RequestedRegion": "eu-west-1"}}


class TestNotKnown:
    def test_who_denies_and_who_allows_both_depend(self):
        ip = {"NotIpAddress": {"aws:SourceIp": "10.0.0.0/8"}}
        said_ = access(allow(Sid="A", Condition=CONDITION), deny(Sid="D", Condition=ip))
        found = decide(said_, request(open_=True), KEYS)
        assert found.answer is None
        assert found.depends_on == ("aws:requestedregion", "aws:sourceip")
        assert [s.sid for s in found.statements] == ["D", "A"]

    def test_what_denies_surely_needs_no_key(self):
        said_ = access(allow(Condition=CONDITION), deny())
        assert decide(said_, request(open_=True), KEYS).depends_on == ()

    def test_what_allows_surely_needs_no_key(self):
        said_ = access(allow(Condition=CONDITION, Sid="A"), allow(Sid="B"))
        found = decide(said_, request(open_=True), KEYS)
        assert (found.answer, [s.sid for s in found.statements]) == (True, ["B"])

    def test_a_layer_that_surely_does_not_allow_decides(self):
        said_ = access(allow(Condition=CONDITION), boundary=[allow("sqs:*")])
        assert answer(said_, request(open_=True)) is False

    def test_each_layer_shows_what_may_decide_it(self):
        said_ = access(
            allow(Sid="A", Condition=CONDITION),
            allow(Sid="B"),
            boundary=[allow(Sid="C", Condition=CONDITION)],
        )
        found = decide(said_, request(open_=True), KEYS)
        assert [s.sid for s in found.statements] == ["B", "C"]


class TestTerraform:
    """What only Terraform knows is equal to itself and, in an open request, perhaps to anything."""

    MARK = mark("aws_s3_bucket.photos.arn")

    def test_it_is_itself(self):
        own = access(allow(on=self.MARK + "/*"))
        assert answer(own, request(resource=self.MARK + "/x")) is True
        assert answer(own, request(resource=BUCKET + "/x")) is False

    def test_it_may_be_anything(self):
        own = access(allow(on=self.MARK + "/*"))
        found = decide(own, request(resource=BUCKET + "/x", open_=True), KEYS)
        assert (found.answer, found.unknown) == (None, (self.MARK,))
        assert answer(own, request(resource=BUCKET, open_=True)) is False
        assert answer(access(deny(on=self.MARK), allow()), request(open_=True)) is None

    def test_in_a_condition_too(self):
        own = access(allow(Condition={"StringEquals": {"aws:SourceVpc": mark("var.vpc")}}))
        assert answer(own, request(open_=True, aws_SourceVpc="vpc-1")) is None
        assert answer(own, request(aws_SourceVpc="vpc-1")) is False


def trusts(principal, asks, *, open_=False, name="Principal"):
    statement = {"Effect": "Allow", name: principal, "Action": "sts:AssumeRole"}
    own = Access(layers=(Layer(LayerKind.TRUST, said(statement)),))
    asked = Request(action="sts:AssumeRole", principal=Principal(*asks), context={}, open=open_)
    return answer(own, asked)


SESSION = "arn:aws:sts::111122223333:assumed-role/web/i-1"
USER = "arn:aws:iam::111122223333:user/teams/ann"
ROOT = "arn:aws:iam::111122223333:root"
OIDC = "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com"


# fmt: off
PRINCIPALS = [
    ("everyone is a role", "*", ("AWS", ROLE), True),
    ("or a service", "*", ("Service", "ec2.amazonaws.com"), True),
    ("or an identity of a provider", {"AWS": "*"}, ("Federated", OIDC), True),
    ("a service by its name", {"Service": "ec2.amazonaws.com"}, ("Service", "ec2.amazonaws.com"), True),
    ("and no other", {"Service": "ec2.amazonaws.com"}, ("Service", "ecs.amazonaws.com"), False),
    ("one of several", {"Service": ["ecs.amazonaws.com", "ec2.amazonaws.com"]}, ("Service", "ec2.amazonaws.com"), True),
    ("of one of several types", {"Service": "ec2.amazonaws.com", "AWS": ROLE}, ("AWS", ROLE), True),
    ("an account is its root", {"AWS": ROOT}, ("AWS", ROOT), True),
    ("in twelve digits too", {"AWS": "111122223333"}, ("AWS", ROOT), True),
    ("asked so too", {"AWS": ROOT}, ("AWS", "111122223333"), True),
    ("an account is each of its roles", {"AWS": ROOT}, ("AWS", ROLE), True),
    ("and users", {"AWS": "111122223333"}, ("AWS", USER), True),
    ("and sessions", {"AWS": ROOT}, ("AWS", SESSION), True),
    ("not those of another", {"AWS": "444455556666"}, ("AWS", ROLE), False),
    ("no provider of it", {"AWS": ROOT}, ("Federated", OIDC), False),
    ("a role is not its account", {"AWS": ROLE}, ("AWS", ROOT), False),
    ("a role by its ARN", {"AWS": ROLE}, ("AWS", ROLE), True),
    ("and no other", {"AWS": ROLE}, ("AWS", ROLE + "2"), False),
    ("a role is each of its sessions", {"AWS": ROLE}, ("AWS", SESSION), True),
    ("whatever its path", {"AWS": "arn:aws:iam::111122223333:role/a/b/web"}, ("AWS", SESSION), True),
    ("not of another role", {"AWS": ROLE + "2"}, ("AWS", SESSION), False),
    ("nor of another account", {"AWS": "arn:aws:iam::444455556666:role/web"}, ("AWS", SESSION), False),
    ("a session is itself", {"AWS": SESSION}, ("AWS", SESSION), True),
    ("not another session", {"AWS": SESSION}, ("AWS", SESSION + "2"), False),
    ("not its role", {"AWS": SESSION}, ("AWS", ROLE), False),
    ("a user by its ARN", {"AWS": USER}, ("AWS", USER), True),
    ("case counts", {"AWS": USER}, ("AWS", USER.replace("ann", "Ann")), False),
    ("a provider by its ARN", {"Federated": OIDC}, ("Federated", OIDC), True),
    ("a star in a name is a star", {"AWS": "arn:aws:iam::111122223333:role/*"}, ("AWS", ROLE), False),
]
# fmt: on


class TestPrincipals:
    @pytest.mark.parametrize(
        ("sentence", "principal", "asks", "expected"),
        PRINCIPALS,
    )
    def test_principal(self, sentence, principal, asks, expected):
        assert trusts(principal, asks) is expected, sentence
        assert trusts(principal, asks, name="NotPrincipal") is not expected, sentence

    def test_which_session_of_a_role_asks_is_not_known(self):
        assert trusts({"AWS": SESSION}, ("AWS", ROLE), open_=True) is None
        assert trusts({"AWS": SESSION}, ("AWS", ROLE + "2"), open_=True) is False
        assert trusts({"AWS": SESSION}, ("AWS", ROLE), open_=True, name="NotPrincipal") is None

    def test_who_terraform_names_is_not_known(self):
        assert trusts({"AWS": mark("var.role")}, ("AWS", ROLE), open_=True) is None
        assert trusts({"AWS": mark("var.role")}, ("AWS", ROLE)) is False
        assert (
            trusts({"AWS": mark("var.role")}, ("Service", "ec2.amazonaws.com"), open_=True)
            is False
        )

    def test_nobody_is_our_fault(self):
        nobody = Request(action="sts:AssumeRole", context={})
        statement = {"Effect": "Allow", "Principal": "*", "Action": "sts:AssumeRole"}
        own = Access(layers=(Layer(LayerKind.TRUST, said(statement)),))
        with pytest.raises(AssertionError, match="by nobody"):
            decide(own, nobody, KEYS)
