"""On what it depends that a resource of Terraform is there, where locals say it, and what follows for its values."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

SOURCE = """\
variable "on" { type = bool }
variable "also" { type = bool }
variable "profile" {}
variable "existing" {}
variable "create" { default = true }
variable "never" { default = false }
locals {
  one      = var.on && var.profile == "" ? 1 : 0
  create   = local.both && (var.profile == "" || var.existing == "")
  both     = var.on && var.also
  on       = var.on
  empty    = {}
  of_on    = var.on ? { a = "ReadOnlyAccess" } : {}
  policies = { a = "ReadOnlyAccess", b = "AWSSupportAccess" }
}
data "aws_iam_policy_document" "base" {
  count = var.on ? 1 : 0
  statement {
    actions   = ["s3:GetObject"]
    resources = ["*"]
  }
}
data "aws_iam_policy_document" "whole" {
  count                   = var.on ? 1 : 0
  source_policy_documents = [join("", data.aws_iam_policy_document.base[*].json)]
}
resource "aws_iam_role" "r" {
  %s
  name               = "r"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "ec2.amazonaws.com" } }]
  })
}
resource "aws_iam_role_policy_attachment" "part" {
  %s
  role       = aws_iam_role.r[0].name
  policy_arn = "arn:aws:iam::aws:policy/${%s}"
}
"""
NAME = '"ReadOnlyAccess"'


@pytest.fixture
def adopted(adopt):
    def adopted_(source):
        Path("main.tf").write_text(source, encoding="utf-8")
        adopt("main.tf")
        told = json.loads(Path("report.json").read_text())
        return told, "".join(each.read_text() for each in sorted(Path("specs").rglob("*.yaml")))

    return adopted_


def enabled(text):
    """What has to be true for the role of a spec to be made, with what locals are."""
    local = dict(re.findall(r"^  (\w+) = (.+)$", adopted_tf(), re.MULTILINE))
    lines = re.findall(r'^(?:enabled:|  -) "\$\{(.+)\}"$', text, re.MULTILINE)
    texts = [local.get(each.removeprefix("local."), each) for each in lines]
    return " && ".join(f"({each})" if "||" in each else each for each in texts)


def adopted_tf():
    path = Path("specs/adopted.tf")
    return path.read_text(encoding="utf-8") if path.exists() else ""


@pytest.mark.parametrize(
    ("count", "condition"),
    [
        ("count = local.one", 'var.on && var.profile == ""'),
        ("count = var.on ? local.one : 0", 'var.on && var.profile == ""'),
        ("count = var.create ? local.one : 0", 'var.on && var.profile == ""'),
        ("count = (local.one)", 'var.on && var.profile == ""'),
        ("count = local.on ? 1 : 0", "var.on"),
        ("count = local.on ? 0 : 1", "!(var.on)"),
        ("count = !local.on ? 0 : 1", "var.on"),
        (
            "count = local.create ? 1 : 0",
            'var.on && var.also && (var.profile == "" || var.existing == "")',
        ),
        ('for_each = local.on ? toset(["true"]) : toset([])', "var.on"),
        ('for_each = var.on ? { a = "b" } : local.empty', "var.on"),
        ('for_each = toset(var.on ? ["1"] : [])', None),
    ],
)
def test_on_what_a_role_depends_is_told_with_locals_followed(adopted, count, condition):
    told, text = adopted(SOURCE % (count, count, NAME))
    (role,) = told["roles"]
    if condition is None:
        assert role["status"] == "not-adopted"
    else:
        assert (role["status"], role["reason"]) == ("equal", None)
        assert "ReadOnlyAccess" in text
        assert enabled(text) == condition


@pytest.mark.parametrize(
    ("of_part", "name"),
    [
        ('for_each = local.on ? toset(["1"]) : toset([])', NAME),
        ('for_each = local.on ? toset(["ReadOnlyAccess"]) : []', "each.value"),
        ("for_each = local.of_on", "each.value"),
        ("for_each = var.on ? local.policies : {}", "each.value"),
        ("for_each = var.on ? local.policies : local.empty", "each.value"),
        ("count = local.on ? 1 : 0", 'var.on ? "ReadOnlyAccess" : var.existing'),
        ("count = local.on ? 1 : 0", 'local.on ? "ReadOnlyAccess" : var.existing'),
        ("count = local.on ? 1 : 0", '!var.on ? var.existing : "ReadOnlyAccess"'),
        ("count = local.on ? 1 : 0", '["ReadOnlyAccess"][count.index]'),
    ],
)
def test_a_part_that_is_there_whenever_its_role_is_belongs_to_it(adopted, of_part, name):
    told, text = adopted(SOURCE % ("count = var.on ? 1 : 0", of_part, name))
    (role,) = told["roles"]
    assert (role["status"], role["reason"]) == ("equal", None)
    assert text.count("enabled: ") == 1
    assert "ReadOnlyAccess" in text
    assert ("AWSSupportAccess" in text) is ("policies" in of_part)


def test_a_part_that_is_never_made_under_the_condition_of_its_role_is_left_out(adopted):
    told, text = adopted(
        SOURCE % ("count = var.on ? 1 : 0", "count = var.on && var.never ? 1 : 0", NAME)
    )
    assert [each["status"] for each in told["roles"]] == ["equal"]
    assert "ReadOnlyAccess" not in text


@pytest.mark.parametrize(
    "document",
    [
        "data.aws_iam_policy_document.whole[0].json",
        'one(data.aws_iam_policy_document.whole[*]["json"])',
        'data.aws_iam_policy_document.whole[0]["json"]',
        'jsonencode(jsondecode(join("", data.aws_iam_policy_document.whole.*.json)))',
    ],
)
def test_documents_that_are_there_where_the_role_is_are_known(adopted, document):
    policy = f"""\
