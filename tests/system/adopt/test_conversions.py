"""Values of Terraform of one type where another is asked for: the spec has what Terraform makes of them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

TRUST = 'jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "ec2.amazonaws.com" } }] })'
ROLE = f"""\
%s
resource "aws_iam_role" "r" {{
  name_prefix        = "r"
  assume_role_policy = {TRUST}
  %s
}}
"""


@pytest.fixture
def adopted(adopt):
    def adopted_(before, argument):
        Path("main.tf").write_text(ROLE % (before, argument), encoding="utf-8")
        adopt("main.tf")
        told = json.loads(Path("report.json").read_text())
        return told, "".join(each.read_text() for each in sorted(Path("specs").rglob("*.yaml")))

    return adopted_


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("true", '"true"'),
        ("1.0", '"1"'),
        ("1e25", '"10000000000000000000000000"'),
        ("0.000001", '"0.000001"'),
        ("var.on", '"true"'),
        ('var.number == 2 ? 1 : "x"', '"1"'),
        ('"${0.1 + 0.2}"', '"0.3"'),
    ],
)  # fmt: skip
def test_the_value_of_a_tag_is_a_text(adopted, value, text):
    variables = 'variable "on" {\n  type = string\n  default = true\n}\nvariable "number" {\n  type = number\n  default = "2"\n}'
    told, spec = adopted(variables, f"tags = {{ t = {value} }}")
    assert [each["status"] for each in told["roles"]] == ["equal"]
    assert f"  t: {text}\n" in spec


@pytest.mark.parametrize(
    ("type_", "default", "condition", "is_made"),
    [
        ("string", "true", 'var.v == "true"', True),
        ("bool", '"false"', "var.v", False),
        ("bool", '"false"', "!var.v", True),
        ("number", '"5"', "var.v == 5", True),
        ("set(string)", '["b", "b"]', "length(var.v) == 1", True),
        ("map(string)", "{ managed = true }", 'var.v["managed"] == "true"', True),
    ],
)
def test_a_condition_asks_what_the_type_of_a_variable_makes_of_it(
    adopted, type_, default, condition, is_made
):
    variable = f'variable "v" {{\n  type = {type_}\n  default = {default}\n}}'
    told, spec = adopted(variable, f'description = {condition} ? "made" : "not made"')
    assert [each["status"] for each in told["roles"]] == ["equal"]
    assert f"description: {'made' if is_made else 'not made'}\n" in spec


@pytest.mark.parametrize(("count", "roles"), [("var.v", 2), ('var.v == 2 ? "1" : 0', 1)])
def test_a_count_may_be_a_text(adopted, count, roles):
    variable = 'variable "v" {\n  type = number\n  default = "2"\n}'
    told, _ = adopted(variable, f'count = {count}\n  path = "/${{count.index}}/"')
    assert [each["status"] for each in told["roles"]] == ["equal"] * roles


@pytest.mark.parametrize("no", ["0", '"0"'])
def test_a_count_that_a_condition_decides_may_be_a_text(adopted, no):
    told, spec = adopted('variable "v" {}', f'count = var.v ? "1" : {no}')
    assert [each["status"] for each in told["roles"]] == ["equal"]
    assert "enabled:" in spec


def test_a_default_that_is_not_of_its_type_is_told(adopted):
    variable = 'variable "v" {\n  type = bool\n  default = "yes"\n}'
    told, _ = adopted(variable, 'managed_policy_arns = var.v ? ["a"] : []')
    (role,) = told["roles"]
    assert (role["status"], role["reason"]) == (
        "not-adopted",
        "`var.v` is not of the type that it says",
    )
