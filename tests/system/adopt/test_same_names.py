"""Sources that call different roles the same."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from rolec.cli import main
from rolec.cli.exit_code import ExitCode

TEMPLATE = """\
Resources:
  Job:
    Type: AWS::IAM::Role
    Properties:%s
      AssumeRolePolicyDocument:
        Version: "2012-10-17"
        Statement:
          - {Effect: Allow, Principal: {Service: %s.amazonaws.com}, Action: sts:AssumeRole}
"""


@pytest.fixture
def adopted(tmp_path, monkeypatch):
    def adopt(named):
        monkeypatch.chdir(tmp_path)
        Path("in").mkdir()
        for service in ("ec2", "lambda", "glue"):
            Path(f"in/{service}.yaml").write_text(TEMPLATE % (named, service), encoding="utf-8")
        code = main.main(["adopt", "in", "-o", "specs", "--report", "report.json"])
        return code, json.loads(Path("report.json").read_text())

    return adopt


def test_roles_whose_names_are_not_said_get_names_of_their_own(adopted):
    code, told = adopted("")
    assert code == ExitCode.OK
    assert [(r["name"], r["status"], r["file"]) for r in told["roles"]] == [
        ("Job", "equal", "in/ec2.yaml"),
        ("Job-2", "equal", "in/glue.yaml"),
        ("Job-3", "equal", "in/lambda.yaml"),
    ]
    assert [each["role"] for each in told["blocks"]] == ["Job", "Job-2", "Job-3"]
    blocks = Path("specs/imports.tf").read_text()
    assert "import {" not in blocks
    assert "# aws_iam_role.Job-2: its id has a name in it, which the source does not say" in blocks
    assert "aws_service: glue" in Path("specs/roles/Job-2.yaml").read_text()


def test_roles_of_one_name_are_one_role_and_the_others_are_told(adopted):
    code, told = adopted(" \n      RoleName: Job")
    assert code == ExitCode.ERRORS
    assert 'id = "Job"' in Path("specs/imports.tf").read_text()
    assert [(r["name"], r["reason"]) for r in told["roles"]] == [
        ("Job", None),
        ("Job", "a role of this name was adopted from elsewhere"),
        ("Job", "a role of this name was adopted from elsewhere"),
    ]


PROFILE = """\
  Profile:
    Type: AWS::IAM::InstanceProfile
    Properties:%s
      Roles: [!Ref Job]
