"""What conditions make another thing of: a statement, a document, a policy, a role, once for each case."""

from __future__ import annotations

import pytest

from rolec.adopt.found import FoundName
from rolec.adopt.template.roles import read_template

NOTHING = {"Ref": "AWS::NoValue"}
CONDITIONS = {
    name: {"Fn::Equals": [{"Ref": "Env"}, name]} for name in ("A", "B", "C", "D", "E")
} | {"NotA": {"Fn::Not": [{"Condition": "A"}]}}
A, NOT_A, B, NOT_B = "${var.A}", "${var.not_A}", "${var.B}", "${var.not_B}"


def if_(name, one, other=NOTHING):
    return {"Fn::If": [name, one, other]}


def trust(*services):
    statements = [
        {"Effect": "Allow", "Principal": {"Service": each}, "Action": "sts:AssumeRole"}
        if isinstance(each, str)
        else each
        for each in services
    ]
    return {"Version": "2012-10-17", "Statement": statements}


EC2 = trust("ec2.amazonaws.com")
OF_LAMBDA = trust("lambda.amazonaws.com")


def allow(action, **more):
    return {"Effect": "Allow", "Action": action, "Resource": "*", **more}


def resource(type_, condition=None, **properties):
    made = {"Condition": condition} if condition else {}
    return {"Type": f"AWS::IAM::{type_}", **made, "Properties": properties}


def read(**resources):
    return read_template({"Conditions": CONDITIONS, "Resources": resources}, "t.yaml", {})


def inline(statement, condition=None, **properties):
    policy = {"PolicyName": "p", "PolicyDocument": {"Statement": statement}}
    role = resource(
        "Role", condition, AssumeRolePolicyDocument=EC2, Policies=[policy], **properties
    )
    return read(Web=role).roles[0]


STATEMENTS = {
    "a statement": ([allow("a:Get"), if_("A", allow("a:Put"))], 2, 1),
    "all statements": (if_("A", [allow("a:Get"), allow("a:Put")], [allow("a:Get")]), 2, 1),
    "an effect": ([allow("a:Get", Effect=if_("A", "Allow", "Deny"))], 1, 1),
    "a part of an action": (
        [allow({"Fn::Sub": ["a:${x}", {"x": if_("A", "Get", "Put")}]})],
        1,
        1,
    ),
    "an action": ([allow(["a:Get", if_("A", "a:Put")])], 1, 1),
    "conditions": ([allow("a:Get", Condition=if_("A", {"Bool": {"b:c": "true"}}))], 1, 1),
    "a key of a condition": (
        [allow("a:Get", Condition={"Bool": {"b:c": if_("A", "true")}})],
        1,
        1,
    ),
}


@pytest.mark.parametrize(("statement", "with_a", "without"), STATEMENTS.values(), ids=STATEMENTS)
def test_a_policy_of_which_conditions_decide_is_two_of_one_name(statement, with_a, without):
    one, other = inline(statement).inline
    assert (one.name, one.enabled, len(one.document["Statement"])) == ("p", (A,), with_a)
    assert (other.name, other.in_aws, other.enabled) == ("p-2", FoundName("p"), (NOT_A,))
    assert len(other.document["Statement"]) == without
    assert one.document != other.document


def test_a_choice_of_texts_stays_a_variable_where_one_can_stand():
    found = inline([allow("a:Get", Resource=if_("A", "arn:aws:a:::b", "arn:aws:a:::c"))]).inline
    assert [each.document["Statement"][0]["Resource"][:9] for each in found] == ["${var.if_"]


def test_of_two_conditions_there_is_one_policy_for_each_case_that_can_be():
    statements = [if_("A", allow("a:Put")), if_("B", allow("b:Put")), if_("NotA", allow("c:Put"))]
    found = inline(statements).inline
    assert [each.enabled for each in found] == [(A, B), (A, NOT_B), (NOT_A, B), (NOT_A, NOT_B)]
    actions = [[one["Action"] for one in each.document["Statement"]] for each in found]
    assert actions == [["a:Put", "b:Put"], ["a:Put"], ["b:Put", "c:Put"], ["c:Put"]]


def test_what_has_to_be_true_for_a_role_decides_in_it():
    found = inline([allow("a:Get"), if_("A", allow("a:Put"))], "NotA")
    assert [(each.name, each.enabled) for each in found.inline] == [("p", (NOT_A,))]
    assert len(found.inline[0].document["Statement"]) == 1


def test_of_more_conditions_than_a_reader_can_follow_it_is_told():
    found = inline([if_(name, allow(f"{name}:Put")) for name in "ABCDE"])
    assert found.refused == "Policies more than 4 conditions decide on it, one of them E"


