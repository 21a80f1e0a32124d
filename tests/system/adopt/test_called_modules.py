"""Modules of Terraform that are called by others of the same source."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

CHILD = """\
variable "env" {
  default = "default"
}
variable "vpc" {
  default = "none"
}
resource "aws_security_group" "s" {
  vpc_id = var.vpc
}
resource "aws_iam_role" "a" {
  name               = "app-${var.env}"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "ec2.amazonaws.com" } }]
  })
}
"""


@pytest.fixture
def told(adopt):
    """Adopts a module that the root calls as it says: gives each role with its status and the reason."""

    def told_(root):
        Path("infra/a").mkdir(parents=True)
        Path("infra/main.tf").write_text(root, encoding="utf-8")
        Path("infra/a/main.tf").write_text(CHILD, encoding="utf-8")
        adopt("infra")
        roles = json.loads(Path("report.json").read_text())["roles"]
        return [(each["name"], each["status"], each["reason"]) for each in roles]

    return told_


@pytest.mark.parametrize(
    "root",
    [
        'module "a" {\n  source = "./a"\n  env    = "given"\n}\n',
        'locals {\n  env = "given"\n}\nmodule "a" {\n  source = "./a"\n  env    = local.env\n}\n',
        'module "a" {\n  source = "./a"\n  env    = "given"\n  vpc    = aws_vpc.v.id\n}\n',
    ],
)
def test_a_module_has_the_arguments_of_its_call(told, root):
    assert told(root) == [("app-given", "equal", None)]


@pytest.mark.parametrize(
    ("root", "why"),
    [
        (
            'variable "e" {}\nmodule "a" {\n  source = "./a"\n  env = var.e\n}\n',
            "`env` of `module.a`, by which its module is called",
        ),
        (
            'module "a" {\n  source = "./a"\n}\nmodule "b" {\n  source = "./a"\n  env = "b"\n}\n',
            "its module is called several times, by `module.a`, `module.b`",
        ),
        (
            'module "a" {\n  source = "./a"\n  for_each = toset(["x"])\n  env = each.key\n}\n',
            "its module is called by `module.a`, which has `for_each`",
        ),
    ],
)
def test_a_module_of_whose_arguments_nobody_knows_is_not_adopted(told, root, why):
    ((_, status, reason),) = told(root)
    assert status == "not-adopted"
    assert why in reason


def test_an_example_of_a_module_is_no_call_of_it(adopt):
    Path("infra/examples/b").mkdir(parents=True)
    Path("infra/main.tf").write_text(CHILD, encoding="utf-8")
    for name in "ab":
        place = Path("infra/examples", name, "main.tf")
        place.parent.mkdir(exist_ok=True)
        place.write_text('module "a" {\n  source = "../.."\n}\n', encoding="utf-8")
    adopt("infra")
    ((name, status),) = [
        (each["name"], each["status"])
        for each in json.loads(Path("report.json").read_text())["roles"]
    ]
    assert (name, status) == ("app-default", "equal")


def test_modules_that_call_each_other_end(adopt):
    for name, other in (("a", "b"), ("b", "a")):
        Path("infra", name).mkdir(parents=True)
        call = f'module "{other}" {{\n  source = "../{other}"\n  env = "x"\n}}\n'
        Path("infra", name, "main.tf").write_text(call + CHILD, encoding="utf-8")
    adopt("infra")
    assert Path("report.json").exists()


def test_a_module_that_is_read_is_not_left_out(adopt):
    Path("infra/a").mkdir(parents=True)
    root = 'module "a" {\n  source = "./a"\n}\nmodule "b" {\n  source = "acme/b"\n}\n'
    Path("infra/main.tf").write_text(root, encoding="utf-8")
    Path("infra/a/main.tf").write_text(CHILD, encoding="utf-8")
    _, out, _ = adopt("infra")
    assert "left out: module.b: what a module makes is in a plan or a state, and not here\n" in out
    blocks = json.loads(Path("report.json").read_text())["blocks"]
    assert [each["address"] for each in blocks] == ["aws_iam_role.a", "module.b"]
