"""Which documents have the same references in the same places: under wildcards, a reference is no text."""

from __future__ import annotations

import pytest

from rolec.adopt.same_references import have_the_same_references

ALLOW = {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}


def of(**more):
    return {"Version": "2012-10-17", "Statement": [{**ALLOW, **more}]}


def asked(operator, value="${var.x}", key="aws:PrincipalArn"):
    return of(Condition={operator: {key: value}})


SAME = {
    "nothing": (of(), of(Resource="a")),
    "one and a list of one": (of(Resource="${var.x}"), of(Resource=["${var.x}"])),
    "a key in another case": (asked("ArnLike"), asked("ArnLike", key="aws:principalarn")),
    "two names of an operator": (asked("ArnLike"), asked("ArnEquals")),
    "a variable of IAM": (asked("StringLike", "${aws:username}"), of()),
}
OTHER = {
    "wildcards are read, or not": (asked("StringLike"), asked("StringEquals")),
    "for each value": (asked("ForAnyValue:StringLike"), asked("ForAnyValue:StringEquals")),
    "a resource": (of(Resource=["${var.x}", "*"]), of(Resource="*")),
    "an action": (of(Action="${var.x}"), of(NotAction="${var.x}")),
    "a denial": (of(Resource="${var.x}"), of(Resource="${var.x}", Effect="Deny")),
    "a key": (asked("StringLike", "a", "${var.x}:sub"), asked("StringLike", "a", "${var.y}:sub")),
}


@pytest.mark.parametrize("case", SAME)
def test_references_that_are_in_the_same_places(case):
    assert have_the_same_references(*SAME[case])


@pytest.mark.parametrize("case", OTHER)
def test_references_that_are_not(case):
    assert not have_the_same_references(*OTHER[case])