"""


def with_profiles(named):
    Path("in").mkdir()
    for service in ("ec2", "lambda"):
        text = TEMPLATE % ("", service) + PROFILE % named
        Path(f"in/{service}.yaml").write_text(text, encoding="utf-8")
    return main.main(["adopt", "in", "-o", "specs"])


def test_instance_profiles_whose_names_are_not_said_get_names_of_their_own(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert with_profiles("") == ExitCode.OK
    assert "  name: Profile\n" in Path("specs/roles/Job.yaml").read_text()
    assert "  name: Profile-2\n" in Path("specs/roles/Job-2.yaml").read_text()


def test_instance_profiles_of_one_name_are_told(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert with_profiles("\n      InstanceProfileName: web") == ExitCode.ERRORS
    assert capsys.readouterr().out.count(": NOT ADOPTED: the instance profile `web` is taken") == 1


MODULE = """\
variable "bucket" {}
resource "aws_iam_role" "this" {
  name = "%s"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = { Service = "ec2.amazonaws.com" }, Action = "sts:AssumeRole" }]
  })
}
resource "aws_iam_role_policy" "read" {
  name = "read"
  role = aws_iam_role.this.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = "arn:aws:s3:::${%s}/*" }]
  })
}
"""


@pytest.mark.parametrize(
    ("other", "told"),
    [
        (
            "var.bucket",
            "in/a/main.tf has `var.bucket` too, and both are one variable here: adopt them apart if they differ",
        ),
        ("var.archive", None),
    ],
)
def test_of_variables_of_two_modules_that_become_one_it_is_told(adopt, other, told):
    for folder, bucket in (("a", "var.bucket"), ("b", other)):
        Path("in", folder).mkdir(parents=True)
        Path("in", folder, "main.tf").write_text(MODULE % (folder, bucket), encoding="utf-8")
    code, out, _ = adopt("in")
    assert code == ExitCode.OK
    roles = json.loads(Path("report.json").read_text())["roles"]
    assert [(r["status"], r["reason"]) for r in roles] == [("equal", None), ("equal", told)]
    assert (told in out) if told else ("one variable here" not in out)


def test_a_resource_of_two_modules_is_not_one(adopt):
    for folder in ("a", "b"):
        Path("in", folder).mkdir(parents=True)
        text = MODULE.replace('"this"', f'"{folder}"').replace(".this.", f".{folder}.")
        text = text.replace("arn:aws:s3:::${%s}", "${aws_s3_bucket.logs.arn}") % folder
        Path("in", folder, "main.tf").write_text(text, encoding="utf-8")
    assert adopt("in")[0] == ExitCode.ERRORS
    roles = json.loads(Path("report.json").read_text())["roles"]
    assert [(r["status"], r["reason"]) for r in roles] == [
        ("equal", None),
        (
            "not-adopted",
            "`aws_s3_bucket.logs` would be that of in/a/main.tf here: adopt the two apart",
        ),
    ]


ALIKE = """\
resource "aws_iam_role" "this" {
  name               = "%(module)s-role"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "ec2.amazonaws.com" } }] })
}
resource "aws_iam_policy" "this" {
  name   = "%(name)s"
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = "arn:aws:s3:::%(bucket)s/*" }] })
}
resource "aws_iam_role_policy_attachment" "this" {
  role       = aws_iam_role.this.name
  policy_arn = aws_iam_policy.this.arn
}
resource "aws_iam_role_policy" "own" {
  name   = "own"
  role   = aws_iam_role.this.name
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = aws_s3_bucket.%(module)s.arn }] })
}
"""


@pytest.fixture
def of_modules(adopt):
    """Adopts two modules that call everything the same: gives what is told of their roles."""

    def adopt_(name, buckets=("a", "b"), source=ALIKE):
        for module, bucket in zip("ab", buckets, strict=True):
            Path(module).mkdir()
            text = source % {"module": module, "name": name, "bucket": bucket}
            Path(module, "main.tf").write_text(text, encoding="utf-8")
        adopt("a", "b")
        told = json.loads(Path("report.json").read_text(encoding="utf-8"))["roles"]
        return {each["name"]: each["reason"] for each in told}

    return adopt_


def test_modules_that_call_everything_the_same_are_adopted_together(of_modules):
    assert of_modules("${var.environment}-policy") == {
        "a-role": None,
        "b-role": "a/main.tf has `var.environment` too, and both are one variable here: adopt them apart if they differ",
    }
    assert "policy: this-2" in Path("specs/roles/b-role.yaml").read_text(encoding="utf-8")
    policy = Path("specs/roles/policies/this-2.yaml").read_text(encoding="utf-8")
    assert 'name: "${var.environment}-policy"' in policy
    assert "arn:aws:s3:::b/*" in policy


def test_of_two_policies_of_one_name_the_second_is_told(of_modules):
    why = "its policy `shared` is left out: another policy of this name was adopted from elsewhere"
    assert of_modules("shared") == {"a-role": None, "b-role": why}


def test_two_policies_of_one_name_that_say_the_same_are_one(of_modules):
    assert of_modules("shared", ("a", "a")) == {"a-role": None, "b-role": None}


@pytest.mark.parametrize(
    "argument",
    [
        "count = var.%(module)s ? 1 : 0",
        'description = "%(module)s"',
        'tags = { of = "%(module)s" }',
    ],
)
def test_two_policies_of_one_name_that_are_made_otherwise_are_two(of_modules, argument):
    policy = ALIKE.replace('"%(name)s"\n', f'"%(name)s"\n  {argument}\n', 1)
    why = "its policy `shared` is left out: another policy of this name was adopted from elsewhere"
    if argument.startswith("count"):
        policy = policy.replace("this.arn", "this[0].arn")
    assert why in of_modules("shared", ("a", "a"), policy)["b-role"]


def test_what_a_policy_of_two_modules_refers_to_is_that_of_its_role(of_modules):
    policy = ALIKE.replace('"arn:aws:s3:::%(bucket)s/*"', "aws_s3_bucket.logs.arn")
    why = "`aws_s3_bucket.logs` would be that of a/main.tf here: adopt the two apart"
    assert of_modules("p", source=policy.replace('"%(name)s"', '"%(module)s-policy"')) == {
        "a-role": None,
        "b-role": why,
    }
