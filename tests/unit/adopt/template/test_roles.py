"""Templates of CloudFormation: what belongs to a role, and what its functions stand for."""

from __future__ import annotations

import re

import pytest

from rolec.adopt.found import FoundName
from rolec.adopt.template.intrinsics import Intrinsics
from rolec.adopt.template.roles import is_template, read_template
from rolec.adopt.template.shape import UnknownError

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
            "Properties": {"AssumeRolePolicyDocument": {"Fn::Transform": {"Name": "Trust"}}},
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
    assert odd.refused.endswith(": AssumeRolePolicyDocument Transform")
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
    "a dynamic reference": (
        {"Fn::Sub": "arn:aws:s3:::{{resolve:ssm:/${Env}/bucket:1}}/*"},
        "arn:aws:s3:::${var.resolve_ssm_var_Env_bucket_1_710837}/*",
    ),
    "a secret": (
        "{{resolve:secretsmanager:db:SecretString:arn}}",
        "${var.resolve_secretsmanager_db_SecretString_arn_82102b}",
    ),
    "the domain of AWS": ({"Fn::Sub": "s3.${AWS::URLSuffix}"}, "s3.${var.url_suffix}"),
    "the domain of AWS in services": (
        {"Service": [{"Fn::Sub": "s3.${AWS::URLSuffix}"}]},
        {"Service": ["s3.amazonaws.com"]},
    ),
    "no value in a list": (["a", {"Ref": "AWS::NoValue"}], ["a"]),
    "no value in an object": ({"a": {"Ref": "AWS::NoValue"}, "b": "c"}, {"b": "c"}),
}


@pytest.mark.parametrize("name", VALUES)
def test_a_function_stands_for_its_value_or_a_reference(name):
    written, value = VALUES[name]
    assert Intrinsics(TEMPLATE).value(written) == value


ALIKE = [
    ({"Fn::ImportValue": "net:bucket"}, {"Fn::ImportValue": "net-bucket"}),
    ({"Ref": "region"}, {"Ref": "AWS::Region"}),
    ({"Ref": "Bucket_Arn"}, {"Fn::GetAtt": ["Bucket", "Arn"]}),
]


@pytest.mark.parametrize("pair", ALIKE, ids=str)
def test_two_things_are_never_one_variable(pair):
    document = {"Statement": [{"Resource": [*pair]}]}
    resource = {"Type": "AWS::IAM::Role", "Properties": {"AssumeRolePolicyDocument": document}}
    template = {"Resources": {"R": resource}}
    one, other = map(Intrinsics(template).value, pair)
    assert one != other
    # Whichever is asked for first.
    assert [*map(Intrinsics(template).value, reversed(pair))] == [other, one]
    # A name that one thing has stays as it is.
    assert Intrinsics({}).value(pair[1]) == f"{other.rpartition('_')[0]}}}"


UNKNOWN = [
    {"Fn::If": ["A", "b", {"Ref": "AWS::NoValue"}]},
    {"Fn::If": ["A", ["b"], ["c"]]},
    {"Fn::Split": [",", {"Ref": "Env"}]},
    {"Fn::Join": [",", {"Ref": "Env"}]},
    {"Fn::Transform": {"Name": "x"}},
    {"a": "b", "Fn::Transform": {"Name": "x"}},
]


@pytest.mark.parametrize("written", UNKNOWN, ids=str)
def test_what_no_reference_can_stand_for_is_told(written):
    with pytest.raises(UnknownError):
        Intrinsics(TEMPLATE).value(written)


OF_LISTS = Intrinsics({"Parameters": {"Ids": {"Type": "List<String>"}}})


@pytest.mark.parametrize(
    "written",
    [{"Ref": "Ids"}, {"Resource": [{"Ref": "Ids"}]}, {"Action": {"Ref": "Ids"}}],
    ids=str,
)
def test_a_parameter_that_is_a_list_is_no_text(written):
    with pytest.raises(UnknownError, match="which is a list"):
        OF_LISTS.value(written)


@pytest.mark.parametrize("key", ["Resource", "NotResource", "AWS", "Service", "aws:SourceVpce"])
def test_a_parameter_that_is_a_list_stands_for_a_list_of_a_policy(key):
    assert OF_LISTS.value({key: {"Ref": "Ids"}}) == {key: "${var.Ids[*]}"}


SPLIT = {"Fn::Split": [",", {"Ref": "Text"}]}
PERHAPS = {"Fn::If": ["On", "arn:aws:s3:::b", {"Ref": "AWS::NoValue"}]}


@pytest.mark.parametrize(
    ("written", "found"),
    [
        (SPLIT, r"\$\{var\.split_Text_[0-9a-f]+\[\*\]\}"),
        ({"Fn::Split": [",", "a,b"]}, r"\['a', 'b'\]"),
        (["arn:aws:s3:::a", PERHAPS], r"\['arn:aws:s3:::a', '\$\{var\.if_[0-9a-f]+\[\*\]\}'\]"),
        ({"Fn::If": ["On", ["a", "b"], ["c"]]}, r"\$\{var\.if_[0-9a-f]+\[\*\]\}"),
        ({"Fn::If": ["On", "a", "b"]}, r"\$\{var\.if_[0-9a-f]+\}"),
        ({"Fn::If": ["On", "a", "a"]}, "a"),
    ],
)
def test_what_stands_for_a_list_of_a_policy(written, found):
    value = OF_LISTS.value({"Resource": written})["Resource"]
    assert re.fullmatch(found, str(value)), value


