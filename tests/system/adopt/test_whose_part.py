"""Of which role an attachment of Terraform is, where an expression says it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

ROLE = """\
resource "aws_iam_role" "%s" {
  %s
  name               = %s
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "ec2.amazonaws.com" } }]
  })
}
"""
SOURCE = (
    """\
variable "manage" { default = true }
variable "create" { type = bool }
variable "role" {}
variable "n" {}
variable "prefix" {}
locals {
  role_name = var.manage ? join("", aws_iam_role.this.*.name) : var.n
  rid       = var.create ? aws_iam_role.this[0].id : lookup(var.role, "id", null)
  either    = var.create ? aws_iam_role.this[0].id : aws_iam_role.other.id
  looked    = lookup(var.role, "id", null)
}
"""
    + ROLE % ("this", "count = var.create ? 1 : 0", '"this"')
    + ROLE % ("other", "", '"other"')
    + ROLE % ("prefixed", "", '"${var.prefix}-role"')
    + """\
resource "aws_iam_role_policy_attachment" "part" {
  %s
  role       = %s
  policy_arn = "arn:aws:iam::aws:policy/ReadOnlyAccess"
}
"""
)
ON = "count = var.create ? 1 : 0"


@pytest.fixture
def adopted(adopt):
    """Adopts three roles and one attachment: gives the statuses, and which roles have it."""

    def adopted_(count, role):
        Path("main.tf").write_text(SOURCE % (count, role), encoding="utf-8")
        adopt("main.tf")
        told = json.loads(Path("report.json").read_text())["roles"]
        specs = Path("specs").rglob("*.yaml")
        has = {each.stem for each in specs if "ReadOnlyAccess" in each.read_text()}
        return {each["name"]: each["status"] for each in told}, has

    return adopted_


@pytest.mark.parametrize(
    "role", ["local.role_name", "local.rid", 'join("", aws_iam_role.this[*].name)', "local.either"]
)
def test_an_attachment_is_of_the_role_that_a_local_says(adopted, role):
    statuses, has = adopted(ON, role)
    assert "not-adopted" not in statuses.values()
    assert has == {"this"}


@pytest.mark.parametrize(
    ("role", "may_be"),
    [
        ("local.rid", {"this"}),
        ("local.either", {"this", "other"}),
        ("local.looked", set()),
        ('lower("${var.prefix}-role")', {"prefixed"}),
        ('lookup(var.role, "id", null)', set()),
    ],
)
def test_an_attachment_of_which_nobody_knows_the_role_keeps_back_only_those_that_it_may_be_of(
    adopted, role, may_be
):
    statuses, has = adopted("", role)
    assert {name for name, each in statuses.items() if each == "not-adopted"} == may_be
    assert has == set()


@pytest.mark.parametrize(
    ("over", "may_be"),
    [
        ("aws_iam_role.this", {"this"}),
        ("var.prefix", {"this", "other", "prefixed"}),
    ],
)
def test_an_attachment_of_each_of_several_may_be_of_any_of_these(adopted, over, may_be):
    statuses, has = adopted(f"for_each = {over}", "each.value.name")
    told = {name for name, each in statuses.items() if each == "equal-in-access"}
    assert (told, has) == (may_be, set())


PASSED_ON = (
    """\
variable "n" {}
locals {
  roles = { one = aws_iam_role.a, two = aws_iam_role.b }
  items = [aws_iam_role.a]
  parts = { role = aws_iam_role.a.name, other = timestamp() }
}
"""
    + ROLE % ("a", "", '"one"')
    + ROLE % ("b", "", '"two"')
    + """\
data "aws_iam_role" "again" {
  name = aws_iam_role.a.name
}
data "aws_iam_role" "named" {
  name = "one"
}
resource "terraform_data" "given" {
  input = aws_iam_role.a.name
}
module "given" {
  source = "./given"
  role   = aws_iam_role.a.name
}
module "other" {
  source = "./other"
  role   = aws_iam_role.a.arn
}
resource "aws_iam_instance_profile" "p" {
  name = "p"
  role = aws_iam_role.a.name
}
resource "aws_iam_role_policy_attachment" "first" {
  role       = aws_iam_role.a.name
  policy_arn = "arn:aws:iam::aws:policy/SecurityAudit"
}
resource "%s" "part" {
  %s
  policy_arn = "arn:aws:iam::aws:policy/ReadOnlyAccess"
}
"""
)
ONE, MANY = "aws_iam_role_policy_attachment", "aws_iam_policy_attachment"


@pytest.fixture
def passed_on(adopt):
    """Adopts two roles and one attachment: gives which roles have it, and which are not adopted, with the report."""

    def passed_on_(type_, argument):
        Path("main.tf").write_text(PASSED_ON % (type_, argument), encoding="utf-8")
        adopt("main.tf")
        report = json.loads(Path("report.json").read_text())
        specs = Path("specs").rglob("*.yaml")
        has = {each.stem for each in specs if "ReadOnlyAccess" in each.read_text()}
        left = {each["name"] for each in report["roles"] if each["status"] == "not-adopted"}
        return has, left, report

    return passed_on_


@pytest.mark.parametrize(
    ("type_", "argument", "of"),
    [
        (ONE, 'role = local.roles["one"].name', {"one"}),
        (ONE, "role = local.roles.two.name", {"two"}),
        (ONE, "role = values(local.roles)[1].name", {"two"}),
        (ONE, "role = local.items[0].name", {"one"}),
        (ONE, "role = local.parts.role", {"one"}),
        (ONE, "role = aws_iam_role_policy_attachment.first.role", {"one"}),
        (ONE, "role = aws_iam_instance_profile.p.role", {"one"}),
        (ONE, "role = data.aws_iam_role.again.id", {"one"}),
        (ONE, "role = data.aws_iam_role.named.name", {"one"}),
        (ONE, "role = one(aws_iam_role.b[*].name)", {"two"}),
        (ONE, "for_each = local.roles\n  role = each.value.name", {"one", "two"}),
        (MANY, 'name = "x"\n  roles = values(local.roles)[*].name', {"one", "two"}),
        (MANY, 'name = "x"\n  roles = [for r in values(local.roles) : r.name]', {"one", "two"}),
    ],
)
def test_an_attachment_is_of_the_role_that_reaches_it_through_something_else(
    passed_on, type_, argument, of
):
    has, left, _ = passed_on(type_, argument)
    assert (has, left) == (of, set())


@pytest.mark.parametrize(
    ("role", "may_be"),
    [
        ("local.roles[var.n].name", {"one", "two"}),
        ("local.parts.other", {"one"}),
        ("terraform_data.given.output", {"one"}),
        ("module.given.role", {"one"}),
        ("coalesce(var.n, aws_iam_role.a.name)", {"one"}),
        ('lookup({ x = "two" }, var.n)', {"two"}),
        ("module.other.role", set()),
        ("data.aws_iam_role.other.name", set()),
    ],
)
def test_a_role_that_may_have_reached_an_attachment_is_not_adopted(passed_on, role, may_be):
    has, left, report = passed_on(ONE, f"role = {role}")
    assert (has, left) == (set(), may_be)
    assert all(role in each["reason"] for each in report["roles"] if each["name"] in may_be)
