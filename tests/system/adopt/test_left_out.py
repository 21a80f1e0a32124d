"""What only Terraform knows is never left out of a role in silence."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from rolec.cli import main
from rolec.cli.exit_code import ExitCode

EC2 = '{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "ec2.amazonaws.com" }%s }'
ROLE = """\
resource "aws_iam_role" "web" {
  name = "web"
  %s
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [%s]
  })
}
"""


@pytest.fixture
def adopted(tmp_path, monkeypatch):
    def adopt(argument="", statements=EC2 % "", more=""):
        monkeypatch.chdir(tmp_path)
        Path("main.tf").write_text(ROLE % (argument, statements) + more, encoding="utf-8")
        code = main.main(["adopt", "main.tf", "-o", "specs", "--report", "report.json"])
        (role,) = json.loads(Path("report.json").read_text())["roles"]
        return code, role["status"], role["reason"]

    return adopt


@pytest.mark.parametrize(
    ("statements", "place"),
    [
        (f"{EC2 % ''}, var.x", "a statement"),
        (EC2 % ", Condition = var.x", "`Condition`"),
        (EC2 % ", Condition = { StringEquals = var.x }", "`StringEquals`"),
    ],
)
def test_what_stands_for_a_part_of_a_policy_is_told(adopted, statements, place):
    told = (ExitCode.ERRORS, "not-adopted", f"`${{var.x}}` stands for {place}")
    assert adopted(statements=statements) == told


@pytest.mark.parametrize(
    ("argument", "said"),
    [
        ("path = var.x", 'path: "${var.x}"\n'),
        ('path = "/${var.x}/"', 'path: "/${var.x}/"\n'),
        ('path = var.x == null ? "/" : var.x', 'path: "${local.var_x_null_var_x_'),
        ("max_session_duration = var.x", 'max_session_duration: "${var.x}"\n'),
        ("max_session_duration = var.x * 60", 'max_session_duration: "${local.var_x_60_'),
    ],
)
def test_a_path_and_a_session_that_terraform_alone_knows_are_kept(adopted, argument, said):
    assert adopted(argument) == (ExitCode.OK, "equal", None)
    assert said in Path("specs/roles/web.yaml").read_text()


def test_policies_of_which_nobody_knows_the_number_are_a_list(adopted):
    _, status, reason = adopted("managed_policy_arns = var.x")
    assert status == "equal"
    assert reason.startswith("Terraform has to know what is in ${var.x[*]} when it plans: ")
    assert '  - managed_policy: "${var.x[*]}"\n' in Path("specs/roles/web.yaml").read_text()


INLINE = """
resource "aws_iam_role_policy" "read" {
  name   = %s
  role   = aws_iam_role.web.name
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = "*" }] })
}
"""


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("var.x", 'name: "${var.x}"'),
        ('"${var.x}-read"', 'name: "${var.x}-read"'),
        ("upper(var.x)", 'name: "${local.upper_var_x_'),
        ("null", "name_prefix: terraform-"),
    ],
)
def test_a_name_of_a_policy_that_terraform_alone_knows_is_kept(adopted, name, said):
    _, status, reason = adopted(more=INLINE % name)
    assert (status, reason) == ("equal", None)
    text = Path("specs/roles/web.yaml").read_text()
    assert f"inline_policy: read\n    {said}" in text


@pytest.mark.parametrize(
    ("tags", "said"),
    [
        ("var.tags", "tags_from: ${var.tags}\n"),
        ('merge(var.tags, { team = "web" })', "tags:\n  team: web\ntags_from: ${var.tags}\n"),
        ("merge(local.a, var.b)", "tags_from: ${local.merge_local_a_var_b_"),
        ("{ for k, v in var.x : k => v }", "tags_from: ${local.for_k_v_in_var_x_k_v_"),
    ],
)
def test_tags_that_terraform_alone_knows_are_kept(adopted, tags, said):
    _, status, reason = adopted(f"tags = {tags}")
    assert (status, reason) == ("equal", None)
    assert said in Path("specs/roles/web.yaml").read_text().replace('"', "")


def test_a_description_that_terraform_alone_knows_is_kept(adopted):
    assert adopted('description = "For ${var.x}."')[1:] == ("equal", None)
    assert 'description: "For ${var.x}."' in Path("specs/roles/web.yaml").read_text()


COUNTED = """
variable "kinds" { default = ["ec2", "ecs"] }
data "aws_iam_policy_document" "each" {
  count = length(var.kinds)
  statement {
    sid     = var.kinds[count.index]
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = ["${var.kinds[count.index]}.amazonaws.com"]
    }
  }
}
data "aws_iam_policy_document" "all" {
  count                   = 1
  source_policy_documents = data.aws_iam_policy_document.each%s.json
}
resource "aws_iam_role" "all" {
  name               = "all"
  assume_role_policy = join("", data.aws_iam_policy_document.all[*].json)
}
"""


@pytest.mark.parametrize("all_", [".*", "[*]"])
def test_all_documents_of_a_count_are_put_together(tmp_path, monkeypatch, all_):
    monkeypatch.chdir(tmp_path)
    Path("main.tf").write_text(COUNTED % all_, encoding="utf-8")
    assert main.main(["adopt", "main.tf", "-o", "specs", "--report", "r.json"]) == ExitCode.OK
    assert json.loads(Path("r.json").read_text())["roles"][0]["status"] == "equal"
    assert Path("specs/roles/all.yaml").read_text().count("aws_service: ec") == 2


ATTACHED = """
locals { called = "${var.p}-web" }
resource "aws_iam_role" "app" {
  name               = local.called
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [%s] })
}
resource "aws_iam_role_policy_attachment" "read" {
  role       = %s
  policy_arn = "arn:aws:iam::aws:policy/ReadOnlyAccess"
}
"""


@pytest.mark.parametrize(
    "role",
    [
        "local.called",
        '"${var.p}-web"',
        'join("", aws_iam_role.app.*.name)',
        "try(aws_iam_role.app[0].name, var.p)",
        "element(aws_iam_role.app[*].id, 0)",
    ],
)
def test_a_policy_is_on_its_role_however_this_is_written(tmp_path, monkeypatch, role):
    monkeypatch.chdir(tmp_path)
    Path("main.tf").write_text(ATTACHED % (EC2 % "", role), encoding="utf-8")
    assert main.main(["adopt", "main.tf", "-o", "specs"]) == ExitCode.OK
    assert "managed_policy: ReadOnlyAccess" in Path("specs/roles/app.yaml").read_text()


def test_a_policy_that_may_be_on_another_role_is_told(adopted):
    attachment = """
