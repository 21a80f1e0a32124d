"""Locals of the source that stay expressions: specs refer to them by their own names."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

SOURCE = """\
variable "manage" { type = bool }
variable "n" {}
data "aws_partition" "current" {
  count = var.manage ? 1 : 0
}
locals {
  partition = try(data.aws_partition.current[0].partition, "")
  same      = local.partition
  chosen    = var.manage ? "a" : var.n
  named     = { of = replace(var.n, "/", "-") }
  path      = "arn:${local.partition}:s3:::a"
}
resource "aws_iam_role" "r" {
  name               = %s
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "ec2.amazonaws.com" } }]
  })
}
resource "aws_iam_role_policy" "own" {
  name   = "own"
  role   = aws_iam_role.r.name
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = %s }]
  })
}
"""


@pytest.fixture
def adopted(adopt):
    def adopted_(name, resource):
        Path("main.tf").write_text(SOURCE % (name, resource), encoding="utf-8")
        adopt("main.tf")
        (role,) = json.loads(Path("report.json").read_text())["roles"]
        return role["status"], Path("specs/roles/r.yaml").read_text()

    return adopted_


@pytest.mark.parametrize(
    ("resource", "said"),
    [
        ('"arn:${local.partition}:s3:::a"', "arn:${local.partition}:s3:::a"),
        ("local.path", "arn:${local.partition}:s3:::a"),
        ('"arn:${local.same}:s3:::a"', "arn:${local.same}:s3:::a"),
        ('"arn:aws:s3:::${local.chosen}"', "arn:aws:s3:::${local.chosen}"),
    ],
)
def test_a_local_that_stays_an_expression_has_its_own_name(adopted, resource, said):
    status, text = adopted('"r"', resource)
    assert status == "equal"
    assert f'on: "{said}"\n' in text
    assert not Path("specs/adopted.tf").exists()


@pytest.mark.parametrize("name", ["local.chosen", '"${local.chosen}"'])
def test_a_name_that_is_a_local_is_that_one(adopted, name):
    status, text = adopted(name, '"*"')
    assert status == "equal"
    assert 'name: "${local.chosen}"\n' in text


def test_a_part_of_a_local_is_kept_under_another_name(adopted):
    status, text = adopted("local.named.of", '"*"')
    assert status == "equal"
    assert 'name: "${local.replace_var_n_' in text
    assert 'replace(var.n, "/", "-")' in Path("specs/adopted.tf").read_text()


def test_locals_of_several_modules_that_are_called_the_same_are_kept_apart(adopt):
    for folder, local in (("a", "lower(var.n)"), ("b", "upper(var.n)")):
        Path(folder).mkdir()
        source = SOURCE.replace('try(data.aws_partition.current[0].partition, "")', local)
        source = source.replace('"r"', f'"{folder}"').replace("role.r.", f"role.{folder}.")
        written = source % (f'"{folder}"', '"arn:${local.partition}:s3:::a"')
        Path(folder, "main.tf").write_text(written, encoding="utf-8")
    adopt("a", "b")
    kept = Path("specs/adopted.tf").read_text()
    assert "= lower(var.n)\n" in kept
    assert "= upper(var.n)\n" in kept
