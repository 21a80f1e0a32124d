"""Lists of a policy that only a plan knows stay references, to lists."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml

from rolec.cli.exit_code import ExitCode

DECLARED = """
variable "arns" { type = list(string) }
variable "old" { type = "list" }
variable "none" { default = [] }
variable "some" { default = ["arn:aws:s3:::d"] }
variable "any" {}
variable "one" { type = string }
variable "of_lists" { type = map(list(string)) }
variable "of_texts" { type = map(string) }
locals {
  arns = var.arns
  text = upper(var.one)
}
"""
ROLE = """
resource "aws_iam_role" "web" {
  name               = "web"
  assume_role_policy = %s
}
resource "aws_iam_role_policy" "own" {
  name   = "own"
  role   = aws_iam_role.web.name
  policy = %s
}
"""
DATA = """
data "aws_iam_policy_document" "%s" {
  statement {
    actions = ["%s"]
    %s
  }
}
"""
EC2 = """jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "ec2.amazonaws.com" } }]
  })"""
ALL = """jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = "*" }]
  })"""
STATEMENT = """jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "s3:GetObject", %s }]
  })"""
TRUST = """jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", %s }]
  })"""


def read(path):
    """Every scalar as the text that it is: `on` is no truth."""
    return yaml.load(Path(path).read_text(encoding="utf-8"), Loader=yaml.BaseLoader)


def spec(adopt, *, trust=EC2, policy=ALL, more=""):
    Path("main.tf").write_text(DECLARED + more + ROLE % (trust, policy), encoding="utf-8")
    code, out, err = adopt("main.tf")
    assert (code, err) == (ExitCode.OK, ""), out
    assert out.startswith("web: equal: "), out
    return read("specs/roles/web.yaml")


def kept():
    found = Path("specs/adopted.tf").read_text(encoding="utf-8").split("\n\n")
    lines = [line for each in found for line in each.splitlines() if " = " in line]
    return [line.partition(" = ")[2] for line in lines]


def statement(found):
    return found["permissions"][0]["statements"][0]


@pytest.mark.parametrize(
    ("written", "on"),
    [
        ("var.arns", "${var.arns[*]}"),
        ("local.arns", "${local.arns[*]}"),
        ("var.any", "${var.any[*]}"),
        ("var.none", "${var.none[*]}"),
        ("var.some", "arn:aws:s3:::d"),
        ("var.one", "${var.one}"),
        ("[var.one]", "${var.one}"),
        ("local.text", "${local.text}"),
        ("var.arns[0]", "${var.arns[0]}"),
        ("var.arns[*]", "${var.arns[*]}"),
        ("var.of_texts.a", "${var.of_texts.a}"),
        ('var.of_lists["a"]', '${var.of_lists["a"][*]}'),
        ("aws_s3_bucket.b.arn", "${aws_s3_bucket.b.arn}"),
        ("module.m.role_arn", "${module.m.role_arn}"),
        ("module.m.role_arns", "${module.m.role_arns[*]}"),
        ('concat(var.any, ["arn:aws:s3:::a"])', ["${var.any[*]}", "arn:aws:s3:::a"]),
        ('concat(var.none, ["arn:aws:s3:::a"])', "arn:aws:s3:::a"),
        ("concat(var.none, var.any)", ["${var.none[*]}", "${var.any[*]}"]),
        ('flatten([var.any, "arn:aws:s3:::a"])', ["${var.any[*]}", "arn:aws:s3:::a"]),
        ("distinct(concat([var.one], var.arns))", ["${var.one}", "${var.arns[*]}"]),
        ("tolist(toset(var.arns))", "${var.arns[*]}"),
    ],
)
def test_what_stands_for_resources_in_json(adopt, written, on):
    found = statement(spec(adopt, policy=STATEMENT % f"Resource = {written}"))["on"]
    assert found == on


@pytest.mark.parametrize(
    "written",
    [
        "aws_s3_bucket.b[*].arn",
        "aws_s3_bucket.b.*.arn",
        '[for x in var.arns : "${x}/*"]',
        'formatlist("%s/*", var.arns)',
        'formatlist("%s/*", var.undeclared_arns)',
        'split(",", var.one)',
        'var.one == "" ? var.arns : []',
        "compact(concat(var.arns, [var.one]))",
        'lookup(var.of_lists, "a")',
    ],
)
@pytest.mark.parametrize("form", ["json", "data", "data, in a list"])
def test_an_expression_is_kept_as_a_local(adopt, written, form):
    if form == "json":
        found = spec(adopt, policy=STATEMENT % f"Resource = {written}")
    else:
        if form != "data" and written.startswith(("lookup", "var.one ==")):
            pytest.skip("in a list it is a text")
        inside = f"resources = {written}" if form == "data" else f"resources = [{written}]"
        more = DATA % ("own", "s3:GetObject", inside)
        found = spec(adopt, policy="data.aws_iam_policy_document.own.json", more=more)
    on = statement(found)["on"]
    assert (on[:8], on[-4:]) == ("${local.", "[*]}")
    assert kept() == [written]


@pytest.mark.parametrize(
    ("written", "on"),
    [
        ("var.any", "${var.any[*]}"),
        ("var.one", "${var.one[*]}"),
        ('["${var.arns}"]', "${var.arns[*]}"),
        ('["${var.old}", "arn:aws:s3:::a"]', ["${var.old[*]}", "arn:aws:s3:::a"]),
        ('["${var.any}"]', "${var.any}"),
        ('["${module.m.arns}"]', "${module.m.arns[*]}"),
        ("[module.m.arns]", "${module.m.arns}"),
        ('["${var.some}"]', "arn:aws:s3:::d"),
        ('["${var.none}"]', "${var.none[*]}"),
        ('["${var.one}", "${var.one}/*"]', ["${var.one}", "${var.one}/*"]),
    ],
)
def test_what_stands_for_resources_in_a_data_source(adopt, written, on):
    more = DATA % ("own", "s3:GetObject", f"resources = {written}")
    found = spec(adopt, policy="data.aws_iam_policy_document.own.json", more=more)
    assert statement(found)["on"] == on


def test_a_statement_that_is_put_together(adopt):
    together = 'merge({ Effect = "Allow", Action = "s3:GetObject" }, { Resource = var.any })'
    policy = f'jsonencode({{ Version = "2012-10-17", Statement = [{together}] }})'
    assert statement(spec(adopt, policy=policy))["on"] == "${var.any[*]}"


def test_values_of_conditions_in_json(adopt):
    elements = """Resource = "*", Condition = {
      StringEquals = { "aws:userid" = var.arns, "aws:username" = [var.one, "a"] }
      ArnLike      = { "aws:PrincipalArn" = concat(var.any, ["arn:aws:iam::111122223333:root"]) }
    }"""
    assert statement(spec(adopt, policy=STATEMENT % elements))["when"] == {
        "StringEquals": {"aws:userid": "${var.arns[*]}", "aws:username": ["${var.one}", "a"]},
        "ArnLike": {"aws:PrincipalArn": ["${var.any[*]}", "arn:aws:iam::111122223333:root"]},
    }


def test_principals_and_values_of_a_data_source(adopt):
    more = DATA % (
        "trust",
        "sts:AssumeRole",
        """
    principals {
      type        = "AWS"
      identifiers = var.arns
    }
    condition {
      test     = "StringEquals"
      variable = "sts:ExternalId"
      values   = var.none
    }
    """,
    )
    [entry] = spec(adopt, trust="data.aws_iam_policy_document.trust.json", more=more)["trust"]
    assert entry == {"aws_principal": "${var.arns[*]}", "external_id": "${var.none[*]}"}


ACCOUNT = 'Principal = { AWS = "arn:aws:iam::444455556666:root" }'
SERVICE = 'Principal = { Service = "sns.amazonaws.com" }'


@pytest.mark.parametrize(
    ("who", "conditions", "entry"),
    [
        (
            ACCOUNT,
            'StringEquals = { "sts:ExternalId" = var.arns }',
            {"aws_account": "444455556666", "external_id": "${var.arns[*]}"},
        ),
        (
            ACCOUNT,
            'StringEquals = { "aws:PrincipalOrgID" = var.arns }',
            {
                "aws_account": "444455556666",
                "when": {"StringEquals": {"aws:PrincipalOrgID": "${var.arns[*]}"}},
            },
        ),
        (
            SERVICE,
            'StringEquals = { "aws:SourceAccount" = var.any }, ArnLike = { "aws:SourceArn" = var.arns }',
            {
                "aws_service": "sns",
                "source_arn": "${var.arns[*]}",
                "when": {"StringEquals": {"aws:SourceAccount": "${var.any[*]}"}},
            },
        ),
    ],
)
def test_a_trust_entry_keeps_its_words_where_they_take_lists(adopt, who, conditions, entry):
    trust = TRUST % f"{who}, Condition = {{ {conditions} }}"
    assert spec(adopt, trust=trust)["trust"] == [entry]


HEREDOC = """<<EOF
{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:GetObject", "Resource": %s}]}
EOF"""


@pytest.mark.parametrize(
    "written", ["${jsonencode(var.arns)}", '["${join("\\",\\"", var.arns)}"]']
)
def test_a_list_that_is_put_into_json(adopt, written):
    assert statement(spec(adopt, policy=HEREDOC % written))["on"] == "${var.arns[*]}"


def test_texts_that_are_put_into_json_are_its_items(adopt):
    written = '["${join("/*\\",\\"", [var.one, aws_s3_bucket.b.arn])}/*"]'
    found = statement(spec(adopt, policy=HEREDOC % written))["on"]
    assert found == ["${var.one}/*", "${aws_s3_bucket.b.arn}/*"]


@pytest.mark.parametrize(
    ("policy", "reason"),
    [
        (
            HEREDOC % '["arn:${join("/*\\",\\"arn:", var.arns)}/*"]',
            'join("/*\\",\\"arn:", var.arns)',
        ),
        (STATEMENT % "Resource = [var.arns]", "a list in a list: var.arns"),
        (STATEMENT % 'Resource = [split(",", var.one)]', 'a list in a list: split(",", var.one)'),
        (STATEMENT % "Resource = var.of_lists", "var.of_lists"),
    ],
)
def test_what_would_be_malformed_is_told(adopt, policy, reason):
    Path("main.tf").write_text(DECLARED + ROLE % (EC2, policy), encoding="utf-8")
    code, _, _ = adopt("main.tf")
    [role] = json.loads(Path("report.json").read_text(encoding="utf-8"))["roles"]
    assert (code, role["status"]) == (ExitCode.ERRORS, "not-adopted")
    assert role["reason"] == f"not known before a plan: {reason}"


def test_tags_are_no_lists(adopt):
    more = """
resource "aws_iam_instance_profile" "web" {
  name = "web"
  role = aws_iam_role.web.name
  tags = { Service = var.any, "a:b" = var.any }
}
"""
    assert spec(adopt, more=more)["instance_profile"]["tags"] == {
        "Service": "${var.any}",
        "a:b": "${var.any}",
    }
