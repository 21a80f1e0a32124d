"""What keeps other policies out of a role is kept, where a spec says the same."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from rolec.cli import main
from rolec.cli.exit_code import ExitCode

ROLE = """\
resource "aws_iam_role" "web" {
  name               = "web"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "ec2.amazonaws.com" } }] })
}
resource "aws_iam_role_policy" "own" {
  name   = "own"
  role   = aws_iam_role.web.name
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = "arn:aws:s3:::photos/*" }] })
}
resource "aws_iam_role_policy_attachment" "read" {
  role       = aws_iam_role.web.name
  policy_arn = "arn:aws:iam::aws:policy/ReadOnlyAccess"
}
"""
INLINE = """
resource "aws_iam_role_policies_exclusive" "web" {
  role_name    = aws_iam_role.web.name
  policy_names = %s
}
"""
ATTACHED = """
resource "aws_iam_role_policy_attachments_exclusive" "web" {
  role_name   = aws_iam_role.web.name
  policy_arns = %s
}
"""
ARN = '["arn:aws:iam::aws:policy/ReadOnlyAccess"]'


@pytest.fixture
def adopted(tmp_path, monkeypatch):
    def adopt(more):
        monkeypatch.chdir(tmp_path)
        Path("main.tf").write_text(ROLE + more, encoding="utf-8")
        arguments = ["adopt", "main.tf", "-o", "specs", "--report", "report.json"]
        assert main.main(arguments) == ExitCode.OK
        found = json.loads(Path("report.json").read_text(encoding="utf-8"))
        text = Path("specs/roles/web.yaml").read_text(encoding="utf-8")
        reasons = {each["reason"] for each in found["blocks"]} - {None}
        return "exclusive: true" in text, reasons

    return adopt


@pytest.mark.parametrize("names", ['["own"]', "[aws_iam_role_policy.own.name]"])
@pytest.mark.parametrize("arns", [ARN, "[aws_iam_role_policy_attachment.read.policy_arn]"])
def test_a_role_of_which_all_policies_are_listed_is_exclusive(adopted, names, arns):
    assert adopted(INLINE % names + ATTACHED % arns) == (True, set())


@pytest.mark.parametrize(
    ("names", "arns"), [("[]", ARN), ('["own", "b"]', ARN), ('["own"]', "[]"), ('["b"]', ARN)]
)
def test_a_list_of_other_policies_is_told(adopted, names, arns):
    told = {"it does not list what the role has"}
    assert adopted(INLINE % names + ATTACHED % arns) == (False, told)


@pytest.mark.parametrize("more", [INLINE % '["own"]', ATTACHED % ARN])
def test_one_of_the_two_alone_is_told(adopted, more):
    told = {"a spec keeps out other inline policies and other attachments, or neither"}
    assert adopted(more) == (False, told)


LOGS = "arn:aws:iam::aws:policy/CloudWatchLogsFullAccess"


@pytest.mark.parametrize(
    ("names", "exclusive"), [(None, False), ('["own"]', True), ('["own", "other"]', False)]
)
def test_what_is_listed_and_not_attached_is_attached(adopted, names, exclusive):
    """The provider attaches it (aws_iam_role_policy_attachments_exclusive, `policy_arns`)."""
    more = ATTACHED % f'["arn:aws:iam::aws:policy/ReadOnlyAccess", "{LOGS}"]'
    found, _ = adopted(more + (INLINE % names if names else ""))
    assert found is exclusive
    text = Path("specs/roles/web.yaml").read_text(encoding="utf-8")
    assert text.count("managed_policy: ReadOnlyAccess\n") == 1
    assert text.count("managed_policy: CloudWatchLogsFullAccess\n") == 1


def test_a_list_of_names_that_nobody_knows_keeps_no_role_from_being_adopted(adopted):
    found, reasons = adopted(ATTACHED % ARN + INLINE % "var.names")
    assert not found
    assert any("var.names" in each for each in reasons)


def test_a_list_of_policies_that_nobody_knows_does(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("main.tf").write_text(ROLE + ATTACHED % "var.arns", encoding="utf-8")
    assert main.main(["adopt", "main.tf", "-o", "specs"]) == ExitCode.ERRORS
