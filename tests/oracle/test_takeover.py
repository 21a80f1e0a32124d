"""Terraform takes over what was adopted: it imports everything, and changes nothing."""

from __future__ import annotations

import re
import shutil

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
  path = "/apps/"
  tags = { team = "web" }
  role = aws_iam_role.web[0].name
}
"""
RESOURCES = 1 + 2 + 2 + 2 + 1
OF_MANY = """\

resource "aws_iam_policy" "both" {
  name   = "takeover-both"
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sns:Publish", Resource = "*" }] })
}

resource "aws_iam_policy_attachment" "both" {
  name       = "both"
  roles      = aws_iam_role.web[*].name
  policy_arn = aws_iam_policy.both.arn
}
"""
"""An attachment that no spec makes: Terraform lets go of it, and imports one for each role."""


@pytest.fixture(scope="module")
def source(tmp_path_factory, workspaces, moto):
    """The folder in which Terraform made everything, with its state as JSON."""
    folder = tmp_path_factory.mktemp("before")
    (folder / "main.tf").write_text(SOURCE + OF_MANY, encoding="utf-8")
    (folder / "provider.tf").write_text(moto.provider(ACCOUNT, "eu-west-1"), encoding="utf-8")
    workspaces.prepare(folder)
    run(folder, "apply", "-auto-approve", "-input=false")
    (folder / "state.json").write_text(run(folder, "show", "-json"), encoding="utf-8")
    return folder


@needs_aws_provider
@pytest.mark.parametrize("given", ["main.tf", "state.json"])
def test_what_was_adopted_is_imported_and_not_changed(given, source, tmp_path, workspaces):
    after, specs = tmp_path / "after", tmp_path / "specs"
    specs.mkdir()
    settings = f'language: 1\naccount: "{ACCOUNT}"\nterraform: {{as: files}}\n'
    (specs / "rolec.yaml").write_text(settings, encoding="utf-8")
    assert main.main(["adopt", str(source / given), "-o", str(specs)]) == ExitCode.OK
    assert main.main(["build", str(specs), "-o", str(after), "--imports"]) == ExitCode.OK
    shutil.copy(source / "provider.tf", after)
    workspaces.prepare(after)
    found = re.search(r"Plan: .*", plan(after))
    assert found[0] == f"Plan: {RESOURCES + 3} to import, 0 to add, 0 to change, 0 to destroy."
    if given == "state.json":
        run(after, "apply", "-auto-approve", "-input=false")
        assert plan(after) == ""


@needs_aws_provider
@pytest.mark.parametrize("given", ["main.tf", "state.json"])
def test_what_is_in_the_state_is_moved_and_not_changed(given, source, tmp_path, workspaces):
    after, specs = tmp_path / "after", tmp_path / "specs"
    specs.mkdir()
    (specs / "rolec.yaml").write_text("language: 1\nterraform: {as: files}\n", encoding="utf-8")
    adopt = ["adopt", str(source / given), "--state", str(source / "state.json"), "-o", str(specs)]
    assert main.main(adopt) == ExitCode.OK
    assert main.main(["build", str(specs), "-o", str(after)]) == ExitCode.OK
    for name in ("provider.tf", "terraform.tfstate"):
        shutil.copy(source / name, after)
    shutil.copy(specs / "imports.tf", after)
    workspaces.prepare(after)
    told = plan(after)
    assert (
        re.search(r"Plan: .*", told)[0]
        == "Plan: 2 to import, 0 to add, 0 to change, 0 to destroy."
    )
    run(after, "apply", "-auto-approve", "-input=false")
    assert plan(after) == ""
