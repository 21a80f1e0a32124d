"""Blocks that are written as arguments, as before Terraform 0.12, count as blocks; what is unknown is told."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from rolec.cli.exit_code import ExitCode

DOCUMENT = """\
data "aws_iam_policy_document" "trust" {
%s
}

resource "aws_iam_role" "web" {
  name               = "web"
  assume_role_policy = data.aws_iam_policy_document.trust.json
%s
}
"""
EC2 = '{ type = "Service", identifiers = ["ec2.amazonaws.com"] }'
FROM = '{ test = "StringEquals", variable = "aws:PrincipalOrgID", values = ["o-a1b2c3d4e5"] }'
STATEMENT = """\
  statement {
    actions = ["sts:AssumeRole"]
    %s
  }
"""
LOCALS = f"""
locals {{
  who   = [{EC2}]
  whole = [{{ actions = ["sts:AssumeRole"], principals = [{EC2}], condition = [{FROM}] }}]
}}
"""
PLAIN = STATEMENT % f"principals = {EC2}"


def of(report="report.json"):
    (role,) = json.loads(Path(report).read_text())["roles"]
    return role["status"], role["reason"]


@pytest.mark.parametrize(
    "statements",
    [
        STATEMENT % f"principals = {EC2}\ncondition = {FROM}",
        STATEMENT % f"principals = [{EC2}]\ncondition = [{FROM}]",
        STATEMENT % f"principals = local.who\ncondition = [{FROM}]",
        f'statement = {{ actions = ["sts:AssumeRole"], principals = {EC2}, condition = {FROM} }}',
        f'statement = [{{ actions = ["sts:AssumeRole"], principals = {EC2}, condition = [{FROM}] }}]',
        "statement = local.whole",
        "statement = [for each in local.whole : each]",
    ],
)
def test_a_block_may_be_written_as_an_argument(adopt, statements):
    Path("main.tf").write_text(DOCUMENT % (statements, "") + LOCALS, encoding="utf-8")
    code, out, _ = adopt("main.tf")
    assert (code, of()) == (ExitCode.OK, ("equal", None)), out
    spec = Path("specs/roles/web.yaml").read_text(encoding="utf-8")
    assert "ec2" in spec
    assert "o-a1b2c3d4e5" in spec


@pytest.mark.parametrize(
    ("statements", "told"),
    [
        (STATEMENT % f"principals = {EC2}\nconditions = {FROM}", "no argument of a statement"),
        (STATEMENT % f"principals = {EC2}\nconditions {{\n}}", "no block of a statement"),
        (STATEMENT % 'principal {\n type = "AWS"\n}', "no block of a statement"),
        (f"{PLAIN}\nstatements = [{FROM}]", "no argument of a policy document"),
        (
            STATEMENT % 'principals {\n type = "AWS"\n identifier = ["*"]\n}',
            "no argument of principals",
        ),
        (STATEMENT % 'condition {\n test = "Null"\n value = "x"\n}', "no argument of a condition"),
        (
            STATEMENT
            % 'dynamic "conditions" {\n for_each = []\n content {\n test = "Null"\n }\n }',
            "`conditions` is no block",
        ),
    ],
)
def test_what_no_policy_document_has_is_told(adopt, statements, told):
    Path("main.tf").write_text(DOCUMENT % (statements, ""), encoding="utf-8")
    code, _, _ = adopt("main.tf")
    status, reason = of()
    assert (code, status) == (ExitCode.ERRORS, "not-adopted")
    assert told in reason
    assert "before a plan" not in reason


@pytest.mark.parametrize(
    "argument",
    ["count = 1", "depends_on = [aws_s3_bucket.x]", "nothing = null"],
)
def test_what_says_nothing_of_a_policy_document_is_no_reason(adopt, argument):
    text = DOCUMENT % (f"{argument}\n{PLAIN}", "")
    if argument == "count = 1":
        text = text.replace("trust.json", "trust[0].json")
    Path("main.tf").write_text(text, encoding="utf-8")
    adopt("main.tf")
    assert of() == ("equal", None)


def test_the_id_of_a_trust_policy_is_kept(adopt):
    Path("main.tf").write_text(DOCUMENT % (f'policy_id = "x"\n{PLAIN}', ""), encoding="utf-8")
    adopt("main.tf")
    assert of() == ("equal", None)


READ = 'jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = "*" }] })'


@pytest.mark.parametrize(
    "written",
    [
        f'inline_policy = [{{ name = "read", policy = {READ} }}]',
        f'inline_policy = {{ name = "read", policy = {READ} }}',
    ],
)
def test_an_inline_policy_may_be_written_as_an_argument(adopt, written):
    Path("main.tf").write_text(DOCUMENT % (PLAIN, written), encoding="utf-8")
    adopt("main.tf")
    assert of()[0] == "equal"
    spec = Path("specs/roles/web.yaml").read_text(encoding="utf-8")
    assert "inline_policy: read" in spec


def test_no_inline_policies_are_none(adopt):
    Path("main.tf").write_text(DOCUMENT % (PLAIN, "inline_policy = []"), encoding="utf-8")
    adopt("main.tf")
    assert of()[0] == "equal"


def test_what_no_inline_policy_has_is_told(adopt):
    written = f'inline_policy {{\n name = "read"\n document = {READ}\n}}'
    Path("main.tf").write_text(DOCUMENT % (PLAIN, written), encoding="utf-8")
    adopt("main.tf")
    assert of() == ("not-adopted", "`document` is no argument of inline_policy")


def test_an_inline_policy_without_a_name_is_told(adopt):
    written = f"inline_policy {{\n policy = {READ}\n}}"
    Path("main.tf").write_text(DOCUMENT % (PLAIN, written), encoding="utf-8")
    adopt("main.tf")
    assert of() == ("not-adopted", "an inline_policy has no name")