def test_what_is_no_choice_is_told():
    found = inline([{"Fn::If": ["A", allow("a:Put")]}])
    assert found.refused == "not known before it is deployed: Policies If of the condition A"


def test_a_condition_that_is_made_of_others_is_never_there_with_their_opposites():
    conditions = {"Fn::Or": [{"Condition": "A"}, {"Condition": "B"}]}
    statements = [allow("a:Get"), if_("Any", allow("a:Put")), if_("A", allow("b:Put"))]
    policy = {"PolicyName": "p", "PolicyDocument": {"Statement": statements}}
    web = resource("Role", AssumeRolePolicyDocument=EC2, Policies=[policy])
    template = {"Conditions": {**CONDITIONS, "Any": conditions}, "Resources": {"Web": web}}
    (role,) = read_template(template, "t.yaml", {}).roles
    assert [(each.name, each.enabled) for each in role.inline] == [
        ("p", ("${var.Any}", A)),
        ("p-2", ("${var.Any}", NOT_A)),
        ("p-3", (NOT_A, NOT_B)),
    ]


def test_of_two_elements_that_cannot_stand_together_each_case_has_one():
    one, other = inline(
        [{**allow("a:Get"), "Resource": if_("A", NOTHING, "*"), "NotResource": if_("A", "x")}]
    ).inline
    (with_a,), (without,) = one.document["Statement"], other.document["Statement"]
    assert (with_a.get("Resource"), with_a.get("NotResource")) == (None, "x")
    assert (without.get("Resource"), without.get("NotResource")) == ("*", None)


def test_a_case_without_a_statement_is_left_out_and_told():
    found = inline([if_("A", allow("a:Get"))])
    assert [(each.name, each.enabled) for each in found.inline] == [("p", (A,))]
    told = "has no statement where `var.not_A` is true, which IAM refuses: that case is left out"
    assert f"its policy `p` {told}" in found.aside
    (role,) = read(
        Web=resource("Role", AssumeRolePolicyDocument=trust(if_("A", *EC2["Statement"])))
    ).roles
    assert (role.name, role.enabled) == ("Web", (A,))
    assert role.aside == (f"its trust policy {told}",)


def test_a_role_that_has_no_statement_in_any_case_is_told():
    document = if_("A", trust(), {"Statement": []})
    (role,) = read(Web=resource("Role", AssumeRolePolicyDocument=document)).roles
    told = "AssumeRolePolicyDocument If of the condition A"
    assert role.refused == f"not known before it is deployed: {told}"


def test_what_has_no_statement_in_any_case_stays_to_be_told():
    (policy,) = inline([]).inline
    assert policy.document == {"Statement": []}


def test_a_policy_apart_of_which_conditions_decide_is_two():
    document = {"Statement": if_("A", allow("a:Get"), allow("a:Put"))}
    more = resource("Policy", PolicyName="p", PolicyDocument=document, Roles=[{"Ref": "Web"}])
    found = read(Web=resource("Role", AssumeRolePolicyDocument=EC2), More=more)
    assert [(e.name, e.enabled) for e in found.roles[0].inline] == [("p", (A,)), ("p-2", (NOT_A,))]
    assert [each.role for each in found.blocks] == ["Web", "Web"]


def test_a_managed_policy_of_which_conditions_decide_is_two_of_one_name():
    document = {"Statement": if_("A", allow("a:Get"), allow("a:Put"))}
    more = resource("ManagedPolicy", ManagedPolicyName="m", PolicyDocument=document)
    web = resource("Role", AssumeRolePolicyDocument=EC2, ManagedPolicyArns=[{"Ref": "More"}])
    found = read(Web=web, More=more)
    assert [(e.name, e.in_aws, e.enabled) for e in found.policies] == [
        ("m", None, (A,)),
        ("m-2", FoundName("m"), (NOT_A,)),
    ]
    one, other = (each.arn for each in found.policies)
    assert found.roles[0].attached_if == {one: (A,), other: (NOT_A,)}
    assert [each.policy for each in found.blocks if each.address == "More"] == [one, other]


def test_a_boundary_of_which_conditions_decide_is_told():
    document = {"Statement": if_("A", allow("a:Get"), allow("a:Put"))}
    more = resource("ManagedPolicy", PolicyDocument=document)
    web = resource("Role", AssumeRolePolicyDocument=EC2, PermissionsBoundary={"Ref": "More"})
    found = read(Web=web, More=more)
    assert found.roles[0].refused == "conditions decide what is in the policy that is its boundary"
    here = resource("Role", "A", **web["Properties"])
    assert read(Web=here, More=more).roles[0].boundary == found.policies[0].arn


