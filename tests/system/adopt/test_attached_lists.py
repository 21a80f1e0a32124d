"""Attachments of which a plan alone knows how many there are: a spec says them as a list of ARNs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from rolec.cli import main
from rolec.cli.exit_code import ExitCode

ROLE = """
variable "arns" {
  type = list(string)
}
variable "by_key" {
  type = map(string)
}
variable "none" {
  default = []
}
locals {
  read  = "arn:aws:iam::aws:policy/ReadOnlyAccess"
  all = concat(
    var.on ? ["arn:aws:iam::aws:policy/ReadOnlyAccess"] : [],
    var.arns,
    concat(["arn:aws:iam::aws:policy/SecurityAudit"], !var.on ? [] : var.more),
  )
  pairs = [for arn in var.arns : { arn = arn }]
}
resource "aws_iam_policy" "own" {
  for_each = toset(var.names)
  name     = each.key
  policy   = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "s3:ListAllMyBuckets", Resource = "*" }] })
}
resource "aws_iam_role" "web" {
  name               = "web"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "ec2.amazonaws.com" } }]
  })
}
resource "aws_iam_role_policy_attachment" "more" {
  %s
  role       = aws_iam_role.web.name
  policy_arn = %s
}
"""


def adopted(adopt, made, arn):
    """What is told of the role, its permissions, and the file of locals."""
    Path("main.tf").write_text(ROLE % (made, arn), encoding="utf-8")
    adopt("main.tf")
    (role,) = json.loads(Path("report.json").read_text(encoding="utf-8"))["roles"]
    spec = Path("specs/roles/web.yaml").read_text(encoding="utf-8")
    kept = Path("specs/adopted.tf")
    return role, spec.partition("permissions:\n")[2], kept.read_text() if kept.exists() else ""


@pytest.mark.parametrize(
    ("made", "arn", "list_"),
    [
        ("for_each = toset(var.arns)", "each.value", "var.arns"),
        ("for_each = toset(var.arns)", "each.key", "var.arns"),
        ("for_each = (toset(var.arns))", '"${each.value}"', "var.arns"),
        ("for_each = { for arn in var.arns : arn => arn }", "each.value", "var.arns"),
        ("for_each = { for at, arn in var.arns : at => arn }", "each.value", "var.arns"),
        ("count = length(var.arns)", "var.arns[count.index]", "var.arns"),
        ("count = length(var.other)", "element(var.other, count.index)", "var.other"),
        ('count = "${length(var.arns)}"', '"${element(var.arns, count.index)}"', "var.arns"),
        ('count = "${length(var.arns)}"', '"${var.arns[count.index]}"', "var.arns"),
        (
            "count = length(var.arns) > 0 ? length(var.arns) : 0",
            "var.arns[count.index]",
            "var.arns",
        ),
        ("for_each = length(var.other) > 0 ? var.other : toset([])", "each.key", "var.other"),
        ("for_each = var.other != null ? toset(var.other) : []", "each.value", "var.other"),
        ("for_each = toset(module.policies.arns)", "each.value", "module.policies.arns"),
        ("for_each = toset(var.none)", "each.value", "var.none"),
        ("count = length(var.none)", "var.none[count.index]", "var.none"),
    ],
)
def test_what_goes_over_a_list_is_that_list(adopt, made, arn, list_):
    role, permissions, kept = adopted(adopt, made, arn)
    assert (role["status"], kept) == ("equal", "")
    assert permissions == f'  - managed_policy: "${{{list_}[*]}}"\n'
    assert f"has to know what is in ${{{list_}[*]}} when it plans" in role["reason"]


@pytest.mark.parametrize(
    ("made", "arn", "text"),
    [
        ("for_each = var.by_key", "each.value", "values(var.by_key)"),
        ("for_each = var.by_key", "each.key", "[for key, value in var.by_key : key]"),
        ("for_each = var.any", "each.value", "[for value in var.any : value]"),
        (
            "for_each = toset(var.arns)",
            '"arn:aws:iam::aws:policy/${each.value}"',
            '[for value in toset(var.arns) : "arn:aws:iam::aws:policy/${value}"]',
        ),
        ("for_each = var.any", "each.value.arn", "[for value in var.any : value.arn]"),
        (
            "for_each = { for at, pair in local.pairs : at => pair }",
            "each.value.arn",
            "[for at, pair in local.pairs : (pair).arn]",
        ),
        (
            'for_each = { for k, v in var.any : k => v if v != "" }',
            "each.value",
            '[for k, v in var.any : v if v != ""]',
        ),
        (
            "for_each = { for i, v in var.arns : i => v if i > 0 }",
            'each.key == "1" ? each.value : local.read',
            '[for i, v in var.arns : tostring(i) == "1" ? (v) : local.read if i > 0]',
        ),
        (
            "count = var.n",
            "var.arns[count.index]",
            "[for index in range(var.n) : var.arns[index]]",
        ),
        (
            "count = length(var.arns) - 1",
            "var.arns[count.index + 1]",
            "[for index in range(length(var.arns) - 1) : var.arns[index + 1]]",
        ),
    ],
)
def test_what_is_made_of_a_list_is_a_local(adopt, made, arn, text):
    role, permissions, kept = adopted(adopt, made, arn)
    assert role["status"] == "equal"
    name = permissions.partition("${local.")[2].partition("[*]}")[0]
    assert f"  {name} = {text}\n" in kept


@pytest.mark.parametrize(
    ("made", "arn"),
    [
        ("for_each = var.on ? toset(var.arns) : toset([])", "each.value"),
        ("for_each = toset(var.on ? var.arns[*] : [])", "each.value"),
        ("for_each = !var.on ? [] : toset(var.arns)", "each.value"),
        ("for_each = { for arn in var.arns : arn => arn if var.on }", "each.value"),
        ("count = var.on ? length(var.arns) : 0", "var.arns[count.index]"),
    ],
)
def test_of_what_a_condition_decides_it_is_the_condition(adopt, made, arn):
    role, permissions, _ = adopted(adopt, made, arn)
    assert role["status"] == "equal"
    said = '  - managed_policy: "${var.arns[*]}"\n    enabled: "${var.on}"\n'
    assert permissions == said or (made.startswith("for_each = !") and "enabled" in permissions)


def test_items_that_are_known_stand_beside_the_list(adopt):
    role, permissions, _ = adopted(
        adopt, "for_each = toset(concat([local.read], var.arns))", "each.value"
    )
    assert role["status"] == "equal"
    assert permissions == (
        '  - managed_policy: ReadOnlyAccess\n  - managed_policy: "${var.arns[*]}"\n'
    )


@pytest.mark.parametrize(
    ("made", "arn"),
    [
        ("for_each = toset(local.all)", "each.value"),
        ("count = length(local.all)", "local.all[count.index]"),
    ],
)
def test_each_of_several_lists_has_its_own_condition(adopt, made, arn):
    role, permissions, kept = adopted(adopt, made, arn)
    assert (role["status"], kept) == ("equal", "")
    assert permissions == (
        '  - managed_policy: ReadOnlyAccess\n    enabled: "${var.on}"\n'
        '  - managed_policy: "${var.arns[*]}"\n'
        "  - managed_policy: SecurityAudit\n"
        '  - managed_policy: "${var.more[*]}"\n    enabled: "${var.on}"\n'
    )


@pytest.mark.parametrize(
    ("made", "arn"),
    [
        ("for_each = toset(var.names)", "aws_iam_policy.own[each.key].arn"),
        ("for_each = aws_iam_policy.own", "each.value.arn"),
        ("count = length(var.names)", "[for each in aws_iam_policy.own : each.arn][count.index]"),
    ],
)
def test_policies_of_the_module_stay_where_they_are(adopt, made, arn):
    role, _, _ = adopted(adopt, made, arn)
    assert role["status"] == "equal-in-access"
    assert "aws_iam_role_policy_attachment.more stays in Terraform" in role["reason"]


def test_of_several_roles_it_stays(adopt):
    Path("main.tf").write_text(
        ROLE.replace("aws_iam_role.web.name", "var.roles[count.index]")
        % ("count = length(var.arns)", "var.arns[count.index]"),
        encoding="utf-8",
    )
    adopt("main.tf")
    (role,) = json.loads(Path("report.json").read_text(encoding="utf-8"))["roles"]
    assert "${var.arns[*]}" not in Path("specs/roles/web.yaml").read_text(encoding="utf-8")
    assert role["status"] == "equal" or "stays in Terraform" in role["reason"]


STATE = """{"format_version": "1.0", "values": {"root_module": {"resources": [
  {"address": "aws_iam_role.web", "type": "aws_iam_role", "name": "web", "mode": "managed", "values": {"name": "web"}},
  %s
]}}}"""
ATTACHED = """{"address": %s, "type": "aws_iam_role_policy_attachment", "mode": "managed",
  "name": "x", "values": {"role": "%s", "policy_arn": "arn:aws:iam::aws:policy/%s"}}"""


def test_of_a_state_its_instances_are_moved_and_those_of_others_are_not(adopt):
    at = "aws_iam_role_policy_attachment."
    there = [
        ATTACHED % (json.dumps(address), role, policy)
        for address, role, policy in [
            (f"{at}more[0]", "web", "ReadOnlyAccess"),
            (f"module.a.{at}more[1]", "web", "AmazonS3FullAccess"),
            (f"{at}more[2]", "other", "AmazonS3FullAccess"),
            (f"{at}others[0]", "web", "AmazonSQSFullAccess"),
        ]
    ]
    Path("state.json").write_text(STATE % ",".join(there), encoding="utf-8")
    text = ROLE % ("count = length(var.arns)", "var.arns[count.index]")
    Path("main.tf").write_text(text, encoding="utf-8")
    adopt("main.tf", "--state", "state.json")
    moves = Path("specs/imports.tf").read_text(encoding="utf-8").split("moved {")[1:]
    assert [each.split() for each in moves] == [
        ["from", "=", before, "to", "=", f'{at}web__arns["arn:aws:iam::aws:policy/{policy}"]', "}"]
        for before, policy in [
            (f"{at}more[0]", "ReadOnlyAccess"),
            (f"module.a.{at}more[1]", "AmazonS3FullAccess"),
        ]
    ]
    assert "import {" not in Path("specs/imports.tf").read_text(encoding="utf-8")


def test_what_is_built_of_a_list_comes_back(adopt):
    adopted(adopt, "for_each = var.on ? toset(var.arns) : []", "each.value")
    spec = Path("specs/roles/web.yaml").read_text(encoding="utf-8")
    assert main.main(["build", "specs", "-o", "out"]) == ExitCode.OK
    assert "for_each = toset(var.on ? var.arns[*] : [])" in Path("out/role.web.tf").read_text()
    assert main.main(["adopt", "out/role.web.tf", "-o", "again"]) == ExitCode.OK
    assert Path("again/roles/web.yaml").read_text(encoding="utf-8") == spec


def test_what_a_state_has_twice_is_let_go_of_once(adopt):
    """Two resources that attach the same are one thing in AWS: who destroys one detaches it."""
    at = "aws_iam_role_policy_attachment."
    more = ROLE.partition('resource "aws_iam_role_policy_attachment" "more"')[2]
    once = 'resource "aws_iam_role_policy_attachment" "%s" {' + more.partition("{")[2]
    read = '"arn:aws:iam::aws:policy/ReadOnlyAccess"'
    head = ROLE.partition('resource "aws_iam_policy" "own"')[0]
    role = ROLE.partition('resource "aws_iam_role" "web"')
    text = (head + role[1] + role[2].partition('resource "aws_iam_role_policy_attachment"')[0]) + (
        once % ("one", "count = var.a ? 1 : 0", read) + once % ("other", "", read)
    )
    Path("main.tf").write_text(text, encoding="utf-8")
    there = [
        ATTACHED % (json.dumps(f"{at}{n}"), "web", "ReadOnlyAccess") for n in ("one[0]", "other")
    ]
    Path("state.json").write_text(STATE % ",".join(there), encoding="utf-8")
    assert adopt("main.tf", "--state", "state.json")[0] == ExitCode.OK
    taken = Path("specs/imports.tf").read_text(encoding="utf-8")
    assert taken.split("moved {")[1].split()[:3] == ["from", "=", f"{at}one[0]"]
    assert taken.split("removed {")[1].split()[:3] == ["from", "=", f"{at}other"]
    assert "import {" not in taken