@pytest.mark.parametrize("written", [SPLIT, [PERHAPS]], ids=str)
def test_actions_are_known(written):
    with pytest.raises(UnknownError):
        OF_LISTS.value({"Action": written})


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


NOTHING = {"Ref": "AWS::NoValue"}


def test_a_text_that_a_condition_may_leave_out_is_a_variable_that_may_be_null():
    def maybe(name):
        return {"Fn::If": ["On", {"Ref": name}, NOTHING]}

    properties = {"RoleName": "N", "Description": "D", "PermissionsBoundary": "B"}
    (role,) = _read({"Web": _role(**{k: maybe(n) for k, n in properties.items()})}).roles
    found = (role.in_aws.name, role.description, role.boundary)
    for name, text in zip("NDB", found, strict=True):
        assert re.fullmatch(rf"\$\{{var\.if_{name}_[0-9a-f]{{6}}\}}", text)
    # Elsewhere nothing is null.
    with pytest.raises(UnknownError):
        Intrinsics({}).value({"Sid": maybe("N")})


def test_tags_that_only_a_deployment_knows_are_a_map_of_terraform():
    team, live = ({"Key": key, "Value": "x"} for key in ("team", "live"))
    tags = [team, {"Fn::If": ["On", live, NOTHING]}, NOTHING]
    (role,) = _read({"Web": _role(Tags=tags)}).roles
    assert role.tags == {"team": "x"}
    assert re.fullmatch(r"\$\{var\.tags_Web_[0-9a-f]{6}\}", role.tags_from)
    (role,) = _read({"Web": _role(Tags={"Ref": "P"})}).roles
    assert (role.tags, role.tags_from[:17]) == ({}, "${var.tags_Web_P_")


@pytest.mark.parametrize("key", ["ManagedPolicyArns", "Policies"])
def test_a_list_that_something_else_stands_for_is_told(key):
    (role,) = _read({"Web": _role(**{key: {"Ref": "P"}})}).roles
    assert role.refused == f"not known before it is deployed: {key} ${{var.P}}"


MORE = {"PolicyName": "more", "PolicyDocument": READ, "Roles": [{"Ref": "Web"}]}


def test_a_policy_of_which_a_condition_decides_is_not_taken_for_one_that_is_there():
    more = {"Type": "AWS::IAM::Policy", "Condition": "On", "Properties": MORE}
    (role,) = _read({"Web": _role(), "More": more}).roles
    assert (role.enabled, role.inline[-1].enabled) == ((), ("${var.On}",))
    (role,) = _read({"Web": {**_role(), "Condition": "On"}, "More": more}).roles
    assert (role.enabled, role.inline[-1].enabled) == (("${var.On}",), ("${var.On}",))


def test_items_of_which_a_condition_decides():
    read, write = ({"Fn::Sub": f"arn:${{AWS::Partition}}:iam::aws:policy/{n}"} for n in "AB")
    arns = [read, {"Fn::If": ["Big", write, {"Ref": "AWS::NoValue"}]}]
    policies = {
        "Fn::If": [
            "Big",
            [{"PolicyName": "a", "PolicyDocument": READ}],
            [{"PolicyName": "b", "PolicyDocument": READ}],
        ]
    }
    (role,) = _read({"Web": _role(ManagedPolicyArns=arns, Policies=policies)}).roles
    assert len(role.attached) == 2
    assert dict(role.attached_if) == {role.attached[1]: ("${var.Big}",)}
    assert [(e.name, e.enabled) for e in role.inline] == [
        ("a", ("${var.Big}",)),
        ("b", ("${var.not_Big}",)),
    ]


def test_a_policy_that_is_on_a_role_under_a_condition_is_on_it_where_that_holds():
    def read(*roles):
        more = {"Type": "AWS::IAM::Policy", "Properties": {**MORE, "Roles": [*roles]}}
        (role,) = _read({"Web": _role(), "More": more}).roles
        return role

    one = {"Fn::If": ["On", {"Ref": "Web"}, {"Ref": "Elsewhere"}]}
    assert [each.enabled for each in read(one).inline] == [("${var.On}",)]
    told = "of More: it is on the role ${var.Elsewhere}, too, which stays as it is"
    assert read(one).aside == (told,)
    # In one of several cases.
    role = read(one, {"Fn::If": ["Off", {"Ref": "Web"}, NOTHING]})
    assert [each.enabled for each in role.inline] == [("${var.On_or_Off}",)]


