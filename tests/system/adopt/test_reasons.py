"""What is left out says why: the true reason, where that is."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from rolec.cli.exit_code import ExitCode

TRUST = """jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "ec2.amazonaws.com" } }]
  })"""
REFUSED = f"""
resource "aws_iam_role" "ec2" {{
  count              = var.counted
  assume_role_policy = {TRUST}
}}
resource "aws_iam_role" "other" {{
  name               = "other"
  assume_role_policy = {TRUST}
}}
"""


@pytest.fixture
def blocks(adopt):
    """The reasons of blocks by address, of what is in one file."""

    def blocks_(text):
        Path("main.tf").write_text(text, encoding="utf-8")
        adopt("main.tf")
        report = json.loads(Path("report.json").read_text())
        return {each["address"]: each["reason"] for each in report["blocks"]}

    return blocks_


@pytest.mark.parametrize(
    "role",
    [
        "aws_iam_role.ec2[0].name",
        'join("", aws_iam_role.ec2.*.name)',
        "local.role",
        "var.own ? aws_iam_role.ec2[0].name : var.its",
    ],
)
def test_a_part_of_a_role_that_is_not_adopted_says_so(blocks, role):
    part = f"""
locals {{ role = var.own ? aws_iam_role.ec2[0].name : var.its }}
resource "aws_iam_role_policy_attachment" "read" {{
  role       = {role}
  policy_arn = "arn:aws:iam::aws:policy/ReadOnlyAccess"
}}
"""
    found = blocks(REFUSED + part)
    assert found["aws_iam_role_policy_attachment.read"] == "its role `ec2` was not adopted"
    assert found["aws_iam_role.other"] is None


def test_a_part_of_a_role_that_is_elsewhere_says_so(blocks):
    part = """
resource "aws_iam_role_policy_attachment" "read" {
  role       = module.web.name
  policy_arn = "arn:aws:iam::aws:policy/ReadOnlyAccess"
}
"""
    found = blocks(REFUSED + part)
    assert found["aws_iam_role_policy_attachment.read"] == "its role is not in this source"


def test_a_part_that_is_not_made_says_so(blocks):
    part = """
variable "its" { default = "" }
resource "aws_iam_role_policy_attachment" "read" {
  count      = var.its == "" ? 0 : 1
  role       = var.its
  policy_arn = "arn:aws:iam::aws:policy/ReadOnlyAccess"
}
"""
    found = blocks(REFUSED + part)
    told = 'with the defaults of the variables none is made: !(var.its == "")'
    assert found["aws_iam_role_policy_attachment.read"] == told


def test_a_policy_of_users_alone_is_on_no_role(blocks):
    part = """
resource "aws_iam_policy_attachment" "read" {
  name       = "read"
  users      = ["anna"]
  policy_arn = "arn:aws:iam::aws:policy/ReadOnlyAccess"
}
"""
    assert blocks(REFUSED + part)["aws_iam_policy_attachment.read"] == "it is on no role"


def test_a_role_says_why_its_policy_is_left_out(adopt):
    Path("main.tf").write_text(
        f"""
resource "aws_iam_role" "web" {{
  name               = "web"
  assume_role_policy = {TRUST}
}}
resource "aws_iam_policy" "logs" {{
  name   = "logs"
  policy = jsonencode({{ Version = "2012-10-17", Statement = [{{ Effect = "Allow", Action = "s3:GetObject" }}] }})
}}
resource "aws_iam_role_policy_attachment" "logs" {{
  role       = aws_iam_role.web.name
  policy_arn = aws_iam_policy.logs.arn
}}
""",
        encoding="utf-8",
    )
    adopt("main.tf")
    report = json.loads(Path("report.json").read_text())
    (policy,) = (e for e in report["blocks"] if e["address"] == "aws_iam_policy.logs")
    assert policy["reason"] is not None
    assert report["roles"][0]["reason"] == f"its policy `logs` is left out: {policy['reason']}"


def test_a_role_says_all_that_is_not_known_of_it(adopt):
    text = """resource "aws_iam_role" "web" {
  name               = "web"
  assume_role_policy = var.trust
}
resource "aws_iam_role_policy" "logs" {
  name   = "logs"
  role   = aws_iam_role.web.name
  policy = file("logs.json")
}
resource "aws_iam_role_policy_attachment" "read" {
  for_each   = var.reads
  role       = aws_iam_role.web.name
  policy_arn = "arn:aws:iam::aws:policy/ReadOnlyAccess"
}
"""
    Path("main.tf").write_text(text, encoding="utf-8")
    adopt("main.tf")
    (role,) = json.loads(Path("report.json").read_text())["roles"]
    assert role["reason"] == (
        'not known before a plan: ${var.trust}; file("logs.json"), which is no file in its folder'
    )
    assert role["line"] == 1


def test_the_line_of_a_reason_is_that_of_its_block(adopt):
    text = f"""resource "aws_iam_role" "web" {{
  name               = "web"
  assume_role_policy = {TRUST}
}}
resource "aws_iam_role_policy" "logs" {{
  name   = "logs"
  role   = aws_iam_role.web.name
  policy = file("logs.json")
}}
"""
    Path("main.tf").write_text(text, encoding="utf-8")
    adopt("main.tf")
    report = json.loads(Path("report.json").read_text())
    assert [each["line"] for each in report["roles"]] == [8]
    assert [each["line"] for each in report["blocks"]] == [1, 8]


def test_a_spec_that_does_not_compile_says_all_its_mistakes(adopt):
    text = f"""
resource "aws_iam_role" "web" {{
  name               = "web"
  description        = "a — b"
  path               = "apps"
  assume_role_policy = {TRUST}
}}
"""
    Path("main.tf").write_text(text, encoding="utf-8")
    adopt("main.tf")
    (role,) = json.loads(Path("report.json").read_text())["roles"]
    assert role["reason"].count("; ") == 1
    assert "`apps`" in role["reason"]
    assert "U+2014" in role["reason"]


def test_a_role_says_which_of_its_policies_stays_in_the_source(adopt):
    text = f"""
resource "aws_iam_role" "web" {{
  name               = "web"
  assume_role_policy = {TRUST}
}}
resource "aws_iam_policy" "logs" {{
  name   = "logs"
  policy = var.document
}}
resource "aws_iam_role_policy_attachment" "logs" {{
  role       = aws_iam_role.web.name
  policy_arn = aws_iam_policy.logs.arn
}}
"""
    Path("main.tf").write_text(text, encoding="utf-8")
    code, out, _ = adopt("main.tf")
    (role,) = json.loads(Path("report.json").read_text())["roles"]
    told = (
        "`aws_iam_policy.logs`, to which its spec refers, is left out and has to stay where it is"
    )
    assert (code, role["status"], role["reason"]) == (ExitCode.ERRORS, "equal", told)
    assert f"web: equal: roles/web.yaml; {told}\n" in out
    assert (
        'managed_policy: "${aws_iam_policy.logs.arn}"' in Path("specs/roles/web.yaml").read_text()
    )
