"""Texts of Terraform with directives, in policies and in files that are templates."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

SOURCE = """\
variable "on" { default = true }
variable "extra" { type = bool }
variable "ids" { default = ["a", "b"] }
resource "aws_iam_role" "app" {
  name               = "app"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "ec2.amazonaws.com" } }]
  })
}
resource "aws_iam_role_policy" "own" {
  name   = "own"
  role   = aws_iam_role.app.name
  policy = %s
}
"""
DOCUMENT = """\
{
  "Version": "2012-10-17",
  "Statement": [
    %%{ if %(on)s ~}
    { "Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "${%(arn)s}" },
    %%{ endif ~}
    {
      "Effect": "Allow", "Action": "s3:GetObject",
      "Resource": [
        %%{ for i, id in %(ids)s ~}
        %%{ if i > 0 },%%{ endif }"arn:aws:s3:::${id}/$${aws:username}/*"
        %%{ endfor ~}
      ]
    }
  ]
}
"""
IN_MODULE = {"on": "var.on", "ids": "var.ids", "arn": "aws_sqs_queue.q.arn"}
IN_FILE = {"on": "on", "ids": "ids", "arn": "arn"}
VALUES = "{ on = %s, ids = var.ids, arn = aws_sqs_queue.q.arn }"


@pytest.fixture
def adopted(adopt):
    def adopted_(policy):
        Path("main.tf").write_text(SOURCE % policy, encoding="utf-8")
        adopt("main.tf")
        (role,) = json.loads(Path("report.json").read_text())["roles"]
        return role, "".join(each.read_text() for each in sorted(Path("specs").rglob("*.yaml")))

    return adopted_


def test_a_heredoc_has_what_its_directives_choose(adopted):
    role, text = adopted(f"<<EOF\n{DOCUMENT % IN_MODULE}EOF")
    assert (role["status"], role["reason"]) == ("equal", None)
    assert 'on: "${aws_sqs_queue.q.arn}"\n' in text
    assert '"arn:aws:s3:::b/${aws:username}/*"' in text


def test_a_file_that_is_a_template_has_what_its_directives_choose(adopted):
    Path("own.tpl").write_text(DOCUMENT % IN_FILE, encoding="utf-8")
    role, text = adopted(f'templatefile("own.tpl", {VALUES % "var.on"})')
    assert (role["status"], role["reason"]) == ("equal", None)
    assert 'on: "${aws_sqs_queue.q.arn}"\n' in text


@pytest.mark.parametrize(
    ("on", "reason"),
    [("var.extra", "var.extra"), ('lookup(var.some, "x") == 1', 'lookup(var.some, "x")')],
)
def test_a_directive_that_only_a_plan_knows_is_told(adopted, on, reason):
    role, _ = adopted(f"<<EOF\n{DOCUMENT % {**IN_MODULE, 'on': on}}EOF")
    assert role["reason"] == f"not known before a plan: {reason}"


def test_a_directive_of_a_file_that_only_a_plan_knows_is_told_with_the_file(adopted):
    Path("own.tpl").write_text(DOCUMENT % IN_FILE, encoding="utf-8")
    call = f'templatefile("own.tpl", {VALUES % "var.extra"})'
    role, _ = adopted(call)
    assert role["reason"] == f"not known before a plan: on, in {call}"


@pytest.mark.parametrize("wrong", ["%{ if var.on }", "%{ endif }", "%{ while true }%{ endwhile }"])
def test_a_template_that_terraform_would_refuse_is_told(adopted, wrong):
    Path("own.tpl").write_text(wrong, encoding="utf-8")
    role, _ = adopted('templatefile("own.tpl", {})')
    assert role["status"] == "not-adopted"
