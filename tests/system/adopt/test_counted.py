"""Resources of Terraform that are there under a condition, and what a plan alone can name."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from rolec.cli import main
from rolec.cli.exit_code import ExitCode

ROLE = """\
variable "on" { type = bool }
variable "also" { type = bool }
variable "never" { default = false }

resource "aws_iam_role" "web" {
  %s
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "ec2.amazonaws.com" } }]
  })
}

resource "aws_iam_role_policy_attachment" "read" {
  %s
  role       = aws_iam_role.web%s.name
  policy_arn = "arn:aws:iam::aws:policy/ReadOnlyAccess"
}
"""


@pytest.fixture
def adopted(tmp_path, monkeypatch):
    def adopt(*parts):
        monkeypatch.chdir(tmp_path)
        Path("main.tf").write_text(ROLE % parts, encoding="utf-8")
        code = main.main(["adopt", "main.tf", "-o", "specs", "--report", "report.json"])
        told = json.loads(Path("report.json").read_text())
        return code, told["roles"][0], told["blocks"]

    return adopt


@pytest.mark.parametrize(
    ("of_role", "of_part", "enabled"),
    [
        ("count = var.on ? 1 : 0", "count = var.on ? 1 : 0", 'enabled: "${var.on}"\n'),
        (
            "count = var.on && var.also ? 1 : 0",
            "count = var.also ? 1 : 0",
            'enabled:\n  - "${var.on}"\n  - "${var.also}"\n',
        ),
        ("count = var.never ? 1 : 0", "count = var.never ? 1 : 0", 'enabled: "${var.never}"\n'),
        ("count = var.on ? 0 : 1", "count = var.on ? 0 : 1", 'enabled: "${local.var_on_'),
        (
            "count = var.on && var.also ? 1 : 0",
            "count = var.on || var.also ? 1 : 0",
            'enabled:\n  - "${var.on}"\n  - "${var.also}"\n',
        ),
    ],
)
def test_what_is_there_whenever_its_role_is_belongs_to_it(adopted, of_role, of_part, enabled):
    code, role, blocks = adopted(f'name = "web"\n  {of_role}', of_part, "[0]")
    assert (code, role["status"], role["reason"]) == (ExitCode.OK, "equal", None)
    assert [each["role"] for each in blocks] == ["web", "web"]
    spec = Path("specs/roles/web.yaml").read_text()
    assert "  - managed_policy: ReadOnlyAccess\n" in spec
    assert spec.count("enabled") == 1
    assert enabled in spec


@pytest.mark.parametrize(
    ("of_role", "of_part", "enabled"),
    [
        ("count = var.on ? 1 : 0", "count = var.on && var.also ? 1 : 0", '"${var.also}"\n'),
        (
            "count = var.on || var.also ? 1 : 0",
            "count = var.on ? 1 : 0",
            '"${var.on}"\n',
        ),
        ("", "count = var.on ? 1 : 0", '"${var.on}"\n'),
    ],
)
def test_what_may_be_missing_where_its_role_is_says_when_it_is_there(
    adopted, of_role, of_part, enabled
):
    code, role, _ = adopted(f'name = "web"\n  {of_role}', of_part, "[0]" if of_role else "")
    assert (code, role["status"]) == (ExitCode.OK, "equal")
    part = Path("specs/roles/web.yaml").read_text().partition("managed_policy: ")[2]
    assert part.startswith(f"ReadOnlyAccess\n    enabled: {enabled}")


@pytest.mark.parametrize(
    ("also", "enabled"),
    [
        ("count = var.also ? 1 : 0", "var.also || var.on"),
        ("count = var.also && var.on ? 1 : 0", "var.on"),
        ("count = var.on ? 0 : 1", ""),
        ("", ""),
        ("count = var.also && var.more ? 1 : 0", "(var.also) && (var.more) || var.on"),
    ],
)
def test_a_policy_that_is_attached_in_two_cases_is_there_in_either(
    tmp_path, monkeypatch, also, enabled
):
    monkeypatch.chdir(tmp_path)
    again = f"""}}
