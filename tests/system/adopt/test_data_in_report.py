"""A data source of IAM is in the report, with each role that it is a part of."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

MAIN = """
data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = ["ec2.amazonaws.com"]
    }
  }
}
data "aws_iam_policy_document" "base" {
  statement {
    actions   = ["s3:GetObject"]
    resources = ["*"]
  }
}
locals {
  source = data.aws_iam_policy_document.base.json
}
data "aws_iam_policy_document" "logs" {
  source_policy_documents = [local.source]
}
data "aws_iam_policy_document" "bucket" {
  statement {
    actions   = ["s3:GetObject"]
    resources = [aws_s3_bucket.b.arn]
  }
}
data "aws_iam_policy_document" "other" {
  statement {
    actions   = ["s3:PutObject"]
    resources = ["*"]
  }
}
resource "aws_iam_policy" "logs" {
  name   = "logs"
  policy = data.aws_iam_policy_document.logs.json
}
resource "aws_iam_role" "a" {
  name               = "a"
  assume_role_policy = data.aws_iam_policy_document.trust.json
}
resource "aws_iam_role" "b" {
  name               = "b"
  assume_role_policy = data.aws_iam_policy_document.trust.json
}
resource "aws_iam_role_policy_attachment" "b" {
  role       = aws_iam_role.b.name
  policy_arn = aws_iam_policy.logs.arn
}
resource "aws_iam_role_policy" "elsewhere" {
  role   = "elsewhere"
  policy = data.aws_iam_policy_document.other.json
}
resource "aws_s3_bucket_policy" "b" {
  policy = data.aws_iam_policy_document.bucket.json
}
"""


def told():
    blocks = json.loads(Path("report.json").read_text(encoding="utf-8"))["blocks"]
    return [
        (each["address"].rpartition(".")[2], each["line"], each["role"], each["reason"])
        for each in blocks
        if each["address"].startswith("data.")
    ]


def test_it_is_told_of_which_roles_it_is_a_part(adopt):
    Path("main.tf").write_text(MAIN, encoding="utf-8")
    _, out, _ = adopt("main.tf")
    left = "`aws_iam_role_policy.elsewhere`, of which it is a part, is left out"
    assert told() == [
        ("trust", 2, "a", None),
        ("trust", 2, "b", None),
        ("base", 11, "b", None),
        ("logs", 20, "b", None),
        ("bucket", 23, None, "no role or policy of this source is made of it"),
        ("other", 29, None, left),
    ]
    assert "data." not in out


def test_with_a_role_that_is_not_adopted_it_is_told_why(adopt):
    broken = MAIN.replace("sts:AssumeRole", "no action", 1)
    Path("main.tf").write_text(broken, encoding="utf-8")
    adopt("main.tf")
    (_, _, role, reason), *_ = told()
    assert role == "a"
    assert "no action" in reason


@pytest.mark.parametrize("data", ["aws_iam_role", "aws_iam_openid_connect_provider"])
def test_where_there_is_nothing_else_there_is_nothing_to_adopt(adopt, data):
    Path("main.tf").write_text(f'data "{data}" "x" {{\n  name = "x"\n}}\n', encoding="utf-8")
    code, _, err = adopt("main.tf")
    assert (code, "error[E0580]" in err) == (1, True)
    assert told() == [("x", 1, None, "no role or policy of this source is made of it")]


def test_those_of_a_state_are_told_too(adopt):
    document = {
        "address": "module.m.data.aws_iam_policy_document.x",
        "mode": "data",
        "type": "aws_iam_policy_document",
        "values": {"json": "{}"},
    }
    state = {
        "format_version": "1.0",
        "values": {"root_module": {"child_modules": [{"resources": [document]}]}},
    }
    Path("state.json").write_text(json.dumps(state), encoding="utf-8")
    adopt("state.json")
    (block,) = json.loads(Path("report.json").read_text(encoding="utf-8"))["blocks"]
    assert block["address"] == "module.m.data.aws_iam_policy_document.x"
    assert block["reason"] == "it is only read: what has its documents says what these are"
