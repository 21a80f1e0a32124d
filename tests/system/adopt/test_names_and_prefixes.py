"""Names of Terraform that are there or not: a name or a prefix, as a condition or a variable says."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from rolec.cli import main
from rolec.cli.exit_code import ExitCode

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
    ("names", "said"),
    [
        (
            'name = var.b ? null : "x"\n  name_prefix = var.b ? "x-" : null',
            ("local.var_b_null_x_", "local.var_b_x_null_"),
        ),
        ("name = var.n\n  name_prefix = var.p", ("var.n", "var.p")),
    ],
)
def test_of_a_name_or_a_prefix_as_only_a_plan_knows_there_are_both(adopted, names, said):
    role, text = adopted(names)
    assert (role["status"], role["reason"]) == ("equal", None)
    name, prefix = said
    assert text.count(f'name: "${{{name}') == 3
    assert text.count(f'name_prefix: "${{{prefix}') == 3
    assert "instance_profile: true" in text
    assert main.main(["build", "specs", "-o", "out"]) == ExitCode.OK
    built = "".join(each.read_text() for each in sorted(Path("out").rglob("*.tf")))
    assert (built.count(f"  name        = {name}"), built.count(f"  name_prefix = {prefix}")) == (
        4,
        4,
    )


def test_an_instance_profile_may_have_others_than_its_role(adopt):
    both = 'name = var.%s ? null : "x"\n  name_prefix = var.%s ? "x-" : null'
    written = SOURCE % {"names": both % ("b", "b"), "trust": TRUST, "policy": POLICY}
    profile = written.replace("var.b", "var.c").partition('resource "aws_iam_instance_profile"')
    role = written.partition('resource "aws_iam_instance_profile"')[0]
    Path("main.tf").write_text(role + "".join(profile[1:]), encoding="utf-8")
    adopt("main.tf")
    (told,) = json.loads(Path("report.json").read_text())["roles"]
    assert told["status"] == "equal"
    text = Path("specs/roles/r.yaml").read_text(encoding="utf-8")
    said = text.partition("instance_profile:\n")[2].split("\n")
    assert said[0].startswith('  name: "${local.var_c_null_x_')
    assert said[1].startswith('  name_prefix: "${local.var_c_x_null_')


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