resource "aws_iam_role_policy_attachment" "again" {{
  {also}
  role       = aws_iam_role.web.name
  policy_arn = "arn:aws:iam::aws:policy/ReadOnlyAccess"
}}
resource "aws_iam_role_policy_attachment" "read" {{
  count      = var.on ? 1 : 0"""
    head = ROLE.replace('resource "aws_iam_role_policy_attachment" "read" {\n  %s', "%s")
    Path("main.tf").write_text(head % ('name = "web"', again[2:], ""), encoding="utf-8")
    assert main.main(["adopt", "main.tf", "-o", "specs", "--report", "report.json"]) == ExitCode.OK
    (role,) = json.loads(Path("report.json").read_text())["roles"]
    assert role["status"] == "equal"
    said = Path("specs/roles/web.yaml").read_text().partition("managed_policy: ReadOnlyAccess")[2]
    kept = Path("specs/adopted.tf")
    text = kept.read_text().partition(" = ")[2].splitlines()[0] if kept.exists() else ""
    assert (text or said.partition("${")[2].partition("}")[0]) == enabled


def test_what_is_never_made_is_left_out_and_told(adopted):
    code, role, blocks = adopted('name = "web"', "count = var.never ? 1 : 0", "")
    assert (code, role["status"]) == (ExitCode.OK, "equal")
    reasons = {each["address"]: each["reason"] for each in blocks}
    assert reasons["aws_iam_role_policy_attachment.read"] == (
        "with the defaults of the variables none is made: var.never"
    )
    assert "ReadOnlyAccess" not in Path("specs/roles/web.yaml").read_text()


def test_a_name_of_which_terraform_makes_up_the_end_is_not_taken_for_the_name(adopted):
    _, role, _ = adopted('name_prefix = "app-"', "", "")
    assert (role["name"], role["status"]) == ("web", "equal")
    assert "name_prefix: app-\n" in Path("specs/roles/web.yaml").read_text()


ONE = """\
data "aws_partition" "current" {
  count = var.on ? 1 : 0
}
data "aws_iam_policy_document" "trust" {
  count = var.on ? 1 : 0
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = ["ec2.amazonaws.com"]
    }
  }
}
resource "aws_iam_policy" "own" {
  count  = var.on ? 1 : 0
  name   = "own"
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Deny", Action = "*", Resource = "*" }] })
}
resource "aws_iam_role" "web" {
  count              = var.on ? 1 : 0
  name               = "web"
  assume_role_policy = %s
}
resource "aws_iam_role_policy_attachment" "own" {
  count      = var.on ? 1 : 0
  role       = join("", aws_iam_role.web.*.name)
  policy_arn = %s
}
resource "aws_iam_role_policy_attachment" "of_aws" {
  count      = var.on ? 1 : 0
  role       = join("", aws_iam_role.web.*.name)
  policy_arn = format("arn:%%s:iam::aws:policy/ReadOnlyAccess", join("", data.aws_partition.current.*.partition))
}
"""


@pytest.mark.parametrize("one_of", ['join("", {})', "one({})", "element({}, 0)"])
@pytest.mark.parametrize("all_", [".*", "[*]"])
def test_what_a_list_of_one_at_most_stands_for_is_its_one(tmp_path, monkeypatch, one_of, all_):
    monkeypatch.chdir(tmp_path)
    document = one_of.format(f"data.aws_iam_policy_document.trust{all_}.json")
    policy = one_of.format(f"aws_iam_policy.own{all_}.arn")
    Path("main.tf").write_text(ONE % (document, policy), encoding="utf-8")
    arguments = ["adopt", "main.tf", "-o", "specs", "--report", "report.json"]
    assert main.main(arguments) == ExitCode.OK
    (role,) = json.loads(Path("report.json").read_text())["roles"]
    assert (role["status"], role["reason"]) == ("equal", None)
    text = Path("specs/roles/web.yaml").read_text()
    assert "  - aws_service: ec2\n" in text
    assert 'enabled: "${var.on}"\n' in text
    assert "  - policy: own\n" in text
    assert 'enabled: "${var.on}"\n' in Path("specs/roles/policies/own.yaml").read_text()
    # In another partition it is another ARN, which Terraform knows.
    assert 'managed_policy: "arn:${data.aws_partition.current[0].partition}:' in text


def test_two_policies_in_the_role_itself_that_terraform_names_are_two(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    policy = (
        'inline_policy {{\n    name   = "${{var.on}}-{0}"\n    policy = jsonencode({{ Version = "2012-10-17",'
        ' Statement = [{{ Effect = "Deny", Action = "{0}:*", Resource = "*" }}] }})\n  }}\n  '
    )
    both = policy.format("s3") + policy.format("sqs")
    Path("main.tf").write_text(ROLE % (f'name = "web"\n  {both}', "", ""), encoding="utf-8")
    arguments = ["adopt", "main.tf", "-o", "specs", "--report", "report.json"]
    assert main.main(arguments) == ExitCode.OK
    (role,) = json.loads(Path("report.json").read_text())["roles"]
    assert role["status"] == "equal"
    text = Path("specs/roles/web.yaml").read_text()
    assert 'inline-1\n    name: "${var.on}-s3"' in text
    assert 'inline-2\n    name: "${var.on}-sqs"' in text


def test_the_only_one_of_a_count_is_called_as_its_resource(adopted):
    code, role, blocks = adopted("count = 1", "count = 1", "[0]")
    assert (code, role["status"], role["name"]) == (ExitCode.OK, "equal", "web")
    addresses = [each["address"] for each in blocks]
    assert addresses == ["aws_iam_role.web[0]", "aws_iam_role_policy_attachment.read[0]"]
    assert "label:" not in Path("specs/roles/web.yaml").read_text()


def test_of_several_of_a_count_each_has_its_number(adopted):
    adopted("count = 2", "count = 0", "[0]")
    assert sorted(each.name for each in Path("specs/roles").iterdir()) == [
        "web-0.yaml",
        "web-1.yaml",
    ]


def test_what_a_state_has_as_the_only_one_is_moved(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("main.tf").write_text(ROLE % ('name = "app"\n  count = 1', "count = 1", "[0]"))
    role = {
        "address": "aws_iam_role.web[0]",
        "mode": "managed",
        "type": "aws_iam_role",
        "name": "web",
        "index": 0,
        "values": {"name": "app"},
    }
    state = {"format_version": "1.0", "values": {"root_module": {"resources": [role]}}}
    Path("state.json").write_text(json.dumps(state))
    assert main.main(["adopt", "main.tf", "--state", "state.json", "-o", "specs"]) == ExitCode.OK
    text = Path("specs/imports.tf").read_text()
    assert "from = aws_iam_role.web[0]\n  to   = aws_iam_role.web\n" in text
