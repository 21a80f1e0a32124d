"""To which role of a template something belongs, and what of it only a deployment knows."""

from __future__ import annotations

import re

import pytest

from rolec.adopt.template.roles import read_template

TRUST = {
    "Statement": {
        "Effect": "Allow",
        "Principal": {"Service": "ec2.amazonaws.com"},
        "Action": "sts:AssumeRole",
    }
}
READ = {"Statement": [{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}]}
STACK = {"Fn::Sub": "${AWS::StackName}-web"}
ACCOUNT = "arn:aws:iam::${AWS::AccountId}:policy/"


def role(**properties):
    return {
        "Type": "AWS::IAM::Role",
        "Properties": {"AssumeRolePolicyDocument": TRUST, **properties},
    }


def policy(**properties):
    return {
        "Type": "AWS::IAM::Policy",
        "Properties": {"PolicyName": "p", "PolicyDocument": READ, **properties},
    }


def managed(**properties):
    return {
        "Type": "AWS::IAM::ManagedPolicy",
        "Properties": {"PolicyDocument": READ, **properties},
    }


def found(parameters=None, **resources):
    return read_template({"Parameters": parameters or {}, "Resources": resources}, "t.yaml", {})


def test_a_role_is_named_by_what_its_name_is_made_of():
    profile = {"Type": "AWS::IAM::InstanceProfile", "Properties": {"Roles": [STACK]}}
    all_ = found(
        Web=role(RoleName=STACK),
        P=policy(Roles=[{"Fn::Join": ["-", [{"Ref": "AWS::StackName"}, "web"]]}]),
        M=managed(Roles=[STACK]),
        I=profile,
    )
    (web,) = all_.roles
    assert [each.name for each in web.inline] == ["p"]
    assert web.attached == ("M",)
    assert len(web.instance_profiles) == 1
    assert not [each for each in all_.blocks if each.reason]


def test_a_policy_is_on_each_role_of_a_name():
    one, other = found(
        A={**role(RoleName="web"), "Condition": "On"},
        B={**role(RoleName="web", Path="/b/"), "Condition": "Off"},
        P=policy(Roles=["web"]),
    ).roles
    assert [len(each.inline) for each in (one, other)] == [1, 1]


def test_a_managed_policy_of_the_template_is_known_by_its_arn():
    all_ = found(
        Web=role(
            ManagedPolicyArns=[
                {"Fn::Sub": f"{ACCOUNT}a/mine"},
                {"Fn::Sub": f"{ACCOUNT}${{AWS::StackName}}-web"},
                {"Fn::Sub": f"{ACCOUNT}sometimes"},
            ],
            PermissionsBoundary={"Fn::Sub": f"{ACCOUNT}a/mine"},
        ),
        Mine=managed(ManagedPolicyName="mine", Path="/a/"),
        Other=managed(ManagedPolicyName=STACK),
        Sometimes={**managed(ManagedPolicyName="sometimes"), "Condition": "On"},
    )
    (web,) = all_.roles
    # What a condition decides on may be there all the same.
    assert web.attached == ("Mine", "Other", "arn:aws:iam::${var.account_id}:policy/sometimes")
    assert web.boundary == "Mine"


def test_a_role_is_not_adopted_without_the_policies_of_a_loop_that_is_not_known():
    loop = ["N", {"Ref": "Names"}, {"P${N}": policy(Roles=[{"Ref": "Web"}])}]
    web, other = found(
        {"Names": {"Type": "CommaDelimitedList"}},
        **{"Fn::ForEach::Policies": loop, "Web": role(), "Other": role()},
    ).roles
    assert web.refused == "not known before it is deployed: what Fn::ForEach::Policies goes over"
    assert other.refused is None


