"""Parts of a role of which only a plan knows how many there are: they stay, and the rest is adopted."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from rolec.cli.exit_code import ExitCode

ROLE = """
resource "aws_iam_role" "web" {
  name               = "web"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "ec2.amazonaws.com" } }]
  })
}
resource "aws_iam_role_policy_attachment" "read" {
  role       = aws_iam_role.web.name
  policy_arn = "arn:aws:iam::aws:policy/ReadOnlyAccess"
}
"""
MORE = {
    "aws_iam_role_policy_attachment": """
resource "aws_iam_role_policy_attachment" "more" {
  for_each   = toset(var.arns)
  role       = aws_iam_role.web.name
  policy_arn = each.value
}
""",
    "aws_iam_role_policy": """
resource "aws_iam_role_policy" "more" {
  for_each = toset(var.arns)
  name     = each.key
  role     = aws_iam_role.web.id
  policy   = each.value
}
""",
    "aws_iam_policy_attachment": """
resource "aws_iam_policy_attachment" "more" {
  for_each   = toset(var.arns)
  name       = each.key
  roles      = [aws_iam_role.web.id, "other"]
  policy_arn = each.value
}
""",
}
STAYS = "stays in Terraform beside what is built: how many it makes is not known before a plan: for_each = toset(var.arns)"
EXCLUSIVE = """
resource "aws_iam_role_policy_attachments_exclusive" "web" {
  role_name   = aws_iam_role.web.name
  policy_arns = ["arn:aws:iam::aws:policy/ReadOnlyAccess"]
}
resource "aws_iam_role_policies_exclusive" "web" {
  role_name    = aws_iam_role.web.name
  policy_names = []
}
"""


def told():
    found = json.loads(Path("report.json").read_text(encoding="utf-8"))
    (role,) = found["roles"]
    return role, {each["address"]: (each["role"], each["reason"]) for each in found["blocks"]}


@pytest.mark.parametrize("type_", MORE)
def test_it_stays_and_the_role_says_so(adopt, type_):
    Path("main.tf").write_text(ROLE + MORE[type_], encoding="utf-8")
    code, out, _ = adopt("main.tf")
    role, blocks = told()
    assert (code, role["status"]) == (ExitCode.OK, "equal-in-access")
    assert role["reason"] == f"{type_}.more {STAYS}"
    assert role["reason"] in out
    assert blocks[f"{type_}.more"] == ("web", f"it {STAYS}")
    spec = Path("specs/roles/web.yaml").read_text(encoding="utf-8")
    assert "ReadOnlyAccess" in spec
    assert "var.arns" not in spec + Path("specs/imports.tf").read_text(encoding="utf-8")


@pytest.mark.parametrize("type_", ["aws_iam_role_policy_attachment", "aws_iam_role_policy"])
def test_beside_a_role_that_keeps_out_others_nothing_stays(adopt, type_):
    Path("main.tf").write_text(ROLE + MORE[type_] + EXCLUSIVE, encoding="utf-8")
    assert adopt("main.tf")[0] == ExitCode.ERRORS
    role, blocks = told()
    assert role["status"] == "not-adopted"
    assert f"{type_}.more, which is there if for_each = toset(var.arns)" in role["reason"]
    assert blocks[f"{type_}.more"] == (None, "its role `web` was not adopted")


def test_of_one_that_may_be_on_another_role_nothing_is_adopted(adopt):
    more = MORE["aws_iam_role_policy_attachment"].replace("aws_iam_role.web.name", "each.key")
    Path("main.tf").write_text(ROLE + more, encoding="utf-8")
    assert adopt("main.tf")[0] == ExitCode.ERRORS
    assert told()[0]["status"] == "not-adopted"
