"""Variables of Terraform that are null by default, and attributes of objects that nobody has to give."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

TRUST = 'Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "ec2.amazonaws.com" } }]'
SOURCE = """\
variable "s" {
  type    = number
  default = null
}
variable "p" { default = null }
variable "list" {
  type    = list(object({ sid = optional(string) }))
  default = null
}
variable "object" {
  type    = object({ a = string })
  default = null
}
variable "t" {
  type    = object({ mode = optional(string, null), size = optional(number, 2), tags = optional(map(string), {}) })
  default = {}
}
variable "of_types" {
  type    = map(list(object({ on = optional(bool, true), off = optional(bool) })))
  default = { a = [{ off = false }] }
}
locals {
  is_list = var.list
}
data "aws_iam_policy_document" "t" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = ["ec2.amazonaws.com"]
    }
  }
}
%s
"""
ROLE = f"""\
resource "aws_iam_role" "r" {{
  name               = "r"
  assume_role_policy = jsonencode({{ {TRUST} }})
  %s
}}
"""
PART = (
    ROLE
    + """\
resource "aws_iam_role_policy_attachment" "part" {
  %s
  role       = aws_iam_role.r.name
  policy_arn = "arn:aws:iam::aws:policy/ReadOnlyAccess"
}
"""
)


@pytest.fixture
def adopted(adopt):
    def adopted_(source):
        Path("main.tf").write_text(SOURCE % source, encoding="utf-8")
        adopt("main.tf")
        told = json.loads(Path("report.json").read_text())
        return told, "".join(each.read_text() for each in sorted(Path("specs").rglob("*.yaml")))

    return adopted_


@pytest.mark.parametrize("argument", ["max_session_duration = var.s", "path = var.p"])
def test_an_argument_that_is_null_by_default_stays_a_reference(adopted, argument):
    told, text = adopted(ROLE % argument)
    (role,) = told["roles"]
    assert (role["status"], role["reason"]) == ("equal", None)
    # Terraform takes null for what is not there.
    name, _, variable = argument.split()
    assert f'{name}: "${{{variable}}}"\n' in text


def test_a_policy_of_which_the_path_is_null_by_default_is_adopted(adopted):
    policy = """\
resource "aws_iam_policy" "own" {
  name   = "own"
  path   = var.p
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Deny", Action = "*", Resource = "*" }] })
}
resource "aws_iam_role_policy_attachment" "own" {
  role       = aws_iam_role.r.name
  policy_arn = aws_iam_policy.own.arn
}
"""
    told, text = adopted(ROLE % "" + policy)
    assert [each["status"] for each in told["roles"]] == ["equal"]
    assert "policy: own\n" in text


@pytest.mark.parametrize(
    "trust",
    [
        "coalesce(var.p, data.aws_iam_policy_document.t.json)",
        "coalesce(null, data.aws_iam_policy_document.t.json)",
        "var.list == null ? data.aws_iam_policy_document.t.json : var.p",
    ],
)
def test_what_is_null_by_default_is_passed_by(adopted, trust):
    told, text = adopted(f'resource "aws_iam_role" "r" {{\nassume_role_policy = {trust}\n}}')
    (role,) = told["roles"]
    assert (role["status"], role["reason"]) == ("equal", None)
    assert "  - aws_service: ec2\n" in text


def test_of_a_document_an_argument_that_is_null_by_default_is_not_there(adopted):
    document = """\
data "aws_iam_policy_document" "with_nulls" {
  source_policy_documents = var.list
  dynamic "statement" {
    for_each = [{ actions = ["s3:*"] }]
    content {
      actions       = statement.value.actions
      not_actions   = lookup(statement.value, "not_actions", null)
      resources     = ["*"]
      not_resources = var.list
    }
  }
}
"""
    policy = (
        'inline_policy {\n name = "own"\n policy = data.aws_iam_policy_document.with_nulls.json\n}'
    )
    told, text = adopted(document + ROLE % policy)
    assert [each["status"] for each in told["roles"]] == ["equal"]
    assert "- allow: s3:*\n" in text


@pytest.mark.parametrize(
    ("count", "is_made"),
    [
        ("count = var.list != null ? 1 : 0", False),
        ("count = local.is_list == null ? 1 : 0", True),
        ("count = var.object != null ? 1 : 0", False),
        ("count = (var.object) == null ? 1 : 0", True),
        ("count = var.t.mode != null ? 1 : 0", False),
        ("count = var.t.size == 2 ? 1 : 0", True),
        ("count = length(var.t.tags)", False),
        ('count = var.of_types["a"][0].on ? 1 : 0', True),
        ('count = var.of_types["a"][0].off == null ? 1 : 0', False),
        ("for_each = toset(var.list[*].sid)", False),
    ],
)
def test_a_condition_on_what_is_null_by_default_is_known(adopted, count, is_made):
    told, text = adopted(PART % ("", count))
    (role,) = told["roles"]
    assert (role["status"], role["reason"]) == ("equal", None)
    assert ("ReadOnlyAccess" in text) is is_made
