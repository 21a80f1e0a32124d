"""Policies in the resource of a role that are there only where a plan says so."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from rolec.cli import main
from rolec.cli.exit_code import ExitCode

ROLE = """
variable "logs" {
  type = bool
}
variable "off" {
  default = ""
}
variable "buckets" {
  type = list(string)
}
resource "aws_iam_policy" "own" {
  name   = "own"
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "s3:ListAllMyBuckets", Resource = "*" }] })
}
resource "aws_iam_role" "web" {
  %s
  name               = "web"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "ec2.amazonaws.com" } }]
  })
  %s
}
"""
DYNAMIC = """dynamic "inline_policy" {
    for_each = %s
    content {
      name   = "read"
      policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = %s }] })
    }
  }"""
READ = "arn:aws:iam::aws:policy/ReadOnlyAccess"
LOGS = "arn:aws:iam::aws:policy/CloudWatchLogsFullAccess"


def built():
    assert main.main(["build", "specs", "-o", "out"]) == ExitCode.OK
    return "".join(each.read_text(encoding="utf-8") for each in Path("out").rglob("role.*.tf"))


@pytest.fixture
def adopted(adopt):
    """Adopts the role with two more arguments: gives what is told of it, and its spec."""

    def adopted_(own, count=""):
        Path("main.tf").write_text(ROLE % (count, own), encoding="utf-8")
        code, _, _ = adopt("main.tf")
        (role,) = json.loads(Path("report.json").read_text(encoding="utf-8"))["roles"]
        spec = Path("specs/roles/web.yaml")
        return code, role, spec.read_text(encoding="utf-8") if spec.exists() else ""

    return adopted_


@pytest.mark.parametrize(
    ("over", "resource", "enabled", "on"),
    [
        ("var.logs ? [1] : []", '"*"', '"${var.logs}"', '"*"'),
        ("var.logs ? toset([var.off]) : toset([])", '"*"', '"${var.logs}"', '"*"'),
        ("local.logs ? [null] : []", '"*"', '"${local.logs}"', '"*"'),
        (
            'var.logs ? ["a"] : []',
            '"arn:aws:s3:::${inline_policy.value}/*"',
            '"${var.logs}"',
            "arn:aws:s3:::a/*",
        ),
        (
            "length(var.buckets) > 0 ? [true] : []",
            'formatlist("arn:aws:s3:::%s/*", var.buckets)',
            '"${local.length_var_buckets_0',
            '"${local.formatlist_arn_aws_s3_s_var_buckets',
        ),
    ],
)
def test_an_inline_policy_of_which_a_condition_decides_is_enabled_by_it(
    adopted, over, resource, enabled, on
):
    code, role, spec = adopted(DYNAMIC % (over, resource))
    assert (code, role["status"]) == (ExitCode.OK, "equal")
    assert f"- inline_policy: read\n    enabled: {enabled}" in spec
    assert f"on: {on}" in spec
    assert "takes other inline policies away" in role["reason"]


def test_it_is_there_only_with_its_role(adopted):
    _, role, spec = adopted(DYNAMIC % ("var.logs ? [1] : []", '"*"'), "count = var.on ? 1 : 0")
    assert role["status"] == "equal"
    assert spec.startswith('role: web\nenabled: "${var.on}"\n')
    assert '- inline_policy: read\n    enabled: "${var.logs}"\n' in spec
    assert "count = var.on && var.logs ? 1 : 0" in built()


def test_that_none_is_made_with_the_defaults_is_told(adopted):
    code, role, spec = adopted(DYNAMIC % ('var.off != "" ? [1] : []', '"*"'))
    assert (code, role["status"], "inline_policy" in spec) == (ExitCode.OK, "equal", False)
    told = 'makes none with the defaults of the variables: for_each = var.off != "" ? [1] : []'
    assert told in role["reason"]


@pytest.mark.parametrize("over", ["var.buckets", "{ for b in var.buckets : b => b }"])
def test_of_several_nothing_is_adopted(adopted, over):
    code, role, _ = adopted(DYNAMIC % (over, '"*"'))
    assert (code, role["status"]) == (ExitCode.ERRORS, "not-adopted")
    assert role["reason"].startswith("not known before a plan: ")


@pytest.mark.parametrize(
    ("arns", "said"),
    [
        (f'var.logs ? ["{READ}"] : []', 'ReadOnlyAccess\n    enabled: "${var.logs}"'),
        (
            f'concat(["{READ}"], var.logs ? ["{LOGS}"] : [])',
            'ReadOnlyAccess\n  - managed_policy: CloudWatchLogsFullAccess\n    enabled: "${var.logs}"',
        ),
        ("var.logs ? [aws_iam_policy.own.arn] : []", 'policy: own\n    enabled: "${var.logs}"'),
    ],
)
def test_a_managed_policy_of_which_a_condition_decides_is_enabled_by_it(adopted, arns, said):
    code, role, spec = adopted(f"managed_policy_arns = {arns}")
    assert (code, role["status"]) == (ExitCode.OK, "equal")
    assert said in spec
    assert "takes other managed policies away" in role["reason"]


LIST = '- managed_policy: "${var.buckets[*]}"\n'


@pytest.mark.parametrize(
    ("arns", "said"),
    [
        ("var.buckets", LIST),
        (f'concat(["{READ}"], var.buckets)', f"- managed_policy: ReadOnlyAccess\n  {LIST}"),
        (f'flatten(["{READ}", var.buckets])', f"- managed_policy: ReadOnlyAccess\n  {LIST}"),
        ("toset(var.buckets)", LIST),
        (
            f'concat(var.buckets, var.logs ? ["{LOGS}"] : [])',
            f'{LIST}  - managed_policy: CloudWatchLogsFullAccess\n    enabled: "${{var.logs}}"',
        ),
        ("var.logs ? var.buckets : null", f'{LIST}    enabled: "${{var.logs}}"'),
        (
            f'concat(["{READ}"], !var.logs ? [] : var.buckets)',
            f'- managed_policy: ReadOnlyAccess\n  {LIST}    enabled: "${{var.logs}}"',
        ),
        ("concat(var.buckets, aws_iam_policy.own[*].arn)", f"{LIST}  - policy: own\n"),
        ('[for b in var.buckets : "x${b}"]', '- managed_policy: "${local.for_b_in_var_buckets_'),
    ],
)
def test_where_only_a_plan_knows_which_there_is_a_list(adopted, arns, said):
    code, role, spec = adopted(f"managed_policy_arns = {arns}")
    assert (code, role["status"], said in spec) == (ExitCode.OK, "equal", True), spec
    assert "when it plans: what is built attaches one for each" in role["reason"]


@pytest.mark.parametrize(
    "arns",
    [
        "compact([aws_iam_policy.own.arn, var.buckets[0]])",
        "var.logs ? var.buckets : aws_iam_policy.own[*].arn",
    ],
)
def test_where_a_plan_chooses_policies_of_the_source_that_is_told(adopted, arns):
    code, role, _ = adopted(f"managed_policy_arns = {arns}")
    assert (code, role["status"]) == (ExitCode.ERRORS, "not-adopted")
    assert role["reason"].startswith("not known before a plan: ")
