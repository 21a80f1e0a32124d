"""An instance profile may have another name, path and tags than its role."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from rolec.cli import main
from rolec.cli.exit_code import ExitCode

SOURCE = """\
resource "aws_iam_role" "web" {
  name = "web"
  path = "/apps/"
  tags = { team = "web" }
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "ec2.amazonaws.com" } }] })
}
resource "aws_iam_instance_profile" "web" {
  name = %s
  %s
}
"""
ROLE = "role = aws_iam_role.web.name"
SAME = 'path = "/apps/"\n  tags = { team = "web" }'


@pytest.mark.parametrize(
    ("name", "more", "said"),
    [
        ('"web"', SAME, "instance_profile: true\n"),
        ('"other"', SAME, "instance_profile:\n  name: other\n"),
        ('"web"', "", 'instance_profile:\n  path: "/"\n  tags: {}\n'),
        ('"${var.x}"', SAME, 'instance_profile:\n  name: "${var.x}"\n'),
        ("null", SAME, "instance_profile:\n  name_prefix: terraform-\n"),
        (
            '"web"',
            'path = "/apps/"\n  tags = merge(var.tags, { a = "b" })',
            'instance_profile:\n  tags:\n    a: b\n  tags_from: "${var.tags}"\n',
        ),
    ],
)
def test_what_it_has_is_kept(tmp_path, monkeypatch, name, more, said):
    monkeypatch.chdir(tmp_path)
    Path("main.tf").write_text(SOURCE % (name, f"{ROLE}\n  {more}"), encoding="utf-8")
    arguments = ["adopt", "main.tf", "-o", "specs", "--report", "report.json"]
    assert main.main(arguments) == ExitCode.OK
    report = json.loads(Path("report.json").read_text(encoding="utf-8"))
    assert [each["status"] for each in report["roles"]] == ["equal"]
    assert {each["reason"] for each in report["blocks"]} == {None}
    assert Path("specs/roles/web.yaml").read_text(encoding="utf-8").endswith(said)
    assert main.main(["build", "specs", "-o", "out"]) == ExitCode.OK
    again = ["adopt", "out/role.web.tf", "-o", "again", "--report", "again.json"]
    assert main.main(again) == ExitCode.OK
    assert Path("again/roles/web.yaml").read_text(encoding="utf-8").endswith(said)


def test_its_role_may_stand_in_a_list(adopt):
    text = SOURCE % ('"web"', f"roles = [aws_iam_role.web.name]\n  {SAME}")
    Path("main.tf").write_text(text, encoding="utf-8")
    assert adopt("main.tf")[0] == ExitCode.OK
    spec = Path("specs/roles/web.yaml").read_text(encoding="utf-8")
    assert spec.endswith("instance_profile: true\n")


@pytest.mark.parametrize(
    "name", ["aws_iam_role.web.name", "aws_iam_role.web[0].name", "one(aws_iam_role.web[*].name)"]
)
def test_one_that_is_called_as_its_role_is_needs_no_name(adopt, name):
    """Whoever puts the name of the role together puts it together for both."""
    text = SOURCE % (name, f"role = {name}\n  {SAME}")
    text = text.replace('name = "web"', 'name = "${var.prefix}-web"', 1)
    if "[" in name:
        text = text.replace("{\n", "{\n  count = var.on ? 1 : 0\n")
    Path("main.tf").write_text(text, encoding="utf-8")
    assert adopt("main.tf")[0] == ExitCode.OK
    spec = Path("specs/roles/web.yaml").read_text(encoding="utf-8")
    assert spec.endswith("instance_profile: true\n")
    assert main.main(["build", "specs", "-o", "out"]) == ExitCode.OK