resource "aws_iam_role_policy_attachment" "read" {
  role       = var.on ? aws_iam_role.web.name : var.other
  policy_arn = "arn:aws:iam::aws:policy/ReadOnlyAccess"
}
"""
    _, status, reason = adopted(more=attachment)
    assert status == "not-adopted"
    assert reason.endswith("read, which is on var.on ? aws_iam_role.web.name : var.other")


def test_a_role_without_a_trust_policy_is_told_so(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("t.yaml").write_text("Resources: {Job: {Type: 'AWS::IAM::Role', Properties: {}}}\n")
    assert (
        main.main(["adopt", "t.yaml", "-o", "specs", "--report", "report.json"]) == ExitCode.ERRORS
    )
    (role,) = json.loads(Path("report.json").read_text())["roles"]
    assert (role["status"], role["reason"]) == ("not-adopted", "it has no trust policy")


def test_a_role_without_its_policy_says_which(adopt):
    more = """\
resource "aws_iam_policy" "odd" {
  name   = "odd"
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = "foo" }]
  })
}
"""
    argument = "managed_policy_arns = [aws_iam_policy.odd.arn]"
    Path("main.tf").write_text(ROLE % (argument, EC2 % "") + more, encoding="utf-8")
    code, _, _ = adopt("main.tf")
    (role,) = json.loads(Path("report.json").read_text())["roles"]
    told = "its policy `odd` is left out: `Resource` cannot be `foo`"
    assert (code, role["reason"]) == (ExitCode.ERRORS, told)
