"""Data sources and files that Terraform reads, and expressions as they were before Terraform 0.12."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from rolec.cli import main
from rolec.cli.exit_code import ExitCode

TRUST = """{"Version": "2012-10-17", "Statement": [
  {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": "ec2.amazonaws.com"}}]}"""
READ = """{"Version": "2012-10-17", "Statement": [
  {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::${bucket}/*"}]}"""
ROLE = """\
resource "aws_iam_role" "app" {
  name               = "app"
  assume_role_policy = file("${path.module}/trust.json")
}
"""
POLICY = """\
resource "aws_iam_role_policy" "read" {
  name   = "read"
  role   = aws_iam_role.app.id
  policy = data.template_file.read.rendered
}
"""


@pytest.fixture
def adopt(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("infra").mkdir()
    Path("infra/trust.json").write_text(TRUST, encoding="utf-8")

    def adopt_(text):
        Path("infra/main.tf").write_text(text, encoding="utf-8")
        code = main.main(["adopt", "infra", "-o", "specs", "--report", "report.json"])
        report = json.loads(Path("report.json").read_text(encoding="utf-8"))
        return code, {each["name"]: each for each in report["roles"]}

    return adopt_


def spec(name):
    return Path(f"specs/roles/{name}.yaml").read_text(encoding="utf-8")


def test_a_document_that_terraform_reads_is_no_role_of_its_own(adopt):
    code, roles = adopt(ROLE)
    assert code == ExitCode.OK
    assert {name: each["status"] for name, each in roles.items()} == {"app": "equal"}


def test_a_file_that_is_read_under_a_computed_name_is_no_role(adopt):
    computed = ROLE.replace("/trust.json", "/${var.file}.json")
    code, roles = adopt(f'variable "file" {{ default = "trust" }}\n{computed}')
    assert code == ExitCode.OK
    assert roles.keys() == {"app"}


def test_a_document_that_nothing_reads_is_one(adopt):
    Path("infra/other-trust.json").write_text(TRUST, encoding="utf-8")
    assert adopt(ROLE)[1].keys() == {"app", "other"}


@pytest.mark.parametrize("template", ['file("${path.module}/read.tpl")', '"${file("read.tpl")}"'])
def test_a_template_file_is_rendered_with_its_vars(adopt, template):
    Path("infra/read.tpl").write_text(READ, encoding="utf-8")
    data = (
        'variable "bucket" { default = "photos" }\ndata "template_file" "read" {\n'
        f"  template = {template}\n  vars = {{\n    bucket = var.bucket\n  }}\n}}\n"
    )
    code, roles = adopt(f"{ROLE}{POLICY}{data}")
    assert code == ExitCode.OK
    assert roles["app"]["status"] == "equal"
    assert "on: arn:aws:s3:::photos/*" in spec("app")


def test_a_template_with_a_name_that_its_vars_lack_is_told(adopt):
    Path("infra/read.tpl").write_text(READ, encoding="utf-8")
    code, roles = adopt(
        f'{ROLE}{POLICY}data "template_file" "read" {{\n  template = file("read.tpl")\n}}\n'
    )
    assert code == ExitCode.ERRORS
    assert {name: each["reason"] for name, each in roles.items()} == {
        "app": "not known before a plan: bucket, in ${data.template_file.read.rendered}"
    }


def test_a_policy_that_is_looked_up_by_its_arn_is_that_policy(adopt):
    _, roles = adopt(f"""{ROLE}
data "aws_iam_policy" "logs" {{
  arn = "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"
}}
resource "aws_iam_role_policy_attachment" "logs" {{
  role       = aws_iam_role.app.name
  policy_arn = data.aws_iam_policy.logs.arn
}}
""")
    assert roles["app"]["status"] == "equal"
    assert "managed_policy: AWSLambdaBasicExecutionRole" in spec("app")


def test_a_policy_that_is_looked_up_by_its_name_stays_a_reference(adopt):
    adopt(f"""{ROLE}
data "aws_iam_policy" "own" {{
  name = "own"
}}
resource "aws_iam_role_policy_attachment" "own" {{
  role       = aws_iam_role.app.name
  policy_arn = data.aws_iam_policy.own.arn
}}
""")
    assert 'managed_policy: "${data.aws_iam_policy.own.arn}"' in spec("app")


def test_a_condition_that_stands_in_a_text_is_read_as_one(adopt):
    role = ROLE.replace("{\n", '{\n  count = "${var.create ? 1 : 0}"\n', 1)
    _, roles = adopt(f'variable "create" {{}}\n{role}')
    assert roles["app"]["status"] == "equal"
    assert 'enabled: "${var.create}"' in Path("specs/roles/app.yaml").read_text()


def statement(principal):
    trust = f'[{{ Effect = "Allow", Action = "sts:AssumeRole", {principal} }}]'
    return f'jsonencode({{ Version = "2012-10-17", Statement = {trust} }})'


WHY = {
    'file("gone.json")': 'not known before a plan: file("gone.json"), which is no file in its folder',
    'templatefile("gone.tpl", {\n  a = 1\n})': (
        'not known before a plan: templatefile("gone.tpl", { a = 1 }), which is no file in its folder'
    ),
    "data.aws_iam_policy_document.gone.json": (
        "not known before a plan: data.aws_iam_policy_document.gone.json, which this module does not have"
    ),
    statement('NotPrincipal = { AWS = "111122223333" }'): (
        "`NotPrincipal` is nothing that IAM takes in a trust policy: say who may assume the role"
    ),
    statement('Principal = { AWS = "AIDAJQABLZS4A3QDU576Q" }'): (
        "`AIDAJQABLZS4A3QDU576Q` is the id of a principal that is deleted, which IAM takes no more"
    ),
}


@pytest.mark.parametrize("written", WHY)
def test_the_reason_says_what_is_missing(adopt, written):
    Path("infra/trust.json").unlink()
    code, roles = adopt(ROLE.replace('file("${path.module}/trust.json")', written))
    assert code == ExitCode.ERRORS
    assert roles["app"]["reason"] == WHY[written]


@pytest.mark.parametrize(
    "comment", ['# file("other-trust.json")', '/* x = file("other-trust.json") */']
)
def test_a_file_that_a_comment_names_is_not_read(adopt, comment):
    Path("infra/other-trust.json").write_text(TRUST, encoding="utf-8")
    assert adopt(f"{ROLE}{comment}\n")[1].keys() == {"app", "other"}


def test_a_file_that_any_resource_reads_is_no_role(adopt):
    Path("infra/queue.json").write_text(TRUST, encoding="utf-8")
    queue = (
        'resource "aws_sqs_queue_policy" "q" {\n  policy = file("${path.module}/queue.json")\n}\n'
    )
    assert adopt(f"{ROLE}{queue}")[1].keys() == {"app"}


def test_a_file_that_is_named_as_a_source_is_one_whoever_reads_it(adopt):
    adopt(ROLE)
    code = main.main(
        ["adopt", "infra/main.tf", "infra/trust.json", "-o", "two", "--report", "r.json"]
    )
    assert code == ExitCode.OK
    assert {each["name"] for each in json.loads(Path("r.json").read_text())["roles"]} == {
        "app",
        "infra",
    }


@pytest.mark.parametrize("name", ["a\0b", "loop/x"])
def test_a_name_that_is_none_of_a_file_is_told(adopt, name):
    Path("infra/loop").symlink_to("loop")
    code, roles = adopt(ROLE.replace("trust.json", name))
    assert code == ExitCode.ERRORS
    assert "which is no file in its folder" in roles["app"]["reason"]
