"""A text that is made of a role's name, or is another attribute of it, may be the name of another role."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

ROLE = """
resource "aws_iam_role" "%s" {
  name        = %s
  description = "%s"
  tags        = { peer = "a" }
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "ec2.amazonaws.com" } }]
  })
}
"""
PART = """
variable "n" {}
locals {
  made = "${aws_iam_role.a.name}-x"
}
resource "terraform_data" "given" {
  input = "${aws_iam_role.a.name}-x"
}
resource "aws_iam_role_policy_attachment" "part" {
  role       = %s
  policy_arn = "arn:aws:iam::aws:policy/ReadOnlyAccess"
}
"""


@pytest.fixture
def adopted(adopt):
    """Adopts roles and an attachment: gives which roles have it, and which are not adopted."""

    def adopted_(role, a='"a"', b='"a-x"'):
        roles = ROLE % ("a", a, "a-x") + ROLE % ("b", b, "a")
        Path("main.tf").write_text(roles + PART % role, encoding="utf-8")
        adopt("main.tf")
        told = json.loads(Path("report.json").read_text())["roles"]
        specs = Path("specs").rglob("*.yaml")
        has = {each.stem for each in specs if "ReadOnlyAccess" in each.read_text()}
        left = {each["name"] for each in told if each["status"] == "not-adopted"}
        assert all(role in each["reason"] for each in told if each["name"] in left)
        return has, left

    return adopted_


@pytest.mark.parametrize(
    "role",
    [
        'element(split("-", aws_iam_role.b.name), 0)',
        'split("-", aws_iam_role.b.name)[0]',
        'format("%.1s", aws_iam_role.b.name)',
        'trimsuffix(aws_iam_role.b.name, "-x")',
    ],
)
def test_it_is_never_taken_for_the_role_that_it_is_made_of(adopted, role):
    has, left = adopted(role)
    assert has == {"a"} or (has == set() and left == {"a", "a-x"})


@pytest.mark.parametrize("role", ["aws_iam_role.b.description", 'aws_iam_role.b.tags["peer"]'])
def test_another_attribute_of_a_role_may_be_the_name_of_any(adopted, role):
    assert adopted(role) == (set(), {"a", "a-x"})


@pytest.mark.parametrize(
    "role",
    [
        '"${aws_iam_role.a.name}-x"',
        'join("-", [aws_iam_role.a.name, "x"])',
        'format("%s-x", aws_iam_role.a.name)',
        "local.made",
    ],
)
def test_a_name_that_is_made_of_one_that_is_known_is_known(adopted, role):
    assert adopted(role) == ({"a-x"}, set())


@pytest.mark.parametrize(
    "role", ['"${aws_iam_role.a.name}-x"', 'format("%s-x", aws_iam_role.a.name)']
)
def test_of_a_name_that_nobody_knows_it_may_be_any_that_is_made(adopted, role):
    has, left = adopted(role, a="var.n")
    assert has == set()
    assert "a-x" in left


@pytest.mark.parametrize(("b", "left"), [('"a-x"', {"a", "a-x"}), ('"other"', {"a"})])
def test_what_is_made_elsewhere_may_be_the_name_of_what_is_called_so(adopted, b, left):
    assert adopted("terraform_data.given.output", b=b) == (set(), left)


def test_a_name_that_begins_as_another_is_not_that(adopted):
    assert adopted('"${aws_iam_role.a.name}-${var.n}"') == (set(), {"a-x"})


@pytest.mark.parametrize(
    ("path", "found"), [("/", ({"a"}, set())), ("/a-x/", (set(), {"a", "a-x"}))]
)
def test_in_an_arn_with_a_path_the_name_is_not_behind_the_first_slash(adopted, path, found):
    role = 'split("/", aws_iam_role.a.arn)[1]'
    assert adopted(role, a=f'"a"\n  path = "{path}"') == found


@pytest.mark.parametrize(
    "made", ['split("-", r.name)[0]', 'format("%.1s", r.name)', "r.description"]
)
def test_what_is_made_of_each_of_some_roles_may_be_the_name_of_any(adopted, made):
    assert adopted(f"one([for r in [aws_iam_role.b] : {made}])") == (set(), {"a", "a-x"})


def test_of_names_that_are_written_out_beside_a_role_it_may_be_one(adopted):
    assert adopted('element(["other", aws_iam_role.a.name], var.n)') == (set(), {"a"})
