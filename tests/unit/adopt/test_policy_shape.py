"""What IAM's grammar has no place for is found, wherever it stands."""

from __future__ import annotations

import pytest

from rolec.adopt.policy_shape import misplaced

GOOD = {
    "Effect": "Allow",
    "Principal": {"AWS": ["arn:aws:iam::111122223333:root"], "Service": "ec2.amazonaws.com"},
    "Action": "sts:AssumeRole",
    "Condition": {"Bool": {"aws:SecureTransport": True}, "NumericLessThan": {"a:b": [1, 2]}},
}


@pytest.mark.parametrize("statement", [GOOD, [GOOD, {**GOOD, "Principal": "*"}], []])
def test_a_policy_has_nothing_misplaced(statement):
    assert misplaced({"Version": "2012-10-17", "Statement": statement}) is None


MISPLACED = {
    "a policy": "${var.x}",
    "a statement": {"Statement": [GOOD, "${var.x}"]},
    "`Condition`": {"Statement": {**GOOD, "Condition": "${var.x}"}},
    "`StringEquals`": {"Statement": {**GOOD, "Condition": {"StringEquals": "${var.x}"}}},
    "`aws:x`": {"Statement": {**GOOD, "Condition": {"StringEquals": {"aws:x": [None]}}}},
    "`Principal`": {"Statement": {**GOOD, "Principal": "${var.x}"}},
    "`Service`": {"Statement": {**GOOD, "Principal": {"Service": [["a"]]}}},
    "`Action`": {"Statement": {**GOOD, "Action": {"a": "b"}}},
    "`Resource`": {"Statement": {**GOOD, "Resource": None}},
    "`Version`": {"Version": ["2012-10-17"], "Statement": GOOD},
    "`Id`": {"Id": {"a": "b"}, "Statement": GOOD},
    "`Sid`": {"Statement": {**GOOD, "Sid": ["a"]}},
    "`Effect`": {"Statement": {**GOOD, "Effect": ["Allow"]}},
}


@pytest.mark.parametrize(("first", "then"), [("Id", "Version"), ("Version", "Id")])
def test_of_two_that_are_misplaced_the_first_is_told(first, then):
    found = misplaced({first: ["a"], then: ["a"], "Statement": GOOD})
    assert found is not None
    assert f"`{first}`" in found


@pytest.mark.parametrize("place", MISPLACED)
def test_what_is_misplaced_is_told_with_its_place(place):
    told = misplaced(MISPLACED[place])
    assert told is not None
    assert told.endswith(f" stands for {place}")


@pytest.mark.parametrize("document", [{}, {"Version": "2012-10-17", "Statement": None}])
def test_that_there_are_no_statements_is_told(document):
    assert misplaced(document) == "a policy has no `Statement`"


@pytest.mark.parametrize("element", ["Effect", "Action"])
def test_what_every_statement_needs_is_missed(element):
    statement = {key: value for key, value in GOOD.items() if key != element}
    assert misplaced({"Statement": [GOOD, statement]}) == f"a statement has no `{element}`"
