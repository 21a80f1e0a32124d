"""Plans of Terraform, which do not know everything."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

TRUST = json.dumps(
    {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Effect": "Allow",
                "Action": "sts:AssumeRole",
                "Principal": {"Service": "ec2.amazonaws.com"},
            }
        ],
    }
)
POLICY = json.dumps(
    {
        "Version": "2012-10-17",
        "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}],
    }
)


def resource(address, unknown=(), refers=None, **values):
    type_ = address.partition(".")[0]
    made = {"address": address, "mode": "managed", "type": type_}
    expressions = {name: {"references": each} for name, each in (refers or {}).items()}
    change = {"actions": ["create"], "after_unknown": dict.fromkeys(unknown, True)}
    return (
        {**made, "values": values},
        {**made, "expressions": expressions},
        {**made, "change": change},
    )


def role(*unknown, **values):
    values = {"assume_role_policy": TRUST, **values}
    return resource("aws_iam_role.c", ("id", "arn", *unknown), **values)


@pytest.fixture
def planned(adopt):
    """Adopts what a plan has: gives the role of the report, and all that was written."""

    def planned_(*resources):
        values, config, changes = ([*each] for each in zip(*resources, strict=True))
        plan = {
            "format_version": "1.2",
            "planned_values": {"root_module": {"resources": values}},
            "configuration": {"root_module": {"resources": config}},
            "resource_changes": changes,
        }
        Path("plan.json").write_text(json.dumps(plan), encoding="utf-8")
        adopt("plan.json")
        (told,) = json.loads(Path("report.json").read_text())["roles"]
        written = "".join(p.read_text() for p in sorted(Path("specs").rglob("*")) if p.is_file())
        return told, written

    return planned_


def test_a_role_has_the_prefix_of_its_name(planned):
    told, written = planned(role("name", name_prefix="app-"))
    assert (told["name"], told["status"]) == ("c", "equal")
    assert "name_prefix: app-" in written
    assert "role: c\n" in written
    assert 'id = "aws_iam_role.c"' not in written


def test_a_name_that_terraform_makes_up_begins_as_it_does(planned):
    told, written = planned(role("name"))
    assert told["status"] == "equal"
    assert "name_prefix: terraform-" in written


def test_of_a_role_whose_name_nobody_knows_that_is_told(planned):
    told, written = planned(role("name", refers={"name": ["random_id.x.hex"]}))
    assert "the source does not name it" in told["reason"]
    assert 'id = "aws_iam_role.c"' not in written


def test_a_policy_has_the_prefix_of_its_name(planned):
    policy = resource("aws_iam_policy.m", ("arn", "id", "name"), name_prefix="m-", policy=POLICY)
    refers = {"policy_arn": ["aws_iam_policy.m.arn", "aws_iam_policy.m"]}
    part = resource("aws_iam_role_policy_attachment.a", ("policy_arn",), refers, role="c")
    told, written = planned(role(name="c"), policy, part)
    assert told["status"] == "equal"
    assert "name_prefix: m-" in written


@pytest.mark.parametrize(
    ("parts", "argument"),
    [
        ([role("assume_role_policy", name="c", assume_role_policy=None)], "assume_role_policy"),
        ([role("description", name="c")], "description"),
        ([role("permissions_boundary", name="c")], "permissions_boundary"),
        (
            [role(name="c"), resource("aws_iam_role_policy.p", ("policy",), role="c", name="p")],
            "policy",
        ),
        (
            [
                role(name="c"),
                resource("aws_iam_role_policy_attachment.a", ("policy_arn",), role="c"),
            ],
            "policy_arn",
        ),
        (
            [
                role(name="c"),
                resource(
                    "aws_iam_role_policy_attachment.a",
                    ("role",),
                    {"role": ["var.role"]},
                    policy_arn="arn:aws:iam::aws:policy/ReadOnlyAccess",
                ),
            ],
            "role",
        ),
        (
            [
                role(name="c"),
                resource("aws_iam_policy.m", ("arn", "policy"), name="m"),
                resource(
                    "aws_iam_role_policy_attachment.a",
                    ("policy_arn",),
                    {"policy_arn": ["aws_iam_policy.m"]},
                    role="c",
                ),
            ],
            "policy",
        ),
        (
            [
                role(
                    "managed_policy_arns",
                    name="c",
                    refers={"managed_policy_arns": ["aws_iam_policy.m.arn", "aws_iam_policy.m"]},
                )
            ],
            "managed_policy_arns",
        ),
        (
            [
                role(
                    "inline_policy",
                    name="c",
                    refers={"inline_policy": ["random_id.x"]},
                    inline_policy=[{"policy": POLICY}],
                )
            ],
            "inline_policy",
        ),
        (
            [
                role(name="c"),
                resource(
                    "aws_iam_role_policy.p",
                    ("name",),
                    {"name": ["random_id.x"]},
                    role="c",
                    policy=POLICY,
                ),
            ],
            "name",
        ),
        (
            [
                role(name="c"),
                resource("aws_iam_instance_profile.p", ("tags",), role="c", name="p"),
            ],
            "tags",
        ),
        (
            [
                role(name="c"),
                resource(
                    "aws_iam_role_policy_attachments_exclusive.e",
                    ("policy_arns",),
                    role_name="c",
                    policy_arns=[None],
                ),
            ],
            "policy_arns",
        ),
    ],
)
def test_what_is_known_after_apply_is_told_as_that(planned, parts, argument):
    told, _ = planned(*parts)
    assert told["status"] == "not-adopted"
    assert f"known after apply: `{argument}` of aws_iam_" in told["reason"]


def test_what_a_plan_never_knows_of_a_role_that_does_not_say_it_is_nothing(planned):
    told, _ = planned(role("inline_policy", "managed_policy_arns", "tags_all", name="c"))
    assert told["status"] == "equal"