resource "aws_iam_role_policy" "own" {{
  count  = var.on ? 1 : 0
  name   = "own"
  role   = one(aws_iam_role.r[*].id)
  policy = {document}
}}
"""
    on = "count = var.on ? 1 : 0"
    told, text = adopted(SOURCE % (on, on, NAME) + policy)
    assert [each["status"] for each in told["roles"]] == ["equal"]
    assert "- allow: s3:GetObject\n" in text


def test_of_a_document_that_may_be_missing_nobody_knows_what_it_adds(adopted):
    policy = """\
data "aws_iam_policy_document" "own" {
  source_policy_documents = [join("", data.aws_iam_policy_document.base[*].json)]
}
resource "aws_iam_role_policy" "own" {
  name   = "own"
  role   = aws_iam_role.r.id
  policy = data.aws_iam_policy_document.own.json
}
"""
    told, _ = adopted(SOURCE % ("", "", NAME) + policy)
    assert [each["status"] for each in told["roles"]] == ["not-adopted"]


@pytest.mark.parametrize("one_of", ["one({})", 'join("", {})'])
@pytest.mark.parametrize("all_", ["aws_sqs_queue.q[*].arn", "aws_sqs_queue.q.*.arn"])
@pytest.mark.parametrize("count", ["var.on", "var.also"])
def test_a_resource_of_which_there_is_one_is_it_and_else_a_local(adopted, one_of, all_, count):
    policy = f"""\
resource "aws_sqs_queue" "q" {{
  count = {count} ? 1 : 0
}}
resource "aws_iam_role_policy" "own" {{
  count  = var.on ? 1 : 0
  name   = "own"
  role   = aws_iam_role.r[0].id
  policy = jsonencode({{
    Version   = "2012-10-17"
    Statement = [{{ Effect = "Allow", Action = "sqs:SendMessage", Resource = {one_of.format(all_)} }}]
  }})
}}
"""
    on = "count = var.on ? 1 : 0"
    told, text = adopted(SOURCE % (on, on, NAME) + policy)
    assert [each["status"] for each in told["roles"]] == ["equal"]
    assert ('on: "${aws_sqs_queue.q[0].arn}"\n' in text) is (count == "var.on")
    assert (one_of.format(all_) in adopted_tf()) is (count == "var.also")


POLICY_IF = """
resource "aws_iam_policy" "own" {
  count  = var.also ? 1 : 0
  name   = "own"
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = "*" }] })
}
resource "aws_iam_role_policy_attachment" "own" {
  %s
  role       = aws_iam_role.r.name
  policy_arn = aws_iam_policy.own[0].arn
}
"""


@pytest.mark.parametrize(
    ("count", "enabled"),
    [
        ("", ' "${var.also}"\n'),
        ("count = var.also ? 1 : 0", ' "${var.also}"\n'),
        ("count = var.on ? 1 : 0", '\n      - "${var.on}"\n      - "${var.also}"\n'),
    ],
)
def test_a_policy_is_attached_only_where_it_is_made(adopted, count, enabled):
    told, specs = adopted(SOURCE % ("", "count = 0", NAME) + POLICY_IF % count)
    assert [each["status"] for each in told["roles"]] == ["equal"]
    assert f"- policy: own\n    enabled:{enabled}" in specs