TRUSTED = {
    "a statement": trust("ec2.amazonaws.com", if_("A", *OF_LAMBDA["Statement"])),
    "all of it": if_("A", EC2, OF_LAMBDA),
    "a principal": trust(
        {
            "Effect": "Allow",
            "Principal": if_("A", {"Service": "ec2.amazonaws.com"}, {"AWS": "111122223333"}),
            "Action": "sts:AssumeRole",
        }
    ),
}


@pytest.mark.parametrize("document", TRUSTED.values(), ids=TRUSTED)
def test_a_role_of_whose_trust_policy_conditions_decide_is_two_of_one_name(document):
    web = resource("Role", RoleName="web", AssumeRolePolicyDocument=document, Path=if_("A", "/a/"))
    profile = resource("InstanceProfile", Roles=[{"Ref": "Web"}])
    found = read(Web=web, Profile=profile, Other=resource("Role", AssumeRolePolicyDocument=EC2))
    one, other, _ = found.roles
    assert (one.name, one.in_aws, one.enabled, one.path) == ("web", None, (A,), "/a/")
    assert (other.name, other.in_aws, other.enabled) == ("web-2", FoundName("web"), (NOT_A,))
    assert (other.is_named, other.path) == (True, "/")
    assert one.trust != other.trust
    assert [each.instance_profile.name.name for each in (one, other)] == ["Profile", "Profile-2"]
    assert one.references == {}
    assert one.aside[0] == other.aside[0]
    assert (
        one.aside[0]
        == "conditions decide on its trust policy: it is one of 2 specs, `web` to `web-2`"
    )
    told = [(each.address, each.role) for each in found.blocks if each.address != "Other"]
    assert sorted(told) == [
        ("Profile", "web"),
        ("Profile", "web-2"),
        ("Web", "web"),
        ("Web", "web-2"),
    ]


def test_what_is_on_a_role_in_one_case_is_on_the_one_that_there_is_then():
    more = resource("Policy", "A", PolicyName="p", PolicyDocument={"Statement": allow("a:Get")})
    more["Properties"]["Roles"] = [{"Ref": "Web"}]
    arns = [if_("A", "arn:aws:iam::aws:policy/ReadOnlyAccess")]
    web = resource(
        "Role", AssumeRolePolicyDocument=if_("A", EC2, OF_LAMBDA), ManagedPolicyArns=arns
    )
    one, other = read(Web=web, More=more).roles
    assert (len(one.inline), len(one.attached), one.attached_if) == (1, 1, {})
    assert (other.inline, other.attached) == ((), ())
    assert (one.is_named, other.is_named, other.name, other.in_aws) == (
        False,
        False,
        "Web-2",
        None,
    )


def test_an_instance_profile_of_one_case_is_of_the_role_that_there_is_then():
    parts = {
        "One": resource("InstanceProfile", "A", Roles=[{"Ref": "Web"}]),
        "Other": resource("InstanceProfile", Roles=[if_("A", "other", {"Ref": "Web"})]),
        "More": resource("Policy", "A", PolicyName="p", PolicyDocument={"Statement": []}),
    }
    parts["More"]["Properties"]["Roles"] = [{"Ref": "Web"}]
    found = read(Web=resource("Role", AssumeRolePolicyDocument=if_("A", EC2, OF_LAMBDA)), **parts)
    names = [[each.name.name for each in role.instance_profiles] for role in found.roles]
    assert names == [["One"], ["Other"]]
    told = [(each.address, each.role) for each in found.blocks if each.address != "Web"]
    assert sorted(told) == [("More", "Web"), ("One", "Web"), ("Other", "Web-2")]


def test_what_is_never_made_with_its_role_is_told_as_that():
    more = resource("Policy", "NotA", PolicyName="p", PolicyDocument={"Statement": []})
    more["Properties"]["Roles"] = [{"Ref": "Web"}]
    found = read(Web=resource("Role", "A", AssumeRolePolicyDocument=EC2), More=more)
    reasons = {each.address: each.reason for each in found.blocks}
    assert reasons == {"Web": None, "More": "no deployment makes both it and its role Web"}


def test_roles_of_one_name_of_which_there_is_one_at_a_time_are_two():
    roles = {
        name: resource("Role", condition, RoleName="web", AssumeRolePolicyDocument=EC2)
        for name, condition in {"One": "A", "Other": "NotA", "Third": "B"}.items()
    }
    one, other, third = read(**roles).roles
    assert (one.name, one.in_aws) == ("web", None)
    assert (other.name, other.in_aws) == ("web-2", FoundName("web"))
    # Which may be there with the others.
    assert (third.name, third.in_aws) == ("web", None)
