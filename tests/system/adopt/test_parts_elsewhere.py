"""A part of a role in another module of Terraform than the role's."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from rolec.cli.exit_code import ExitCode

ROLE = """
variable "name" {}
resource "aws_iam_role" "app" {
  name               = var.name
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "ec2.amazonaws.com" } }] })
}
output "name" { value = aws_iam_role.app.name }
"""
CALLER = """
module "web" {
  source = "./role"
  name   = "web"
}
%s
resource "aws_iam_role_policy_attachment" "all" {
  role       = %s
  policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess"
}
"""
STAYS = "stays in Terraform beside what is built"


def adopted(adopt, before, written):
    Path("m/role").mkdir(parents=True)
    Path("m/main.tf").write_text(CALLER % (before, written), encoding="utf-8")
    Path("m/role/main.tf").write_text(ROLE, encoding="utf-8")
    code, out, _ = adopt("m")
    assert code == ExitCode.OK
    found = json.loads(Path("report.json").read_text(encoding="utf-8"))
    (role,) = found["roles"]
    (part,) = (each for each in found["blocks"] if each["role"] is None)
    return role, part, out


@pytest.mark.parametrize(
    ("before", "written"),
    [
        ("", '"web"'),
        ("", "module.web.name"),
        ("locals {\n  role = module.web.name\n}", "local.role"),
        ("", '"${module.web.name}"'),
        ("", "try(module.web.name, var.other)"),
    ],
)
def test_it_is_told_with_both(adopt, before, written):
    role, part, out = adopted(adopt, before, written)
    assert role["status"] == "equal-in-access"
    assert f"`aws_iam_role_policy_attachment.all` of m/main.tf may be on it, and {STAYS}" in out
    assert part["reason"] == f"it may be on `web` of m/role/main.tf, and {STAYS}"


@pytest.mark.parametrize("written", ['"other"', "module.other.name", "var.role"])
def test_of_what_is_on_another_role_nothing_is_told(adopt, written):
    role, part, _ = adopted(adopt, "", written)
    assert role["status"] == "equal"
    assert part["reason"] == "its role is not in this source"


OF_STACK = """\
Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      RoleName: web
      AssumeRolePolicyDocument:
        Statement: {Effect: Allow, Action: "sts:AssumeRole", Principal: {Service: ec2.amazonaws.com}}
"""
BESIDE_STACK = """\
Resources:
  Policy:
    Type: AWS::IAM::Policy
    Properties:
      PolicyName: all
      Roles: [NAME]
      PolicyDocument: {Statement: {Effect: Allow, Action: "*", Resource: "*"}}
"""


@pytest.mark.parametrize(
    ("name", "status", "reason"),
    [
        (
            "web",
            "equal-in-access",
            "it may be on `web` of m/a.yaml, and stays in CloudFormation beside what is built",
        ),
        ("job", "equal", "its role `job` is not in this template"),
    ],
)
def test_a_policy_of_another_template_is_told_with_both(adopt, name, status, reason):
    Path("m").mkdir()
    Path("m/a.yaml").write_text(OF_STACK, encoding="utf-8")
    Path("m/b.yaml").write_text(BESIDE_STACK.replace("NAME", name), encoding="utf-8")
    adopt("m")
    found = json.loads(Path("report.json").read_text(encoding="utf-8"))
    assert [each["status"] for each in found["roles"]] == [status]
    assert [each["reason"] for each in found["blocks"] if each["role"] is None] == [reason]


def state(*resources):
    """What `terraform show -json` prints of a state."""
    root = {
        "resources": [
            {
                "address": f"{type_}.{name}",
                "mode": "managed",
                "type": type_,
                "name": name,
                "values": values,
            }
            for type_, name, values in resources
        ]
    }
    return json.dumps({"format_version": "1.0", "values": {"root_module": root}})


TRUST = json.dumps(
    {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Effect": "Allow",
                "Action": ["sts:AssumeRole"],
                "Principal": {"Service": ["ec2.amazonaws.com"]},
            }
        ],
    }
)
PART = "aws_iam_role_policy_attachment"
ARN = "arn:aws:iam::aws:policy/AdministratorAccess"


@pytest.mark.parametrize(
    ("name", "status", "reason"),
    [
        ("web", "equal-in-access", f"it may be on `web` of m/a.json, and {STAYS}"),
        ("job", "equal", "its role is not in this source"),
    ],
)
def test_a_part_in_another_state_is_told_with_both(adopt, name, status, reason):
    Path("m").mkdir()
    role = {"name": "web", "assume_role_policy": TRUST}
    Path("m/a.json").write_text(state(("aws_iam_role", "web", role)), encoding="utf-8")
    part = {"role": name, "policy_arn": ARN}
    Path("m/b.json").write_text(state((PART, "all", part)), encoding="utf-8")
    adopt("m")
    found = json.loads(Path("report.json").read_text(encoding="utf-8"))
    assert [each["status"] for each in found["roles"]] == [status]
    assert [each["reason"] for each in found["blocks"] if each["role"] is None] == [reason]
    if status != "equal":
        told = f"`{PART}.all` of m/b.json may be on it, and {STAYS}"
        assert found["roles"][0]["reason"] == told
