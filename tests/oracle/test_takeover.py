"""Terraform takes over what was adopted: it imports everything, and changes nothing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from rolec.cli import main
from rolec.cli.exit_code import ExitCode
from support.aws_provider import needs_aws_provider, plan, run

ACCOUNT = "246802468024"
SOURCE = """\
data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = ["ec2.amazonaws.com"]
    }
  }
}

resource "aws_iam_policy" "shared" {
  name   = "takeover-shared"
  path   = "/team/"
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sqs:SendMessage", Resource = "*" }] })
}

resource "aws_iam_role" "web" {
  count                = 2
  name                 = "takeover-${count.index}"
  path                 = "/apps/"
  description          = "Serves the site."
  max_session_duration = 7200
  permissions_boundary = aws_iam_policy.shared.arn
  assume_role_policy   = data.aws_iam_policy_document.trust.json
  tags                 = { team = "web" }
}

resource "aws_iam_role_policy" "own" {
  count  = 2
  name   = "own"
  role   = aws_iam_role.web[count.index].id
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = ["s3:GetObject", "s3:PutObject"], Resource = "arn:aws:s3:::photos/*" }] })
}

resource "aws_iam_role_policy_attachment" "shared" {
  count      = 2
  role       = aws_iam_role.web[count.index].name
  policy_arn = aws_iam_policy.shared.arn
}

resource "aws_iam_instance_profile" "web" {
  name = "takeover-0"
  path = "/"
  role = aws_iam_role.web[0].name
}
"""
RESOURCES = 1 + 2 + 2 + 2 + 1


@needs_aws_provider
@pytest.mark.parametrize("source", ["state", "files"])
def test_what_was_adopted_is_imported_and_not_changed(source, tmp_path, workspaces, moto):
    provider = moto.provider(ACCOUNT, "eu-west-1")
    before, after, specs = (tmp_path / name for name in ("before", "after", "specs"))
    before.mkdir()
    (before / "main.tf").write_text(SOURCE, encoding="utf-8")
    (before / "provider.tf").write_text(provider, encoding="utf-8")
    workspaces.prepare(before)
    run(before, "apply", "-auto-approve", "-input=false")
    state = before / "state.json"
    state.write_text(run(before, "show", "-json"), encoding="utf-8")
    specs.mkdir()
    settings = f'language: 1\naccount: "{ACCOUNT}"\nterraform: {{as: files}}\n'
    (specs / "rolec.yaml").write_text(settings, encoding="utf-8")
    given = state if source == "state" else before / "main.tf"
    assert main.main(["adopt", str(given), "-o", str(specs)]) == ExitCode.OK
    assert main.main(["build", str(specs), "-o", str(after), "--imports"]) == ExitCode.OK
    (after / "provider.tf").write_text(provider, encoding="utf-8")
    workspaces.prepare(after)
    found = re.search(r"Plan: .*", plan(after))
    assert found[0] == f"Plan: {RESOURCES} to import, 0 to add, 0 to change, 0 to destroy."
    run(after, "apply", "-auto-approve", "-input=false")
    assert plan(after) == ""
    run(before, "destroy", "-auto-approve", "-input=false")
    assert Path(after / "imports.tf").exists()