@pytest.mark.parametrize(
    ("roles", "reason"),
    [
        ([{"Ref": "Odd"}], "its role Odd was not adopted"),
        (["testRole"], "its role `testRole` is not in this template"),
        ({"Ref": "Roles"}, "which role has it is not known before it is deployed"),
        ([], "it is on no role"),
    ],
)
def test_why_a_policy_is_left_out_is_told(roles, reason):
    odd = {"AssumeRolePolicyDocument": {"Fn::Transform": {"Name": "Trust"}}}
    parameters = {"Roles": {"Type": "CommaDelimitedList"}}
    resources = {
        "Odd": {"Type": "AWS::IAM::Role", "Properties": odd},
        "More": {"Type": "AWS::IAM::Policy", "Properties": {**MORE, "Roles": roles}},
    }
    found = read_template({"Parameters": parameters, "Resources": resources}, "t.yaml", {})
    assert {each.address: each.reason for each in found.blocks}["More"] == reason


def test_a_role_with_a_managed_policy_that_is_left_out_refers_to_it():
    odd = {"PolicyDocument": {"Fn::Transform": {"Name": "P"}}, "Roles": [{"Ref": "Web"}]}
    found = _read({"Web": _role(), "Odd": {"Type": "AWS::IAM::ManagedPolicy", "Properties": odd}})
    assert (found.policies, found.roles[0].attached) == ((), ("${var.Odd}",))
    assert found.blocks[1].reason.endswith(": PolicyDocument Transform")


@pytest.mark.parametrize("type_", ["Policy", "ManagedPolicy"])
def test_users_and_groups_that_have_a_policy_too_are_told(type_):
    also = {**MORE, "Users": ["ann"], "Groups": [{"Ref": "Admins"}]}
    more = {"Type": f"AWS::IAM::{type_}", "Properties": also}
    (role,) = _read({"Web": _role(), "More": more}).roles
    assert role.aside == (
        "of More: it is on the users ann, too, which stay as they are",
        "of More: it is on the groups ${var.Admins}, too, which stay as they are",
    )


def test_an_identity_provider_of_which_a_condition_decides_is_left_out_and_told():
    url = {"Url": "https://api.pulumi.com/oidc"}
    found = _read({"P": {"Type": "AWS::IAM::OIDCProvider", "Condition": "On", "Properties": url}})
    (block,) = found.blocks
    assert (found.providers, "P, which is there if On" in block.reason) == ((), True)


def _loop(over, type_="Role"):
    each = {"Type": f"AWS::IAM::{type_}", "Properties": {"AssumeRolePolicyDocument": TRUST}}
    named = {"RoleName": {"Fn::Sub": "is-${X}"}, "Description": {"Ref": "X"}}
    each["Properties"] |= named
    return {"Fn::ForEach::Roles": ["X", over, {"Role&{X}": each}]}


def test_a_loop_is_written_out():
    template = {"Resources": _loop(["a-1", {"Ref": "AWS::NoValue"}, "b"])}
    assert is_template(template)
    roles = read_template(template, "t.yaml", {}).roles
    assert [(each.name, each.description) for each in roles] == [("is-a-1", "a-1"), ("is-b", "b")]
    inner = {"Fn::ForEach::Outer": ["Y", ["c"], _loop(["${Y}1", "${Y}2"])]}
    assert [each.name for each in _read(inner).roles] == ["is-c1", "is-c2"]


def test_a_loop_over_what_a_deployment_knows_is_told():
    found = _read(_loop({"Ref": "Names"}))
    (role,) = found.roles
    assert (role.name, "goes over" in role.refused) == ("Fn::ForEach::Roles", True)
    (block,) = _read(_loop({"Ref": "Names"}, "ManagedPolicy")).blocks
    assert (block.policy, bool(block.reason)) == ("Fn::ForEach::Roles", True)


def test_a_default_is_taken_where_a_spec_has_to_know_what_is_there_and_told():
    may = {"Effect": "Allow", "Action": [{"Ref": "Act"}], "Resource": {"Ref": "Act"}}
    policy = {"PolicyName": "own", "PolicyDocument": {"Statement": [may]}}
    template = {
        "Parameters": {"Act": {"Type": "String", "Default": "s3:GetObject"}},
        "Resources": {"Web": _role(Policies=[policy]), "Other": _role()},
    }
    web, other = read_template(template, "t.yaml", {}).roles
    (statement,) = web.inline[0].document["Statement"]
    assert (statement["Action"], statement["Resource"]) == (["s3:GetObject"], "${var.Act}")
    assert "its Action is s3:GetObject, the default" in web.notes[0]
    assert other.notes == ()
    del template["Parameters"]["Act"]["Default"]
    (statement,) = read_template(template, "t.yaml", {}).roles[0].inline[0].document["Statement"]
    assert statement["Action"] == ["${var.Act}"]


@pytest.mark.parametrize("key", ["PolicyDocument", "AssumeRolePolicyDocument"])
def test_a_document_that_a_deployment_says_is_told(key):
    own = {"PolicyName": "p", "PolicyDocument": {"Ref": "Document"}}
    changed = {"Policies": [own]} if key == "PolicyDocument" else {key: {"Ref": "Document"}}
    (role,) = _read({"Web": _role(**changed)}).roles
    assert role.refused == f"not known before it is deployed: {key} ${{var.Document}}"
