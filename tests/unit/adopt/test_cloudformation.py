"""Templates of CloudFormation: what belongs to a role, and what its functions stand for."""

from __future__ import annotations

import pytest

from rolec.adopt.cloudformation import is_template, read_template
from rolec.adopt.found import FoundName
from rolec.adopt.intrinsics import Intrinsics, UnknownError

TRUST = {
    "Version": "2012-10-17",
    "Statement": {
        "Effect": "Allow",
        "Principal": {"Service": {"Fn::Sub": "ec2.${AWS::URLSuffix}"}},
        "Action": "sts:AssumeRole",
    },
}
READ = {"Statement": [{"Effect": "Allow", "Action": "s3:GetObject", "Resource": {"Ref": "Arn"}}]}
TEMPLATE = {
    "Parameters": {"Env": {"Type": "String", "Default": "live"}, "Arn": {"Type": "String"}},
    "Mappings": {"Sizes": {"live": {"big": "10"}}},
    "Resources": {
        "Web": {
            "Type": "AWS::IAM::Role",
            "Properties": {
                "RoleName": {"Fn::Sub": "web-${Env}"},
                "AssumeRolePolicyDocument": TRUST,
                "MaxSessionDuration": "7200",
                "ManagedPolicyArns": [
                    {"Fn::Sub": "arn:${AWS::Partition}:iam::aws:policy/ReadOnlyAccess"}
                ],
                "Tags": [{"Key": "env", "Value": {"Ref": "Env"}}],
                "Policies": [{"PolicyName": "own", "PolicyDocument": READ}],
            },
        },
        "More": {
            "Type": "AWS::IAM::Policy",
            "Properties": {
                "PolicyName": "more",
                "PolicyDocument": READ,
                "Roles": [{"Ref": "Web"}],
            },
        },
        "Shared": {
            "Type": "AWS::IAM::ManagedPolicy",
            "Properties": {"PolicyDocument": READ, "Roles": ["web-live"]},
        },
        "Profile": {
            "Type": "AWS::IAM::InstanceProfile",
            "Properties": {"Roles": [{"Ref": "Web"}]},
        },
        "Ann": {"Type": "AWS::IAM::User"},
        "Bucket": {"Type": "AWS::S3::Bucket"},
        "Odd": {
            "Type": "AWS::IAM::Role",
            "Properties": {"AssumeRolePolicyDocument": {"Fn::If": ["A", TRUST, {}]}},
        },
    },
}


def test_everything_of_a_role_is_found():
    found = read_template(TEMPLATE, "t.yaml", {"Web": 7})
    web, odd = found.roles
    assert (web.name, web.place.line, web.max_session_duration) == ("web-live", 7, 7200)
    assert web.trust["Statement"]["Principal"] == {"Service": "ec2.amazonaws.com"}
    assert web.attached == ("arn:${account.partition}:iam::aws:policy/ReadOnlyAccess", "Shared")
    assert [each.name for each in web.inline] == ["own", "more"]
    assert web.inline[0].document["Statement"][0]["Resource"] == "${var.Arn}"
    assert web.tags == {"env": "${var.Env}"}
    (profile,) = web.instance_profiles
    assert (profile.tags, web.tags != {}) == ({}, True)
    assert odd.refused.startswith("not known before it is deployed: If ['A'")
    assert [each.arn for each in found.policies] == ["Shared"]


def test_everything_of_iam_is_told_and_nothing_else():
    found = read_template(TEMPLATE, "t.yaml", {})
    told = {each.address: (each.role, each.policy, bool(each.reason)) for each in found.blocks}
    assert told == {
        "Web": ("web-live", None, False),
        "More": ("web-live", None, False),
        "Shared": (None, "Shared", False),
        "Profile": ("web-live", None, False),
        "Ann": (None, None, True),
        "Odd": ("Odd", None, True),
    }


def test_what_is_no_template():
    assert is_template(TEMPLATE)
    assert not is_template({"Resources": {"a": {"Type": "x"}}})
    assert not is_template([])


VALUES = {
    "text": ("a", "a"),
    "account": ({"Ref": "AWS::AccountId"}, "${var.account_id}"),
    "partition": ({"Fn::Sub": "arn:${AWS::Partition}:s3:::a"}, "arn:${account.partition}:s3:::a"),
    "own values of Sub": (
        {"Fn::Sub": ["${A}-${Env}", {"A": {"Ref": "Env"}}]},
        "${var.Env}-${var.Env}",
    ),
    "a literal of Sub": ({"Fn::Sub": "${!aws:username}"}, "${aws:username}"),
    "an attribute in Sub": ({"Fn::Sub": "${Bucket.Arn}/*"}, "${var.Bucket_Arn}/*"),
    "Join": ({"Fn::Join": ["", ["arn:", {"Ref": "Env"}, ":a"]]}, "arn:${var.Env}:a"),
    "GetAtt": ({"Fn::GetAtt": ["Bucket", "Arn"]}, "${var.Bucket_Arn}"),
    "GetAtt with a dot": ({"Fn::GetAtt": "Bucket.Arn"}, "${var.Bucket_Arn}"),
    "a map": ({"Fn::FindInMap": ["Sizes", "live", "big"]}, "10"),
    "a map by what is not known": (
        {"Fn::FindInMap": ["Sizes", {"Ref": "AWS::Region"}, "big"]},
        "${var.Sizes_var_region_big}",
    ),
    "Select": ({"Fn::Select": ["1", ["a", "b"]]}, "b"),
    "Split": ({"Fn::Split": [",", "a,b"]}, ["a", "b"]),
    "one of what is split": (
        {"Fn::Select": ["0", {"Fn::Split": [",", {"Ref": "Env"}]}]},
        "${var.select_0_Env_4be33d}",
    ),
    "If of the same": ({"Fn::If": ["A", ["b"], ["b"]]}, ["b"]),
    "If of texts": ({"Fn::If": ["A", {"Ref": "Env"}, "c"]}, "${var.if_Env_af2230}"),
    "ImportValue": ({"Fn::ImportValue": {"Fn::Sub": "${Env}-key"}}, "${var.import_var_Env_key}"),
    "no value in a list": (["a", {"Ref": "AWS::NoValue"}], ["a"]),
    "no value in an object": ({"a": {"Ref": "AWS::NoValue"}, "b": "c"}, {"b": "c"}),
}