@pytest.mark.parametrize("more", [{}, {"Default": ""}, {"Default": "a, b"}])
@pytest.mark.parametrize(
    "kind", ["CommaDelimitedList", "AWS::SSM::Parameter::Value<List<String>>"]
)
def test_a_list_of_managed_policies_is_a_reference_to_all_of_them(kind, more):
    parameters = {"Arns": {"Type": kind, **more}}
    (web,) = found(parameters, Web=role(ManagedPolicyArns={"Ref": "Arns"})).roles
    assert (web.attached, web.notes) == (("${var.Arns[*]}",), ())


def test_a_list_of_managed_policies_that_a_condition_leaves_out_is_enabled_by_it():
    written = {"Fn::If": ["On", {"Ref": "Arns"}, {"Ref": "AWS::NoValue"}]}
    parameters = {"Arns": {"Type": "CommaDelimitedList"}}
    (web,) = found(parameters, Web=role(ManagedPolicyArns=written)).roles
    assert (web.attached, web.attached_if) == (
        ("${var.Arns[*]}",),
        {"${var.Arns[*]}": ("${var.On}",)},
    )


def test_a_text_that_is_split_is_a_list_of_managed_policies():
    written = {"Fn::Split": [",", {"Ref": "Arns"}]}
    (web,) = found({"Arns": {"Type": "String"}}, Web=role(ManagedPolicyArns=written)).roles
    assert re.fullmatch(r"\$\{var\.split_Arns_[0-9a-f]{6}\[\*\]\}", web.attached[0])


def test_a_list_in_a_list_of_managed_policies_is_refused():
    parameters = {"Arns": {"Type": "CommaDelimitedList"}}
    (web,) = found(parameters, Web=role(ManagedPolicyArns=[{"Ref": "Arns"}])).roles
    assert web.refused.endswith("ManagedPolicyArns Ref Arns, which is a list")


def test_the_name_of_a_parameter_in_the_parameter_store_is_no_default():
    kept = {"N": {"Type": "AWS::SSM::Parameter::Value<String>", "Default": "web"}}
    (web,) = found(kept, Web=role(RoleName={"Ref": "N"})).roles
    assert web.name == "Web"
    assert web.in_aws.name == "${var.N}"


def test_a_list_that_is_joined_is_a_text():
    joined = {"Fn::Join": [",", {"Ref": "Arns"}]}
    (web,) = found({"Arns": {"Type": "CommaDelimitedList"}}, Web=role(Description=joined)).roles
    assert web.description.startswith("${var.join_Arns_")


def test_json_that_a_template_makes_is_a_document():
    own = {"PolicyName": "p", "PolicyDocument": {"Fn::ToJsonString": READ}}
    (web,) = found(Web=role(Policies=[own])).roles
    assert web.inline[0].document == READ


def test_json_that_a_template_makes_has_no_blanks():
    made = {"Fn::ToJsonString": {"team": "web", "at": ["é", {"Ref": "AWS::NoValue"}]}}
    (web,) = found(Web=role(Description=made)).roles
    assert web.description == '{"team":"web","at":["é"]}'


@pytest.mark.parametrize("argument", [{"Ref": "AWS::NoValue"}, {"a": "1"}, ["true"], "web"])
def test_json_that_a_template_makes_of_what_may_be_no_text_is_not_known(argument):
    (web,) = found(Web=role(Description={"Fn::ToJsonString": argument})).roles
    assert web.refused.startswith("not known before it is deployed: ToJsonString")


@pytest.mark.parametrize("written", ["arn:aws:iam::aws:policy/ReadOnlyAccess", {"a": "b"}])
def test_what_is_no_list_is_told_as_that(written):
    (web,) = found(Web=role(ManagedPolicyArns=written)).roles
    assert web.refused == "ManagedPolicyArns is no list"


def test_of_what_may_be_a_list_it_is_told_that_nobody_knows():
    (web,) = found(Web=role(ManagedPolicyArns={"Ref": "Arns"})).roles
    assert web.refused == "not known before it is deployed: ManagedPolicyArns ${var.Arns}"
