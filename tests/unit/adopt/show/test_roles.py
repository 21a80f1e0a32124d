"""States and plans of Terraform: what belongs to a role."""

from __future__ import annotations

import json

import pytest

from rolec.adopt.found import FoundName, FoundProfile
from rolec.adopt.lines import Lines
from rolec.adopt.show.resources import resources
from rolec.adopt.show.roles import is_terraform_show, read_terraform_show

TRUST = json.dumps({"Version": "2012-10-17", "Statement": []})


def state(*resources, **modules):
    below = [{"address": name, "resources": each} for name, each in modules.items()]
    root = {"resources": list(resources), "child_modules": below}
    return {"format_version": "1.0", "values": {"root_module": root}}


def resource(address, **values):
    type_ = address.split(".")[-2]
    return {"address": address, "mode": "managed", "type": type_, "values": values}


def role(address="aws_iam_role.web", name="web", **values):
    return resource(address, name=name, assume_role_policy=TRUST, **values)


def found(*resources, **modules):
    value = state(*resources, **modules)
    return read_terraform_show(value, "s.json", Lines(json.dumps(value, indent=1)))


def test_what_is_a_state():
    assert is_terraform_show(state())
    assert not is_terraform_show({"values": {}})
    assert not is_terraform_show([])


@pytest.mark.parametrize("argument", ["web", "aws_iam_role.web"])
def test_parts_are_found_by_the_name_of_their_role(argument):
    parts = [
        resource("aws_iam_role_policy.own", name="own", role=argument, policy=TRUST),
        resource("aws_iam_role_policy_attachment.a", role=argument, policy_arn="arn:a"),
        resource("aws_iam_policy_attachment.b", roles=["x", argument], policy_arn="arn:b"),
    ]
    (web,) = found(role(), *parts).roles
    assert [each.name for each in web.inline] == ["own"]
    assert web.attached == ("arn:a", "arn:b")


def test_roles_in_modules_are_found():
    (web,) = found(inner=[role("module.inner.aws_iam_role.web")]).roles
    assert web.place.line > 1


def test_an_instance_profile_has_its_own_path_and_tags():
    profile = resource(
        "aws_iam_instance_profile.p", name="p", role="web", path="/", tags={"a": "b"}
    )
    (web,) = found(role(path="/apps/", tags={"team": "web"}), profile).roles
    assert web.instance_profile == FoundProfile(name=FoundName("p"), path="/", tags={"a": "b"})


def test_of_several_instance_profiles_one_that_is_as_the_role_is_taken():
    names = ("a", "web", "z")
    profiles = [
        resource(f"aws_iam_instance_profile.{name}", name=name, role="web", path=path)
        for name, path in zip(names, ("/", "/apps/", "/apps/"), strict=True)
    ]
    (web,) = found(role(path="/apps/"), *profiles).roles
    assert web.instance_profile.name == FoundName("web")
    assert web.untold == ("a spec has one instance profile, and not a, z",)


def test_a_part_whose_role_is_not_there_is_told():
    made = found(resource("aws_iam_role_policy.own", name="own", role="other", policy=TRUST))
    assert [each.reason for each in made.blocks] == ["its role is not in this source"]


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        ({"inline_policy": [{"policy": True}, {}]}, {"inline_policy"}),
        ({"inline_policy": [{}, {}], "tags": {}}, set()),
        ({"tags": {"a": True}, "name": True, "path": False}, {"tags", "name"}),
    ],
)
def test_what_a_plan_does_not_know_is_told_of_blocks_too(after, expected):
    plan = {
        "planned_values": {"root_module": {"resources": [role()]}},
        "resource_changes": [
            {"address": "aws_iam_role.web", "change": {"after_unknown": after}},
        ],
    }
    (found,) = resources(plan)
    assert found.unknown == expected
