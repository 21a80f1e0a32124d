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
    assert {name for name, each in statuses.items() if each == "not-adopted"} == may_be
    assert has == set()
