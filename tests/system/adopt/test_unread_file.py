"""A file of Terraform that cannot be read: what it has of IAM is in the report all the same."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from rolec.cli.exit_code import ExitCode

TRUST = 'jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "ec2.amazonaws.com" } }] })'
BROKEN = """\
/* resource "aws_iam_role" "gone" {} */
# resource "aws_iam_role" "gone" {
resource "aws_iam_role" "web" {
  name               = "web-role"
  assume_role_policy = data.aws_iam_policy_document.trust.json
  description        = <<EOT
resource "aws_iam_role" "text" {}
EOT
}
data "aws_iam_policy_document" "trust" {
  statemnent: [
    actions = ["sts:AssumeRole"]
  ]
}
resource aws_iam_role_policy "own" {
  name   = "own"
  role   = aws_iam_role.web.id
}
resource "aws_s3_bucket" "photos" {
"""
REASON = "its file cannot be read: `:` does not fit here"
ROLE = """
resource "aws_iam_role" "%s" {
  name               = "%s"
  assume_role_policy = %s
}
"""


def report():
    return json.loads(Path("report.json").read_text(encoding="utf-8"))


def test_its_roles_and_other_blocks_are_told_with_their_places(adopt):
    Path("main.tf").write_text(BROKEN, encoding="utf-8")
    code, out, err = adopt("main.tf")
    assert (code, "error[E0601]" in err) == (ExitCode.ERRORS, True)
    (role,) = report()["roles"]
    assert (role["name"], role["line"], role["status"]) == ("web-role", 3, "not-adopted")
    assert role["reason"] == REASON
    assert [(e["address"], e["line"], e["role"], e["reason"]) for e in report()["blocks"]] == [
        ("aws_iam_role.web", 3, "web-role", REASON),
        ("data.aws_iam_policy_document.trust", 10, None, REASON),
        ("aws_iam_role_policy.own", 15, None, REASON),
    ]
    assert "1 not adopted" in out


@pytest.mark.parametrize(
    ("part", "status"),
    [
        ("aws_iam_role_policy", {"web": "not-adopted", "job": "equal"}),
        ("aws_iam_role_policy_attachment", {"web": "not-adopted", "job": "equal"}),
        ("aws_lambda_function", {"web": "equal", "job": "equal"}),
    ],
)
def test_a_role_of_which_it_has_a_part_is_not_adopted_without_that(adopt, part, status):
    Path("m").mkdir()
    roles = ROLE % ("web", "web", TRUST) + ROLE % ("job", "job", TRUST)
    Path("m/main.tf").write_text(roles, encoding="utf-8")
    parts = f'resource "{part}" "own" {{\n  role = aws_iam_role.web.id\n  policy = [[\n}}\n'
    Path("m/parts.tf").write_text(parts, encoding="utf-8")
    assert adopt("m")[0] == ExitCode.ERRORS
    assert {each["name"]: each["status"] for each in report()["roles"]} == status
    if "not-adopted" in status.values():
        told = {each["name"]: each["reason"] for each in report()["roles"]}
        assert told["web"] == "`m/parts.tf` has a part of it, and cannot be read"


@pytest.mark.parametrize(
    ("written", "web", "job"),
    [
        ('role = "web"', "has", None),
        ('role = "${aws_iam_role.web.name}"', "has", None),
        ('roles = [\n    aws_iam_role.web.name,\n    "job",\n  ]', "has", "has"),
        ("role = var.role", "may have", "may have"),
        ("role = local.names[0]", "may have", "may have"),
        ('role = "${var.stage}-web"', "may have", "may have"),
        ("role = aws_iam_role.web[0].name # job", "has", None),
        ("roles = aws_iam_role.web.*.name", "has", None),
        ('role = "web" /* "job" */', "has", None),
        ("roel = aws_iam_role.web.name", "may have", "may have"),
    ],
)
def test_a_part_may_name_its_role_in_any_way(adopt, written, web, job):
    Path("m").mkdir()
    roles = ROLE % ("web", "web", TRUST) + ROLE % ("job", "job", TRUST)
    Path("m/main.tf").write_text(roles, encoding="utf-8")
    part = f'resource "aws_iam_role_policy" "own" {{\n  {written}\n  policy = [[\n}}\n'
    Path("m/parts.tf").write_text(part, encoding="utf-8")
    assert adopt("m")[0] == ExitCode.ERRORS
    told = {each["name"]: each["reason"] for each in report()["roles"]}
    assert told == {
        name: how and f"`m/parts.tf` {how} a part of it, and cannot be read"
        for name, how in (("web", web), ("job", job))
    }


def test_a_file_that_is_no_text_may_have_parts_of_every_role_beside_it(adopt):
    Path("m/other").mkdir(parents=True)
    Path("m/main.tf").write_text(ROLE % ("web", "web", TRUST), encoding="utf-8")
    Path("m/other/main.tf").write_text(ROLE % ("job", "job", TRUST), encoding="utf-8")
    Path("m/parts.tf").write_bytes(b"# caf\xe9\n")
    assert adopt("m")[0] == ExitCode.ERRORS
    told = {each["name"]: each["reason"] for each in report()["roles"]}
    assert told == {"web": "`m/parts.tf` may have a part of it, and cannot be read", "job": None}


def test_what_a_file_has_that_is_a_module_of_its_own_is_no_part_of_others(adopt):
    Path("m").mkdir()
    for name in ("one", "two"):
        Path(f"m/{name}.tf").write_text(ROLE % ("same", name, TRUST), encoding="utf-8")
    Path("m/parts.tf").write_text(
        'resource "aws_iam_role_policy" "own" {\n  role = var.role\n  policy = [[\n}\n',
        encoding="utf-8",
    )
    adopt("m")
    assert {each["name"]: each["status"] for each in report()["roles"]} == {
        "one": "equal",
        "two": "equal",
    }


def test_a_broken_file_without_a_block_is_told(adopt):
    Path("main.tf").write_text('resourcename"aws_iam_role" "web" {\n', encoding="utf-8")
    code, _, err = adopt("main.tf")
    assert (code, "error[E0601]" in err) == (ExitCode.ERRORS, True)
    assert report() == {"roles": [], "blocks": []}


@pytest.mark.parametrize(
    ("block", "says", "help_"),
    [
        ("variable {}", "a block `variable` has a name", '`variable "NAME" {`'),
        (
            'resource "aws_iam_role" {}',
            "a block `resource` has a type and a name",
            '`resource "TYPE" "NAME" {`',
        ),
        ('locals "x" {}', "a block `locals` has no name", "`locals {`"),
    ],
)
def test_of_a_file_with_a_block_that_is_named_wrongly_terraform_takes_nothing(
    adopt, block, says, help_
):
    role = ROLE % ("web", "web", TRUST)
    Path("main.tf").write_text(f"{block}\n{role}", encoding="utf-8")
    code, _, err = adopt("main.tf")
    assert code == ExitCode.ERRORS
    assert f"error[E0588]: {says}\n" in err
    assert f"= help: write {help_}\n" in err
    assert (report()["roles"][-1]["name"], report()["roles"][-1]["reason"]) == (
        "web",
        f"its file cannot be read: {says}",
    )
