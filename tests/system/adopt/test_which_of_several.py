"""On which of several roles that one block makes a part is: on another than it says it is nowhere."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from rolec.cli.exit_code import ExitCode

SOURCE = """
locals {
  all = aws_iam_role.x
}
resource "aws_iam_role" "x" {
  %s
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "ec2.amazonaws.com" } }] })
}
resource "aws_iam_role_policy_attachment" "read" {
  %s
  role       = %s
  policy_arn = "arn:aws:iam::aws:policy/ReadOnlyAccess"
}
"""
TWO = 'count = 2\n  name  = "x${count.index}"'
NAMED = 'for_each = toset(["0", "1"])\n  name     = "x${each.key}"'


@pytest.fixture
def adopted(adopt):
    """Adopts two roles and a part of one: gives the exit code, and the names of the roles that have it."""

    def adopted_(roles, part, role):
        Path("main.tf").write_text(SOURCE % (roles, part, role), encoding="utf-8")
        code, _, _ = adopt("main.tf")
        specs = {each.stem: each.read_text() for each in Path("specs").glob("roles/*.yaml")}
        return code, sorted(name for name, text in specs.items() if "ReadOnlyAccess" in text)

    return adopted_


@pytest.mark.parametrize(
    "role",
    [
        "aws_iam_role.x[1].name",
        "aws_iam_role.x.*.name[1]",
        '"${aws_iam_role.x.*.id[1]}"',
        "local.all.*.name[1]",
        "local.all[1].name",
        "element(aws_iam_role.x.*.name, 1)",
        'try(aws_iam_role.x[1].name, "")',
    ],
)
def test_it_is_on_the_one_that_is_named(adopted, role):
    assert adopted(TWO, "", role) == (ExitCode.OK, ["x1"])


@pytest.mark.parametrize("role", ['aws_iam_role.x["1"].name', 'local.all["1"].name'])
def test_of_those_with_keys_too(adopted, role):
    assert adopted(NAMED, "", role) == (ExitCode.OK, ["x1"])


@pytest.mark.parametrize(
    "at", ["aws_iam_role.x.*.name[count.index]", "local.all.*.id[count.index]"]
)
@pytest.mark.parametrize("number", [1, 2])
def test_each_of_several_is_on_its_own(adopted, at, number):
    found = adopted(TWO, f"count = {number}", at)
    assert found == (ExitCode.OK, ["x0", "x1"][:number])


@pytest.mark.parametrize(
    ("roles", "part", "role"),
    [
        (TWO, "", "aws_iam_role.x[var.n].name"),
        (TWO, "", "aws_iam_role.x.*.name[var.n]"),
        (TWO, "", "element(aws_iam_role.x.*.name, var.n)"),
        (NAMED, "", "aws_iam_role.x[var.n].name"),
        (NAMED, "", "values(aws_iam_role.x)[var.n].name"),
    ],
)
def test_where_nobody_knows_on_which_that_is_told(adopted, roles, part, role):
    assert adopted(roles, part, role) == (ExitCode.ERRORS, [])
    told = json.loads(Path("report.json").read_text(encoding="utf-8"))["roles"]
    for each in told:
        assert each["status"] == "not-adopted"
        assert f"aws_iam_role_policy_attachment.read, which is on {role}" in each["reason"]


@pytest.mark.parametrize("role", ['replace(%s, "x", "y")', "substr(%s, 0, 1)", "upper(%s)"])
def test_what_another_name_is_made_of_may_be_on_another_role(adopted, role):
    of_name = role % "aws_iam_role.x.name"
    once = "name = var.n"
    assert adopted(once, "", of_name) == (ExitCode.ERRORS, [])
    (told,) = json.loads(Path("report.json").read_text(encoding="utf-8"))["roles"]
    assert f"which is on {of_name}" in told["reason"]


@pytest.mark.parametrize(
    "role", ['replace(aws_iam_role.x.arn, "/^.*//", "")', 'split("/", aws_iam_role.x.arn)[1]']
)
def test_the_name_that_is_in_its_arn_is_its_own(adopted, role):
    assert adopted('name = "x"', "", role) == (ExitCode.OK, ["x"])


@pytest.mark.parametrize("count", ["count = 1", "count = var.on ? 1 : 0"])
def test_of_one_role_it_is_always_that(adopted, count):
    found = adopted(f'{count}\n  name  = "x"', count, "aws_iam_role.x.*.name[0]")
    assert found == (ExitCode.OK, ["x"])
