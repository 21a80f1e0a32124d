"""What macros put into a template, of which only a deployment knows."""

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
INCLUDE = {"Name": "AWS::Include", "Parameters": {"Location": "s3://photos/more.yaml"}}
PUT_IN = {"Fn::Transform": INCLUDE}


def found(resources=None, transform=None, **properties):
    web = {
        "Type": "AWS::IAM::Role",
        "Properties": {"AssumeRolePolicyDocument": TRUST, **properties},
    }
    template = {"Transform": transform, "Resources": {"Web": web, **(resources or {})}}
    return read_template(template, "t.yaml", {}).roles[0]


def test_a_role_into_which_a_macro_puts_more_is_not_adopted():
    role = found(**PUT_IN)
    assert role.refused == "not known before it is deployed: what Fn::Transform puts into Web"


def test_a_role_is_not_adopted_without_its_policy_into_which_a_macro_puts_more():
    policy = {"Type": "AWS::IAM::Policy", "Properties": {"Roles": [{"Ref": "Web"}], **PUT_IN}}
    other = {"Type": "AWS::IAM::ManagedPolicy", **PUT_IN}
    role = found({"More": policy, "Other": other})
    assert role.refused == "not known before it is deployed: what Fn::Transform puts into More"


@pytest.mark.parametrize("transform", ["Own", ["AWS::LanguageExtensions", "Own"], {"Name": "Own"}])
def test_a_macro_of_the_whole_template_is_told(transform):
    told = "the macro `Own` may make something else of the template when it is deployed"
    assert found(transform=transform).aside == (told,)


def test_what_is_put_among_the_resources_is_told():
    told = "the macro `AWS::Include` may make something else of the template when it is deployed"
    assert found(PUT_IN).aside == (told,)


@pytest.mark.parametrize("transform", [None, "AWS::Serverless-2016-10-31", []])
def test_what_makes_nothing_else_of_it_is_not_told(transform):
    assert found(transform=transform).aside == ()
