"""Names of Terraform that are there or not: a name or a prefix, as a condition or a variable says."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

TRUST = """\
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "ec2.amazonaws.com" } }]
  })
"""
POLICY = """\
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Deny", Action = "*", Resource = "*" }] })
"""
SOURCE = """\
variable "n" { default = null }
variable "p" { default = null }
variable "b" { type = bool }
resource "aws_iam_role" "r" {
  %(names)s
  %(trust)s
}
resource "aws_iam_role_policy" "inline" {
  role = aws_iam_role.r.name
  %(names)s
  %(policy)s
}
resource "aws_iam_policy" "managed" {
  %(names)s
  %(policy)s
}
resource "aws_iam_role_policy_attachment" "managed" {
  role       = aws_iam_role.r.name
  policy_arn = aws_iam_policy.managed.arn
}
resource "aws_iam_instance_profile" "profile" {
  role = aws_iam_role.r.name
  %(names)s
}
"""


@pytest.fixture
def adopted(adopt):
    """Adopts a role, its policies and its instance profile, which all have the names that it is given."""

    def adopted_(names):
        written = SOURCE % {"names": names, "trust": TRUST, "policy": POLICY}
        Path("main.tf").write_text(written, encoding="utf-8")
        adopt("main.tf")
        (role,) = json.loads(Path("report.json").read_text())["roles"]
        return role, "".join(each.read_text() for each in sorted(Path("specs").rglob("*.yaml")))

    return adopted_


@pytest.mark.parametrize(
    "names",
    [
        'name = true ? null : "x"\n  name_prefix = true ? "x-" : null',
        'name = null\n  name_prefix = "x-"',
        'name = var.n\n  name_prefix = "x-"',
        'name = var.b ? null : "x"\n  name_prefix = "x-"',
        'name = ""\n  name_prefix = "x-"',
    ],
)
def test_where_there_is_no_name_there_is_the_prefix(adopted, names):
    role, text = adopted(names)
    assert (role["status"], role["reason"]) == ("equal", None)
    assert text.count("name_prefix: x-\n") == 3  # the instance profile has that of the role
    assert "\nname: " not in text


def test_where_there_is_neither_terraform_makes_the_name_up(adopted):
    role, text = adopted('name = true ? null : "x"\n  name_prefix = null')
    assert role["status"] == "equal"
    assert text.count("name_prefix: terraform-\n") == 3


@pytest.mark.parametrize(
    "names",
    [
        'name = var.b ? null : "x"\n  name_prefix = var.b ? "x-" : null',
        "name = var.n\n  name_prefix = var.p",
    ],
)
def test_a_name_or_a_prefix_as_only_a_plan_knows_is_told(adopted, names):
    role, text = adopted(names)
    prefix = names.split("name_prefix = ")[1]
    assert role["status"] == "equal-in-access"
    told = f"its name_prefix is {prefix} where its name is null, and a spec has one of them"
    assert role["reason"].count(told) == 4
    assert "name_prefix" not in text


@pytest.mark.parametrize(
    "names", ['name = "x"\n  name_prefix = var.p', 'name = "${var.n}-x"\n  name_prefix = var.p']
)
def test_beside_a_name_that_is_surely_there_is_no_prefix(adopted, names):
    role, text = adopted(names)
    assert role["status"] == "equal"
    assert "name_prefix" not in text


def test_a_role_that_is_made_on_a_condition_has_its_prefix(adopted):
    role, text = adopted('count = var.b ? 1 : 0\n  name_prefix = "x-"')
    assert (role["status"], role["reason"]) == ("equal", None)
    assert text.count("name_prefix: x-\n") == 3
