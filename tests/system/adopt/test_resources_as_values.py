"""Resources of Terraform that are values of others, and documents to which others refer."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

DOCUMENT = '{ Version = "2012-10-17", Statement = [{ Effect = "Deny", Action = "s3:*", Resource = "*" }] }'
SOURCE = f"""\
variable "tags" {{}}
variable "names" {{ default = ["x", "y"] }}
resource "aws_iam_policy" "a" {{
  name   = "a"
  policy = jsonencode({DOCUMENT})
}}
resource "aws_iam_policy" "many" {{
  for_each = toset(var.names)
  name     = each.key
  policy   = jsonencode({DOCUMENT.replace("s3:*", "${each.key}:*")})
}}
resource "aws_iam_role" "r" {{
  name               = "r"
  assume_role_policy = jsonencode({{ Version = "2012-10-17", Statement = [{{ Effect = "Allow", Action = "sts:AssumeRole", Principal = {{ Service = "ec2.amazonaws.com" }} }}] }})
}}
resource "aws_iam_role" "s" {{
  name               = "s"
  assume_role_policy = aws_iam_role.r.assume_role_policy
  %s
}}
%s
"""


@pytest.fixture
def adopted(adopt):
    def adopted_(argument="", block=""):
        Path("main.tf").write_text(SOURCE % (argument, block), encoding="utf-8")
        adopt("main.tf")
        told = json.loads(Path("report.json").read_text())
        assert {each["status"] for each in told["roles"]} == {"equal"}, told["roles"]
        return Path("specs/roles/s.yaml").read_text()

    return adopted_


def test_a_trust_policy_may_be_that_of_another_role(adopted):
    assert "  - aws_service: ec2\n" in adopted()


@pytest.mark.parametrize(
    ("reference", "action"),
    [("aws_iam_policy.a.policy", "s3:*"), ('aws_iam_policy.many["y"].policy', "y:*")],
)
def test_a_document_may_be_that_of_a_policy(adopted, reference, action):
    block = f'resource "aws_iam_role_policy" "p" {{\n  role = aws_iam_role.s.name\n  policy = {reference}\n}}'
    assert f"- deny: {action}\n" in adopted(block=block)


@pytest.mark.parametrize(
    ("map_", "arn"),
    [
        ("{ own = aws_iam_policy.a }", "each.value.arn"),
        ("{ own = aws_iam_policy.a.arn }", "each.value"),
    ],
)
def test_the_values_of_a_map_may_be_resources(adopted, map_, arn):
    block = f"""\
locals {{
  policies = {map_}
}}
resource "aws_iam_role_policy_attachment" "each" {{
  for_each   = local.policies
  role       = aws_iam_role.s.name
  policy_arn = {arn}
}}
"""
    assert "- policy: a\n" in adopted(block=block)


def test_tags_that_are_written_out_before_those_of_a_variable_are_kept(adopted):
    text = adopted('tags = merge({ A = "1" }, var.tags, { B = "2" })')
    assert 'tags:\n  B: "2"\ntags_from: "${local.merge_a_1_var_tags_' in text
    assert 'merge({ A = "1" }, var.tags)' in Path("specs/adopted.tf").read_text()
