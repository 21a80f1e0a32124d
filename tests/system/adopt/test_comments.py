"""Comments of a source are kept where there is a place for them."""

from __future__ import annotations

from pathlib import Path

import pytest

from rolec.cli import main
from rolec.cli.exit_code import ExitCode

TERRAFORM = """\
# Of no role.

#####################
# Web servers.
//   They read: photos
#####################
resource "aws_iam_role" "web" {
  name               = "web" # no comment above
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "ec2.amazonaws.com" } }]
  })
}
# Photos.\x85\u2028role: other
resource "aws_iam_policy" "photos" {
  name   = "photos"
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = "*" }] })
}
"""
TEMPLATE = """\
Resources:
  # Web servers.
  # They read: photos
  web:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Version: 2012-10-17
        Statement: {Effect: Allow, Action: "sts:AssumeRole", Principal: {Service: ec2.amazonaws.com}}
"""


@pytest.mark.parametrize(("name", "source"), [("main.tf", TERRAFORM), ("t.yaml", TEMPLATE)])
def test_a_comment_above_a_role_stands_above_its_spec(tmp_path, monkeypatch, name, source):
    monkeypatch.chdir(tmp_path)
    Path(name).write_text(source, encoding="utf-8")
    assert main.main(["adopt", name, "-o", "specs"]) == ExitCode.OK
    text = Path("specs/roles/web.yaml").read_text(encoding="utf-8")
    assert text.startswith("# Web servers.\n# They read: photos\nrole: web\n")


def test_a_comment_stays_one_whatever_is_in_it(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("main.tf").write_text(TERRAFORM, encoding="utf-8")
    assert main.main(["adopt", "main.tf", "-o", "specs"]) == ExitCode.OK
    text = Path("specs/roles/policies/photos.yaml").read_text(encoding="utf-8")
    assert text.startswith("# Photos.  role: other\npolicy: photos\n")
