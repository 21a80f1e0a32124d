"""The shape of a difference, for policies of which a person would say it like this."""

from __future__ import annotations

import json

import pytest

from rolec.catalog.catalogue import SHIPPED
from rolec.compare.compare import only_in
from rolec.explain.explain import explain
from rolec.explain.grant import Grant
from rolec.explain.told import _MOST as MOST
from rolec.policy.of_json import kind_of, of_json
from rolec.policy.policy_text import Kind
from rolec.read.json_text import read_json
from rolec.semantics.access import Access, Layer, LayerKind
from rolec.semantics.of_policy import statements
from rolec.source.file import SourceFile

PHOTOS = "arn:aws:s3:::photos/*"
SECRET = "arn:aws:s3:::photos/secret/*"
LOGS = "arn:aws:s3:::logs/*"


def allow(action, resource="*", condition=None, **more):
    element = {"Effect": "Allow", "Action": action, "Resource": resource, **more}
    return element | ({"Condition": condition} if condition else {})


def deny(action, resource="*", condition=None):
    return allow(action, resource, condition) | {"Effect": "Deny"}


def trust(principal, condition=None, action="sts:AssumeRole"):
    element = {"Effect": "Allow", "Principal": principal, "Action": action}
    return element | ({"Condition": condition} if condition else {})


def layer(*written, kind=LayerKind.IDENTITY):
    text = json.dumps({"Version": "2012-10-17", "Statement": written})
    value = read_json(SourceFile("policy.json", text)).value
    policy = of_json(value, kind_of(value))
    return Layer(LayerKind.TRUST if policy.kind is Kind.TRUST else kind, statements(policy))


def access(*written, boundary=()):
    layers = [layer(*written)]
    return Access(
        layers=(*layers, *([layer(*boundary, kind=LayerKind.BOUNDARY)] if boundary else []))
    )


def gains(one, other):
    return only_in(one, other) is not None


def shown(grant: Grant) -> str:
    region = grant.region
    words = [" ".join(grant.actions)]
    words += ["except " + " ".join(grant.exceptions)] if grant.exceptions else []
    words += ["on " + " ".join(region.resources)] if region.resources else []
    words += ["by " + " ".join(p.value for p in region.principals)] if region.principals else []
    for word, conditions in (("if", region.conditions), ("otherwise if", region.otherwise or ())):
        said = [f"{c.operator.name} {c.key} {'|'.join(c.values)}" for c in conditions]
        words += [f"{word} {' and '.join(said)}"] if said else []
    for conditions in region.denied:
        said = [f"{c.operator.name} {c.key} {'|'.join(c.values)}" for c in conditions]
        words += [f"denied if {' and '.join(said)}"]
    words += ["within " + " ".join(region.within)] if region.within else []
    return ", ".join(words)


def test_a_wildcard_is_not_told_without_most_of_what_it_stands_for():
    names = SHIPPED.service("sns").action_names()[:-2]
    assert len(names) > MOST
    actions = [f"sns:{name}" for name in names]
    granted, _ = both(access(allow(actions)), access(allow(actions), deny("*", LOGS)))
    assert "*" not in " ".join(granted).replace(LOGS, "").split()


def both(new, old):
    shape = explain(new, old, gains)
    return [shown(each) for each in shape.granted], [shown(each) for each in shape.revoked]


