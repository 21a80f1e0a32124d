"""Terraform itself says that lists that only a plan knows are the same in what was adopted as in the source."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from rolec.adopt.same_document import normal
from rolec.cli import main
from rolec.cli.exit_code import ExitCode
from support.aws_provider import needs_aws_provider, run
from support.terraform import needs_terraform, terraform

VARIABLES = """\
variable "arns" { type = list(string) }
variable "any" {}
variable "one" { type = string }
variable "lists" { type = map(list(string)) }
"""
EXPRESSIONS = (
    "var.arns",
    "var.any",
    "var.one",
    '[var.one, "arn:aws:s3:::b"]',
    "var.arns[*]",
    'var.lists["a"]',
    'concat(var.arns, ["arn:aws:s3:::b"])',
    'flatten([var.any, "arn:aws:s3:::b"])',
    'flatten([var.any, [var.arns, ["arn:aws:s3:::b"]]])',
    'distinct(concat([var.one], var.arns, ["arn:aws:s3:::b"]))',
    "tolist(toset(var.arns))",
    '[for x in var.arns : "${x}/*"]',
    'formatlist("%s/*", var.arns)',
    'split(",", var.one)',
    'var.one == "" ? ["arn:aws:s3:::n"] : var.arns',
    "compact(concat(var.arns, [var.one]))",
    'lookup(var.lists, "a")',
    'try(var.lists["b"], ["arn:aws:s3:::n"])',
)
ROLE = """\
resource "aws_iam_role" "web" {
  name               = "web"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "ec2.amazonaws.com" } }]
  })
  inline_policy {
    name   = "own"
    policy = %s
  }
}
"""


@needs_terraform
@pytest.mark.parametrize(
    "values",
    [
        {"arns": ["a", "b"], "any": ["c"], "one": "d,e", "lists": {"a": ["f", "g"], "b": []}},
        {"arns": [], "any": "c", "one": "", "lists": {"a": []}},
    ],
    ids=["several", "none"],
)
def test_a_list_has_the_items_that_it_has_in_the_source(values, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    document = _document(EXPRESSIONS)
    Path("source").mkdir()
    Path("source/main.tf").write_text(VARIABLES + ROLE % document, encoding="utf-8")
    assert main.main(["adopt", "source", "-o", "specs"]) == ExitCode.OK
    assert main.main(["build", "specs", "-o", "built"]) == ExitCode.OK
    built = Path("built/role.web.tf").read_text(encoding="utf-8").split("jsonencode(")[2]
    kept = Path("specs/adopted.tf").read_text(encoding="utf-8")
    ours = f"jsonencode({built.partition(chr(10) + '  })')[0]}\n}})"
    text = f"{VARIABLES}{kept}\nlocals {{\n  ours = {ours}\n  theirs = {document}\n}}\n"
    Path("root").mkdir()
    Path("root/main.tf").write_text(
        text + 'output "both" {\n  value = [local.ours, local.theirs]\n}\n', encoding="utf-8"
    )
    Path("root/terraform.tfvars.json").write_text(json.dumps(values), encoding="utf-8")
    done = terraform("apply", "-auto-approve", "-input=false", "-no-color", cwd=Path("root"))
    assert done.returncode == 0, done.stderr
    said = json.loads(terraform("output", "-json", cwd=Path("root")).stdout)["both"]["value"]
    ours_, theirs = (json.loads(each)["Statement"] for each in said)
    for expression, one, other in zip(EXPRESSIONS, ours_, theirs, strict=True):
        assert _items(one) == _items(other), expression


def _document(expressions):
    statements = ",\n".join(
        f'{{ Effect = "Allow", Action = "s3:GetObject", Resource = {each} }}'
        for each in expressions
    )
    return f'jsonencode({{\n  Version = "2012-10-17"\n  Statement = [{statements}]\n}})'


def _items(statement):
    found = statement["Resource"]
    return sorted(set(found if isinstance(found, list) else [found]))


DATA = """\
data "aws_iam_policy_document" "own" {
  statement {
    actions   = ["s3:GetObject"]
    resources = concat(var.arns, ["arn:aws:s3:::b"])
    condition {
      test     = "StringEquals"
      variable = "aws:userid"
      values   = var.any
    }
  }
  statement {
    actions   = ["s3:PutObject"]
    resources = ["arn:aws:s3:::a", "${var.one}"]
    condition {
      test     = "StringLike"
      variable = "aws:userid"
      values   = formatlist("%s-*", var.arns)
    }
  }
}
"""


@needs_aws_provider
@pytest.mark.parametrize(
    "values",
    [
        {"arns": ["a", "b"], "any": ["c", "d"], "one": "e", "lists": {}},
        {"arns": ["a"], "any": ["c"], "one": "e", "lists": {}},
        {"arns": [], "any": [], "one": "e", "lists": {}},
    ],
    ids=["two", "one", "none"],
)
def test_a_document_has_the_items_that_the_provider_renders(
    values, tmp_path, monkeypatch, workspaces, moto
):
    monkeypatch.chdir(tmp_path)
    Path("source").mkdir()
    role = ROLE % "data.aws_iam_policy_document.own.json"
    Path("source/main.tf").write_text(VARIABLES + DATA + role, encoding="utf-8")
    assert main.main(["adopt", "source", "-o", "specs"]) == ExitCode.OK
    assert main.main(["build", "specs", "-o", "built"]) == ExitCode.OK
    built = Path("built/role.web.tf").read_text(encoding="utf-8").split("jsonencode(")[2]
    ours = f"jsonencode({built.partition(chr(10) + '  })')[0]}\n}})"
    kept = Path("specs/adopted.tf").read_text(encoding="utf-8")
    root = tmp_path / "root"
    root.mkdir()
    both = f"[{ours}, data.aws_iam_policy_document.own.json]"
    (root / "main.tf").write_text(
        f"{moto.provider('111122223333', 'eu-west-1')}\n{VARIABLES}{DATA}{kept}\n"
        f'output "both" {{\n  value = {both}\n}}\n',
        encoding="utf-8",
    )
    (root / "terraform.tfvars.json").write_text(json.dumps(values), encoding="utf-8")
    workspaces.prepare(root)
    run(root, "apply", "-auto-approve", "-input=false")
    one, other = json.loads(run(root, "output", "-json"))["both"]["value"]
    assert normal(json.loads(one)) == normal(json.loads(other))
