"""Choices between texts that only a plan makes: they stay one, as a local to which the spec refers."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

SOURCE = """\
variable "b" {}
variable "legacy" { type = bool }
variable "ns" { default = "" }
variable "name" { default = "" }
resource "aws_iam_policy" "one" {
  name   = "one"
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Deny", Action = "*", Resource = "*" }] })
}
resource "aws_iam_policy" "two" {
  name   = "two"
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Deny", Action = "s3:*", Resource = "*" }] })
}
resource "aws_iam_role" "r" {
  name                 = "r"
  permissions_boundary = %(boundary)s
  managed_policy_arns  = %(managed)s
  assume_role_policy   = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "ec2.amazonaws.com" } }]
  })
  inline_policy {
    name   = "own"
    policy = jsonencode({
      Version   = "2012-10-17"
      Statement = [{
        Effect    = "Allow", Action = "s3:GetObject", Resource = %(resource)s
        Condition = { StringEquals = { "aws:PrincipalTag/ns" = %(value)s } }
      }]
    })
  }
}
resource "aws_iam_role_policy_attachment" "part" {
  role       = aws_iam_role.r.name
  policy_arn = %(attached)s
}
"""
PLAIN = {
    "boundary": "null",
    "managed": "[]",
    "resource": '"*"',
    "value": '"x"',
    "attached": '"arn:aws:iam::aws:policy/ReadOnlyAccess"',
}
ARNS = '"arn:aws:iam::aws:policy/ReadOnlyAccess" : "arn:aws:iam::aws:policy/AWSSupportAccess"'


@pytest.fixture
def adopted(adopt):
    def adopted_(**parts):
        Path("main.tf").write_text(SOURCE % {**PLAIN, **parts}, encoding="utf-8")
        adopt("main.tf")
        (role,) = json.loads(Path("report.json").read_text())["roles"]
        kept = Path("specs/adopted.tf")
        return role, kept.read_text() if kept.exists() else ""

    return adopted_


@pytest.mark.parametrize(
    ("part", "written"),
    [
        ("boundary", 'var.b == "" ? null : var.b'),
        ("attached", f"var.legacy ? {ARNS}"),
        ("resource", 'var.legacy ? "*" : "arn:aws:s3:::a/*"'),
        ("value", 'var.legacy ? "x" : var.b'),
        ("value", "coalesce(var.ns, var.name)"),
    ],
)
def test_a_choice_between_texts_is_kept(adopted, part, written):
    role, kept = adopted(**{part: written})
    assert (role["status"], role["reason"]) == ("equal", None)
    assert f" = {written}\n" in kept


def test_a_choice_in_a_list_is_kept(adopted):
    role, kept = adopted(managed=f"[var.legacy ? {ARNS}]")
    assert role["status"] == "equal"
    assert f" = var.legacy ? {ARNS}\n" in kept


def test_what_is_tried_first_is_passed_by_where_it_has_no_value(adopted):
    role, kept = adopted(value='try("${coalesce(var.ns, var.name)}-x", "none")')
    assert (role["status"], kept) == ("equal", "")
    assert "aws:PrincipalTag/ns: none" in Path("specs/roles/r.yaml").read_text()


@pytest.mark.parametrize("part", ["boundary", "attached"])
def test_a_choice_between_policies_of_the_module_is_told(adopted, part):
    choice = "var.legacy ? aws_iam_policy.one.arn : aws_iam_policy.two.arn"
    role, _ = adopted(**{part: choice})
    assert (role["status"], role["reason"]) == (
        "not-adopted",
        f"not known before a plan: {choice}",
    )


@pytest.mark.parametrize("part", ["resource", "value"])
def test_a_choice_between_a_text_and_none_is_told(adopted, part):
    role, _ = adopted(**{part: 'var.legacy ? "x" : null'})
    assert (role["status"], role["reason"]) == (
        "not-adopted",
        'not known before a plan: var.legacy ? "x" : null',
    )


TEMPLATE = """\
Parameters: {Env: {Type: String}}
Conditions: {IsProd: !Equals [!Ref Env, prod]}
Resources:
  Job:
    Type: AWS::IAM::Role
    Properties:
      RoleName: job
      AssumeRolePolicyDocument:
        Version: "2012-10-17"
        Statement: [{Effect: Allow, Principal: {Service: ec2.amazonaws.com}, Action: "sts:AssumeRole"}]
      ManagedPolicyArns: [!If [IsProd, %s, %s]]
"""
READ, ALL, NONE = (
    "arn:aws:iam::aws:policy/ReadOnlyAccess",
    "arn:aws:iam::aws:policy/AdministratorAccess",
    "!Ref AWS::NoValue",
)


@pytest.mark.parametrize(
    ("one", "other", "told"),
    [
        (READ, ALL, "`var.not_IsProd` is true where the condition `IsProd` is not"),
        (READ, NONE, None),
    ],
)
def test_of_the_opposite_of_a_condition_it_is_told_what_it_is(adopt, one, other, told):
    Path("job.yaml").write_text(TEMPLATE % (one, other), encoding="utf-8")
    assert adopt("job.yaml")[0] == 0
    (role,) = json.loads(Path("report.json").read_text())["roles"]
    assert (role["status"], role["reason"]) == ("equal", told)