TEAM_IS = "StringEquals aws:principaltag/team"
TEAM = {"StringEquals": {"aws:PrincipalTag/team": ["a", "b"]}}
TLS = {"Bool": {"aws:SecureTransport": "true"}}
NO_TLS = {"Bool": {"aws:SecureTransport": "false"}}
NOT_HOME = {"StringNotEquals": {"aws:SourceVpc": "vpc-1"}}
AWAY = "StringNotEquals aws:sourcevpc vpc-1"
S3_READ = [allow("s3:GetObject", PHOTOS)]
CASES = {
    "an action more": (
        [allow(["s3:GetObject", "s3:PutObject"], PHOTOS)],
        S3_READ,
        ([f"s3:PutObject, on {PHOTOS}"], []),
    ),
    "actions of several levels": (
        [allow(["s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:ListBucket"])],
        [allow("s3:GetObject")],
        (["s3:DeleteObject s3:PutObject, on *", "s3:ListBucket, on *"], []),
    ),
    "a wildcard as it is written": (
        [*S3_READ, allow("sqs:Send*")],
        S3_READ,
        (["sqs:Send*, on *"], []),
    ),
    "what of a wildcard is new": (
        [allow("sqs:*Message", PHOTOS)],
        [allow(["sqs:ReceiveMessage", "sqs:DeleteMessage"], PHOTOS)],
        ([f"sqs:SendMessage, on {PHOTOS}"], []),
    ),
    "a wildcard of which AWS has no action": (
        [allow(["s3:Fry*", "deepracer:*"])],
        [allow("s3:Fry*", LOGS)],
        (["deepracer:*, on *", f"s3:Fry*, on *, within {LOGS}"], []),
    ),
    "a wildcard of which an action is named too": (
        [allow("s3:Fry*"), allow("s3:FryEgg")],
        [allow("s3:FryEgg")],
        (["s3:Fry*, except s3:FryEgg, on *"], []),
    ),
    "a service": (
        [*S3_READ, allow("sqs:*")],
        S3_READ,
        (["sqs:*, on *"], []),
    ),
    "everything": (
        [allow("*")],
        S3_READ,
        (["*, on *"], []),
    ),
    "everything, in another spelling": (
        [allow("**")],
        [allow("*")],
        ([], []),
    ),
    "everything but a service": (
        [allow("s3:GetObject"), {"Effect": "Allow", "NotAction": "iam:*", "Resource": "*"}],
        [allow("s3:GetObject")],
        (["*, except iam:* s3:GetObject, on *"], []),
    ),
    "a resource more": (
        [allow("s3:GetObject", [PHOTOS, LOGS])],
        S3_READ,
        ([f"s3:GetObject, on {LOGS}"], []),
    ),
    "a wider resource": (
        [allow("s3:GetObject", "arn:aws:s3:::*")],
        S3_READ,
        ([f"s3:GetObject, on arn:aws:s3:::*, within {PHOTOS}"], []),
    ),
    "a narrower resource": (
        [allow("s3:GetObject", SECRET)],
        S3_READ,
        ([], [f"s3:GetObject, on {PHOTOS}, within {SECRET}"]),
    ),
    "a condition dropped": (
        S3_READ,
        [allow("s3:GetObject", PHOTOS, TLS)],
        ([f"s3:GetObject, on {PHOTOS}, otherwise if Bool aws:securetransport true"], []),
    ),
    "a condition added": (
        [allow("s3:GetObject", PHOTOS, TLS)],
        S3_READ,
        ([], [f"s3:GetObject, on {PHOTOS}, otherwise if Bool aws:securetransport true"]),
    ),
    "a value more": (
        [
            allow(
                "s3:GetObject",
                PHOTOS,
                {"StringEquals": {"aws:PrincipalTag/team": ["a", "b", "c"]}},
            )
        ],
        [allow("s3:GetObject", PHOTOS, TEAM)],
        (
            [f"s3:GetObject, on {PHOTOS}, if {TEAM_IS} c, otherwise if {TEAM_IS} a|b"],
            [],
        ),
    ),
    "a deny dropped": (
        [allow("s3:*", "arn:aws:s3:::*")],
        [allow("s3:*", "arn:aws:s3:::*"), deny("s3:GetObject", SECRET)],
        ([f"s3:GetObject, on {SECRET}"], []),
    ),
    "a deny that holds under conditions dropped": (
        [allow("s3:*")],
        [allow("s3:*"), deny("s3:*", "*", NOT_HOME)],
        ([f"s3:*, on *, denied if {AWAY}"], []),
    ),
    "a deny that holds under fewer conditions": (
        [allow("s3:*"), deny("s3:*", "*", NOT_HOME | NO_TLS)],
        [allow("s3:*"), deny("s3:*", "*", NOT_HOME)],
        ([f"s3:*, on *, denied if {AWAY}"], []),
    ),
    "a deny that holds under conditions added on a part": (
        [allow("s3:GetObject", PHOTOS), deny("s3:*", SECRET, NOT_HOME)],
        S3_READ,
        ([], [f"s3:GetObject, on {SECRET}, denied if {AWAY}"]),
    ),
    "a deny added": (
        [allow("s3:*"), deny("s3:Put*", SECRET)],
        [allow("s3:*")],
        ([], [f"s3:Put*, on {SECRET}"]),
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_a_difference_has_its_shape(name):
    new, old, expected = CASES[name]
    assert both(access(*new), access(*old)) == expected


MANY = [f"arn:aws:s3:::bucket-{number}/*" for number in range(200)]
NAMES = [f"team-{number}" for number in range(200)]


def named(names):
    return {"StringEquals": {"aws:PrincipalTag/team": names}}


@pytest.mark.parametrize(
    ("many", "one_less", "told"),
    [
        (
            [allow("s3:GetObject", MANY)],
            [allow("s3:GetObject", [*MANY[:77], *MANY[78:]])],
            f"s3:GetObject, on {MANY[77]}",
        ),
        (
            [allow("s3:GetObject", PHOTOS, named(NAMES))],
            [allow("s3:GetObject", PHOTOS, named([*NAMES[:77], *NAMES[78:]]))],
            f"s3:GetObject, on {PHOTOS}, if {TEAM_IS} {NAMES[77]}, otherwise if {TEAM_IS} "
            + "|".join([*NAMES[:77], *NAMES[78:]]),
        ),
        (
            [allow("s3:GetObject")],
            [allow("s3:GetObject"), deny("s3:*", MANY)],
            f"s3:GetObject, on {' '.join(MANY)}",
        ),
        (
            [allow("s3:GetObject"), deny("s3:*", [*MANY[:77], *MANY[78:]])],
            [allow("s3:GetObject"), deny("s3:*", MANY)],
            f"s3:GetObject, on {MANY[77]}",
        ),
    ],
)
def test_of_many_one_more_is_told_by_itself(many, one_less, told):
    asked = 0

    def counted(one, other):
        nonlocal asked
        asked += 1
        return gains(one, other)

    new, old = access(*many), access(*one_less)
    assert [shown(each) for each in explain(new, old, counted).granted] == [told]
    assert both(old, new)[1] == [told]
    assert asked < 2 * len(MANY) + 40  # so many halves are there, if all are new


def test_what_is_known_not_to_be_there_is_not_looked_for():
    old = access(allow("s3:GetObject", [PHOTOS, LOGS]))
    new = access(allow("s3:GetObject", PHOTOS))
    asked = []

    def told(one, other):
        asked.append(one)
        return gains(one, other)

    whole, count = explain(new, old, told), len(asked)
    part = explain(new, old, told, granted=False)
    assert (part.granted, part.revoked) == ((), whole.revoked)
    assert len(asked) < 2 * count
    assert explain(new, old, gains, granted=False, revoked=False)[:2] == ((), ())


SAME = {
    "another sid": (
        [allow("s3:GetObject", PHOTOS, Sid="A")],
        [allow("s3:GetObject", PHOTOS, Sid="B")],
    ),
    "another order": (
        [allow("s3:GetObject"), allow("sqs:SendMessage")],
        [allow("sqs:SendMessage"), allow("s3:GetObject")],
    ),
    "a statement split in two": (
        [allow("s3:GetObject", PHOTOS), allow("s3:GetObject", LOGS)],
        [allow("s3:GetObject", [PHOTOS, LOGS])],
    ),
    "a wildcard replaced by what it stands for": (
        [allow("sqs:Send*")],
        [allow("sqs:SendMessage")],
    ),
    "what another statement allows": (
        [allow("s3:*"), allow("s3:GetObject", PHOTOS)],
        [allow("s3:*")],
    ),
    "the case of an action": ([allow("S3:getobject")], [allow("s3:GetObject")]),
}


@pytest.mark.parametrize("name", SAME)
def test_what_says_the_same_has_no_shape(name):
    new, old = SAME[name]
    assert both(access(*new), access(*old)) == ([], [])


def test_a_boundary_limits_what_is_told():
    s3, boundary = [allow("s3:*")], [allow("s3:GetObject", PHOTOS)]
    assert both(access(*s3, boundary=boundary), access()) == ([f"s3:GetObject, on {PHOTOS}"], [])
    wider = [allow("s3:GetObject", [PHOTOS, LOGS], TLS)]
    assert both(access(*s3, boundary=wider), access(*s3, boundary=boundary)) == (
        [f"s3:GetObject, on {LOGS}, if Bool aws:securetransport true"],
        [f"s3:GetObject, on {PHOTOS}"],
    )


OWN_TABLE = "arn:aws:dynamodb:*:1:table/${aws:PrincipalTag/team}"


@pytest.mark.parametrize(
    ("boundary", "told"),
    [
        ("*", OWN_TABLE),
        ("arn:aws:dynamodb:*:*:table/*", OWN_TABLE),
        ("arn:aws:dynamodb:*:1:table/*", OWN_TABLE),
        # Of patterns that are none within the other, what is allowed is told, as without a variable.
        ("arn:aws:dynamodb:eu-west-1:*:table/*", OWN_TABLE),
        ("arn:aws:dynamodb:eu-west-1:1:table/a", "arn:aws:dynamodb:eu-west-1:1:table/a"),
    ],
)
def test_a_boundary_around_a_variable_is_told_only_where_it_is_narrower(boundary, told):
    own = [allow("dynamodb:GetItem", OWN_TABLE)]
    new = access(*own, boundary=[allow("dynamodb:*", boundary)])
    assert both(new, access()) == ([f"dynamodb:GetItem, on {told}"], [])


ACCOUNT, OTHER = "arn:aws:iam::111122223333:root", "arn:aws:iam::444455556666:role/ci"


def test_who_may_assume_is_told_one_by_one():
    mfa = {"Bool": {"aws:MultiFactorAuthPresent": "true"}}
    old = access(trust({"AWS": ACCOUNT}, mfa), trust({"Service": "ec2.amazonaws.com"}))
    new = access(trust({"AWS": [ACCOUNT, OTHER]}))
    assert both(new, old) == (
        [
            f"sts:AssumeRole, by {ACCOUNT}, otherwise if Bool aws:multifactorauthpresent true",
            f"sts:AssumeRole, by {OTHER}",
        ],
        ["sts:AssumeRole, by ec2.amazonaws.com"],
    )


def test_of_a_service_that_is_not_known_only_what_is_there_already_is_left_out():
    before = access(allow(["builderid:CreateInvitation", "sts:*"]))
    (grant,) = explain(access(allow("*")), before, gains).granted
    assert grant.actions == ("*",)
    assert grant.exceptions == ("builderid:CreateInvitation", "sts:*")
