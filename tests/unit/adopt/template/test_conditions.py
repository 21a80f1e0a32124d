"""The conditions of a template: what one has to do with the others, and what they make a choice of."""

from __future__ import annotations

import pytest

from rolec.adopt.template.roles import read_template

TRUST = {
    "Statement": {
        "Effect": "Allow",
        "Principal": {"Service": "ec2.amazonaws.com"},
        "Action": "sts:AssumeRole",
    }
}
IS_PROD = {"Fn::Equals": [{"Ref": "Env"}, "prod"]}
IS_DEV = {"Fn::Equals": [{"Ref": "Env"}, "dev"]}
PROD, DEV = {"Condition": "Prod"}, {"Condition": "Dev"}
CONDITIONS = {
    "Prod": IS_PROD,
    "Dev": IS_DEV,
    "Alias": PROD,
    "NotProd": {"Fn::Not": [PROD]},
    "Written": {"Fn::Not": [IS_PROD]},
    "Twice": {"Fn::Not": [{"Fn::Not": [PROD]}]},
    "Both": {"Fn::And": [PROD, {"Fn::Not": [DEV]}]},
    "Either": {"Fn::Or": [PROD, DEV]},
    "Neither": {"Fn::Not": [{"Fn::Or": [PROD, DEV]}]},
    "Mixed": {"Fn::And": [PROD, {"Fn::Equals": ["a", "b"]}]},
    "Round": {"Condition": "Other"},
    "Other": {"Condition": "Round"},
}
NOTHING = {"Ref": "AWS::NoValue"}
READ, WRITE = "arn:aws:iam::aws:policy/ReadOnlyAccess", "arn:aws:iam::aws:policy/PowerUserAccess"


def if_(name, one, other=NOTHING):
    return {"Fn::If": [name, one, other]}


def role(**properties):
    web = {
        "Type": "AWS::IAM::Role",
        "Properties": {"AssumeRolePolicyDocument": TRUST, **properties},
    }
    template = {"Conditions": CONDITIONS, "Resources": {"Web": web}}
    return read_template(template, "t.yaml", {}).roles[0]


def policy(action, name="p"):
    statement = {"Effect": "Allow", "Action": action, "Resource": "*"}
    return {"PolicyName": name, "PolicyDocument": {"Statement": statement}}


ENABLED = {
    "Prod": ("${var.Prod}",),
    "Alias": ("${var.Prod}",),
    "NotProd": ("${var.not_Prod}",),
    "Written": ("${var.not_Prod}",),
    "Twice": ("${var.Prod}",),
    "Both": ("${var.Prod}", "${var.not_Dev}"),
    "Either": ("${var.Either}",),
    "Neither": ("${var.not_Prod}", "${var.not_Dev}"),
    "Mixed": ("${var.Mixed}",),
    "Round": ("${var.Other}",),
    "Unknown": ("${var.Unknown}",),
}


@pytest.mark.parametrize("name", ENABLED)
def test_a_condition_is_said_by_the_others_that_it_is_made_of(name):
    found = role(ManagedPolicyArns=[if_(name, READ)])
    assert found.attached_if == {READ: ENABLED[name]}


def test_of_a_condition_that_cannot_it_is_told_what_it_depends_on():
    found = role(ManagedPolicyArns=[if_("Either", READ)])
    assert found.aside == (
        "`var.Either` is true where the condition `Either` is, which depends on `Prod` and `Dev`",
    )


@pytest.mark.parametrize("other", ["NotProd", "Written"])
def test_what_is_attached_either_way_is_attached(other):
    found = role(ManagedPolicyArns=[if_("Prod", READ, WRITE), if_(other, READ)])
    assert (found.attached, found.attached_if) == ((READ, WRITE), {WRITE: ("${var.not_Prod}",)})


def test_what_is_attached_always_is_attached_in_any_case():
    found = role(ManagedPolicyArns=[if_("Prod", READ), READ, if_("Dev", READ)])
    assert (found.attached, found.attached_if) == ((READ,), {})


def test_what_is_attached_in_cases_that_have_nothing_to_do_with_each_other_has_a_variable_for_either():
    found = role(ManagedPolicyArns=[if_("Prod", READ), if_("Dev", READ)])
    assert found.attached_if == {READ: ("${var.Prod_or_Dev}",)}
    assert found.aside == ("`var.Prod_or_Dev` is true where `var.Prod` or `var.Dev` is",)


def test_what_all_cases_have_stands_beside_the_variable_for_one_of_them():
    both = if_("Prod", if_("Dev", READ, if_("Written", WRITE, READ)))
    cases = [if_("Prod", if_("Dev", READ)), if_("Prod", if_("Mixed", READ))]
    assert role(ManagedPolicyArns=[both]).attached_if == {READ: ("${var.Prod}",)}
    found = role(ManagedPolicyArns=cases)
    assert found.attached_if == {READ: ("${var.Prod}", "${var.Dev_or_Mixed}")}
    told = "`var.Mixed` is true where the condition `Mixed` is, which depends on `Prod`"
    assert told in found.aside


def test_what_is_never_there_is_left_out():
    found = role(ManagedPolicyArns=[if_("Prod", if_("NotProd", READ, WRITE))])
    assert found.attached == (WRITE,)


def test_alternatives_of_one_name_are_two_policies():
    one, other = role(Policies=[if_("Prod", policy("s3:Get*"), policy("s3:*"))]).inline
    assert (one.name, one.in_aws, one.enabled) == ("p", None, ("${var.Prod}",))
    assert (other.name, other.in_aws.name, other.enabled) == ("p-2", "p", ("${var.not_Prod}",))


def test_policies_of_one_name_that_may_be_there_together_stay_so():
    policies = [if_("Prod", policy("s3:Get*")), if_("Dev", policy("s3:*"))]
    assert [each.name for each in role(Policies=policies).inline] == ["p", "p"]
