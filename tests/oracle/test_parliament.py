"""What parliament finds in policies is found here, or there is a reason why not.

Its test suite as JSON is given by `--lint-findings`; each code is held by a document of our own besides.
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from rolec.lint.example import on, policy, under
from support.lint import found_in_json

MADE = {
    "MALFORMED_JSON": {"json-syntax"},
    "MISMATCHED_TYPE": {"operator-of-another-type", "value-not-number", "value-not-boolean"},
    "UNKNOWN_OPERATOR": {"unknown-condition-operator"},
    "RESOURCE_STAR": {"write-on-everything"},
    "RESOURCE_POLICY_PRIVILEGE_ESCALATION": {"escalation-by-resource-policy"},
    "RESOURCE_MISMATCH": {"action-on-other-resources"},
}
"""The names of our lints by the code of parliament; one of them is enough."""

NOT_MADE = {
    ("test_condition_operator", "MISMATCHED_TYPE with UNKNOWN_OPERATOR"): (
        "an operator that does not exist compares no type: one mistake is told once"
    ),
    ("test_condition_type_unqoted_bool", "RESOURCE_STAR"): (
        "a condition limits what `*` reaches, how far cannot be told offline; here it leaves grants that an"
        " AWS service asks for, which is how AWS's guides write it"
    ),
    ("test_resource_policy_privilege_escalation_at_bucket_level", "RESOURCE_MISMATCH"): (
        "a pattern also covers actions of other resources, and is judged by those that fit; it is told where"
        " none does, and an action by name always"
    ),
}
"""Why we do not find what parliament does, by its test and the code."""

BEYOND = {
    ("test_condition_operator", "wildcard-taken-literally"): "Access Analyzer says so too",
    ("test_condition_operator", "variable-for-operator-without"): "Access Analyzer says so too",
    ("test_condition_with_null", "resource-in-trust"): (
        "it is the policy of a bucket; a document with a Principal is read as a trust policy"
    ),
    ("test_condition_with_null", "trust-of-denies-alone"): "it is read as a trust policy",
    ("test_condition_with_null", "empty-sid"): "Access Analyzer says so too",
    (
        "test_resource_policy_privilege_escalation_at_bucket_level",
        "escalation-by-resource-policy",
    ): "parliament looks at a few actions of S3, and takes these for everything",
}
"""Why we find what parliament does not, by its test and the name of our lint."""

OWN = {
    "MALFORMED_JSON": ("no JSON", on('"*"', '"s3:ListAllMyBuckets"')),
    "MISMATCHED_TYPE": (
        under('"StringEquals": {"s3:max-keys": "10"}', action='"s3:ListBucket"'),
        under('"NumericEquals": {"s3:max-keys": "10"}', action='"s3:ListBucket"'),
    ),
    "UNKNOWN_OPERATOR": (
        under('"StringIs": {"aws:PrincipalTag/team": "shop"}'),
        under('"StringEquals": {"aws:PrincipalTag/team": "shop"}'),
    ),
    "RESOURCE_STAR": (
        on('"*"', '"kms:CreateGrant"'),
        policy(
            '{"Effect": "Allow", "Action": "kms:CreateGrant", "Resource": "*",'
            ' "Condition": {"Bool": {"kms:GrantIsForAWSResource": "true"}}}'
        ),
    ),
    "RESOURCE_POLICY_PRIVILEGE_ESCALATION": (
        on('"arn:aws:s3:::photos"', '["s3:ListBucket", "s3:PutBucketPolicy"]'),
        on('"arn:aws:s3:::photos"', '["s3:*", "s3:PutBucketPolicy"]'),
    ),
    "RESOURCE_MISMATCH": (
        on('"arn:aws:s3:::photos"', '["s3:ListBucket", "s3:ListAllMyBuckets"]'),
        on('"arn:aws:s3:::photos"', '"s3:List*Bucket*"'),
    ),
}
"""For each code a document in which it is found, and one in which it is not."""


def _names(text: str) -> set[str]:
    return {found.code.name for found in found_in_json(text)}


@pytest.mark.parametrize("code", MADE)
def test_each_code_is_found_in_one_document_and_not_in_its_neighbour(code):
    bad, good = OWN[code]
    assert _names(bad) & MADE[code]
    assert not _names(good) & MADE[code]


@pytest.fixture(scope="module")
def cases(request):
    """The tests of parliament: their names, policies, and the codes that they expect."""
    given = request.config.getoption("--lint-findings")
    if given is None:
        pytest.skip("what parliament finds is given by --lint-findings")
    found = json.loads(Path(given).read_text("utf-8"))
    assert found
    return [(each["test"], each["policy"], each["expected"]) for each in found]


def test_what_parliament_finds_is_found_or_has_a_reason(cases):
    found, reasons = Counter(), set()
    for test, text, codes in cases:
        names = _names(text)
        for code in codes:
            others = " and ".join(sorted({*codes} - {code}))
            missed = (test, f"{code} with {others}" if others else code)
            if names & MADE[code]:
                found[code] += 1
                assert missed not in NOT_MADE, "it is found now"
            else:
                assert missed in NOT_MADE, missed
                reasons.add(missed)
    print(f"{len(cases)} policies, {found.total()} codes found, {len(reasons)} not")
    assert reasons == NOT_MADE.keys()


def test_what_parliament_does_not_find_has_a_reason(cases):
    beyond = {
        (test, name)
        for test, text, codes in cases
        for name in _names(text) - set().union(*(MADE[code] for code in codes))
    }
    assert beyond == BEYOND.keys()