@pytest.mark.parametrize("name", VALUES)
def test_a_function_stands_for_its_value_or_a_reference(name):
    written, value = VALUES[name]
    assert Intrinsics(TEMPLATE).value(written) == value


UNKNOWN = [
    {"Fn::If": ["A", "b", {"Ref": "AWS::NoValue"}]},
    {"Fn::If": ["A", ["b"], ["c"]]},
    {"Fn::Split": [",", {"Ref": "Env"}]},
    {"Fn::Join": [",", {"Ref": "Env"}]},
    {"Fn::Transform": {"Name": "x"}},
]


@pytest.mark.parametrize("written", UNKNOWN, ids=str)
def test_what_no_reference_can_stand_for_is_told(written):
    with pytest.raises(UnknownError):
        Intrinsics(TEMPLATE).value(written)


def test_a_parameter_that_is_a_list_is_no_text():
    with pytest.raises(UnknownError, match="which is a list"):
        Intrinsics({"Parameters": {"Ids": {"Type": "List<String>"}}}).value({"Ref": "Ids"})


def _read(resources):
    return read_template({"Resources": resources}, "t.yaml", {})


def _role(**more):
    return {"Type": "AWS::IAM::Role", "Properties": {"AssumeRolePolicyDocument": TRUST, **more}}


def test_numbers_and_truth_of_json_are_not_lost():
    tags = [{"Key": "a", "Value": 1}, {"Key": "b", "Value": True}]
    (role,) = _read({"Web": _role(MaxSessionDuration=7200, Tags=tags)}).roles
    assert (role.max_session_duration, role.tags) == (7200, {"a": "1", "b": "true"})


def test_a_path_and_a_session_of_a_deployment_are_kept():
    path = {"Fn::Sub": "/${AWS::StackName}/"}
    (role,) = _read({"Web": _role(Path=path, MaxSessionDuration={"Ref": "P"})}).roles
    assert (role.path, role.max_session_duration) == ("/${var.stack_name}/", "${var.P}")
    assert role.notes == ()


def test_a_session_that_a_deployment_puts_together_is_told():
    (role,) = _read({"Web": _role(MaxSessionDuration={"Fn::Sub": "${P}0"})}).roles
    assert role.notes == ("its MaxSessionDuration is ${var.P}0, which only a deployment knows",)
    assert role.max_session_duration is None


def test_a_name_and_a_description_of_a_deployment_are_kept():
    made = {"Fn::Sub": "${AWS::StackName}-web"}
    (role,) = _read({"Web": _role(RoleName=made, Description={"Ref": "P"})}).roles
    assert (role.name, role.in_aws) == ("Web", FoundName("${var.stack_name}-web"))
    assert (role.description, role.notes) == ("${var.P}", ())


@pytest.mark.parametrize("key", ["ManagedPolicyArns", "Policies", "Tags"])
def test_a_list_that_something_else_stands_for_is_told(key):
    (role,) = _read({"Web": _role(**{key: {"Ref": "P"}})}).roles
    assert role.refused == f"not known before it is deployed: {key} ${{var.P}}"


MORE = {"PolicyName": "more", "PolicyDocument": READ, "Roles": [{"Ref": "Web"}]}


def test_a_policy_of_which_a_condition_decides_is_not_taken_for_one_that_is_there():
    more = {"Type": "AWS::IAM::Policy", "Condition": "On", "Properties": MORE}
    (role,) = _read({"Web": _role(), "More": more}).roles
    assert role.refused == "not known before it is deployed: More, which is there if On"
    (role,) = _read({"Web": {**_role(), "Condition": "On"}, "More": more}).roles
    assert (len(role.inline), role.notes) == (1, ("it is made if On",))


def test_a_policy_that_is_on_a_role_under_a_condition_is_not_forgotten():
    roles = [{"Fn::If": ["On", {"Ref": "Web"}, {"Ref": "AWS::NoValue"}]}]
    more = {"Type": "AWS::IAM::Policy", "Properties": {**MORE, "Roles": roles}}
    (role,) = _read({"Web": _role(), "More": more}).roles
    assert role.refused == "not known before it is deployed: Roles of More"
