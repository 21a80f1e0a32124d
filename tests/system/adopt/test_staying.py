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
    "aws_iam_role_policy": """
resource "aws_iam_role_policy" "more" {
  for_each = toset(var.arns)
  name     = each.key
  role     = aws_iam_role.web.id
  policy   = each.value
}
""",
    "aws_iam_role_policy_attachment": """
resource "aws_iam_policy" "own" {
  for_each = toset(var.arns)
  name     = each.key
  policy   = each.value
}
resource "aws_iam_role_policy_attachment" "more" {
  for_each   = toset(var.arns)
  role       = aws_iam_role.web.name
  policy_arn = aws_iam_policy.own[each.key].arn
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
    assert role["status"] == "equal-in-access"
    assert code == (ExitCode.ERRORS if "aws_iam_policy.own" in blocks else ExitCode.OK)
    assert role["reason"] == f"{type_}.more {STAYS}"
    assert role["reason"] in out
    assert blocks[f"{type_}.more"] == ("web", f"it {STAYS}")
    spec = Path("specs/roles/web.yaml").read_text(encoding="utf-8")
    assert "ReadOnlyAccess" in spec
    assert "var.arns" not in spec + Path("specs/imports.tf").read_text(encoding="utf-8")


@pytest.mark.parametrize("type_", MORE)
def test_beside_a_role_that_keeps_out_others_nothing_stays(adopt, type_):
    Path("main.tf").write_text(ROLE + MORE[type_] + EXCLUSIVE, encoding="utf-8")
    assert adopt("main.tf")[0] == ExitCode.ERRORS
    role, blocks = told()
    assert role["status"] == "not-adopted"
    assert f"{type_}.more, which is there if for_each = toset(var.arns)" in role["reason"]
    assert blocks[f"{type_}.more"] == (None, "its role `web` was not adopted")


def test_that_one_may_be_on_the_role_is_told(adopt):
    more = MORE["aws_iam_role_policy"].replace("aws_iam_role.web.id", "each.key")
    Path("main.tf").write_text(ROLE + more, encoding="utf-8")
    assert adopt("main.tf")[0] == ExitCode.OK
    role, blocks = told()
    assert role["status"] == "equal-in-access"
    assert (
        "more stays in Terraform beside what is built, and may be on it: how many"
        in role["reason"]
    )
    assert blocks["aws_iam_role_policy.more"][0] == "web"


COUNTED = """
resource "aws_iam_role" "web" {
  count              = var.n
  name               = "web"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "ec2.amazonaws.com" } }]
  })
}
resource "aws_iam_role_policy_attachment" "read" {
  count      = %s
  role       = aws_iam_role.web[0].name
  policy_arn = %s
}
"""
READ = '"arn:aws:iam::aws:policy/ReadOnlyAccess"'


@pytest.mark.parametrize(
    ("count", "enabled", "local"),
    [
        ("var.n", "", "var.n > 0"),
        ('"${var.n}"', "", "var.n > 0"),
        ('"${var.on == "yes" ? 1 : 0}"', '"${local.var_on_yes', 'var.on == "yes"'),
        ("length(var.arns)", '"${local.length_var_arns_0', "length(var.arns) > 0"),
        ("var.n * var.m", '"${local.var_n_var_m_0', "(var.n * var.m) > 0"),
    ],
)
def test_of_what_would_be_the_same_however_often_there_is_one(adopt, count, enabled, local):
    Path("main.tf").write_text(COUNTED % (count, READ), encoding="utf-8")
    assert adopt("main.tf")[0] == ExitCode.OK
    assert told()[0]["status"] == "equal"
    spec = Path("specs/roles/web.yaml").read_text(encoding="utf-8")
    assert spec.startswith('role: web\nenabled: "${local.var_n_0')
    assert (
        f"managed_policy: ReadOnlyAccess\n{f'    enabled: {enabled}' if enabled else ''}" in spec
    )
    assert local in Path("specs/adopted.tf").read_text(encoding="utf-8")


def test_of_roles_that_terraform_names_there_may_be_several(adopt):
    unnamed = (COUNTED % ("var.n", READ)).replace('  name               = "web"\n', "")
    Path("main.tf").write_text(unnamed, encoding="utf-8")
    assert adopt("main.tf")[0] == ExitCode.ERRORS
    assert told()[0]["reason"] == "not known before a plan: count = var.n"
