"""Terraform takes over what was adopted: it imports everything, and changes nothing."""

from __future__ import annotations

import re
import shutil

import pytest

from rolec.cli import main
from rolec.cli.exit_code import ExitCode
from support.aws_provider import needs_aws_provider, plan, run

ACCOUNT, OTHER = "246802468024", "246802468025"
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

resource "aws_iam_policy" "of_groups" {
  name   = "takeover-of-groups"
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sqs:ListQueues", Resource = "*" }] })
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
RESOURCES = 2 + 2 + 2 + 2 + 1
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


NAMED_BY_TERRAFORM = """\
resource "aws_iam_policy" "shared" {
  name        = "${local.prefix}-shared"
  description = "For ${var.environment}."
  policy      = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sqs:SendMessage", Resource = "*" }] })
  tags        = var.tags
}

resource "aws_iam_role" "web" {
  name               = "${local.prefix}-web"
  description        = "Serves ${upper(var.environment)}."
  assume_role_policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "ec2.amazonaws.com" } }] })
  tags               = merge(var.tags, { Name = "web" })
}

resource "aws_iam_role_policy" "own" {
  name   = "${local.prefix}-own"
  role   = aws_iam_role.web.id
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = ["s3:GetObject"], Resource = "arn:aws:s3:::photos/*" }] })
}

resource "aws_iam_role_policy_attachment" "shared" {
  role       = aws_iam_role.web.name
  policy_arn = aws_iam_policy.shared.arn
}

resource "aws_iam_instance_profile" "web" {
  name = "${local.prefix}-web"
  tags = merge(var.tags, { Name = "web" })
  role = aws_iam_role.web.name
}
"""
TRUSTED = """\

resource "aws_iam_openid_connect_provider" "ci" {
  url             = "https://ci.acme.example"
  client_id_list  = ["sts.amazonaws.com"]
  thumbprint_list = ["6938fd4d98bab03faadb97b34396831e3780aea1"]
}

resource "aws_iam_role" "ci" {
  name = "${local.prefix}-ci"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{
    Effect    = "Allow"
    Action    = "sts:AssumeRoleWithWebIdentity"
    Principal = { Federated = aws_iam_openid_connect_provider.ci.arn }
    Condition = { StringEquals = { "ci.acme.example:aud" = "sts.amazonaws.com", "ci.acme.example:sub" = "web" } }
  }] })
}

resource "aws_iam_role_policies_exclusive" "ci" {
  role_name    = aws_iam_role.ci.name
  policy_names = []
}

resource "aws_iam_role_policy_attachments_exclusive" "ci" {
  role_name   = aws_iam_role.ci.name
  policy_arns = []
}
"""
MADE_IF = """\

resource "aws_iam_policy" "archive" {
  count  = var.archive ? 1 : 0
  name   = "${var.environment}-archive"
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "s3:PutObject", Resource = "arn:aws:s3:::archive/*" }] })
}

resource "aws_iam_role" "archive" {
  count              = var.archive ? 1 : 0
  name               = "archive"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "ec2.amazonaws.com" } }] })
}

resource "aws_iam_role_policy" "extra" {
  count  = var.archive && length(var.tags) > 9 ? 1 : 0
  name   = "extra"
  role   = aws_iam_role.archive[0].id
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = "arn:aws:s3:::extra/*" }] })
}

resource "aws_iam_role_policy_attachment" "archive" {
  count      = var.archive ? 1 : 0
  role       = aws_iam_role.archive[0].name
  policy_arn = aws_iam_policy.archive[0].arn
}

resource "aws_iam_instance_profile" "archive" {
  count = var.archive ? 1 : 0
  name  = aws_iam_role.archive[0].name
  role  = aws_iam_role.archive[0].name
}

resource "aws_iam_role" "never" {
  count              = length(var.tags) > 9 ? 1 : 0
  name               = "never"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "ec2.amazonaws.com" } }] })
}
"""
BEGUN_BY_A_PREFIX = """\

resource "aws_iam_role" "job" {
  name_prefix        = "${var.environment}-job-"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "glue.amazonaws.com" } }] })
}

resource "aws_iam_role_policy" "of_job" {
  role   = aws_iam_role.job.id
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = ["s3:GetObject"], Resource = "arn:aws:s3:::jobs/*" }] })
}
"""
GIVEN = """\
locals {
  prefix = "${var.environment}-takeover"
}

variable "environment" {
  type = string
}

variable "tags" {
  type = map(string)
}

variable "archive" {
  type = bool
}
"""
VALUES = 'archive = true\nenvironment = "staging"\ntags = { team = "web", Name = "unnamed" }\n'


GIVEN_ALREADY = ("provider.tf", "given.tf", "terraform.tfvars")


@pytest.fixture(scope="module")
def named(tmp_path_factory, workspaces, moto):
    """The folder in which Terraform made what it named itself, with its state as JSON."""
    folder = tmp_path_factory.mktemp("named")
    text = NAMED_BY_TERRAFORM + TRUSTED + MADE_IF + BEGUN_BY_A_PREFIX
    (folder / "main.tf").write_text(text, encoding="utf-8")
    (folder / "given.tf").write_text(GIVEN, encoding="utf-8")
    (folder / "terraform.tfvars").write_text(VALUES, encoding="utf-8")
    (folder / "provider.tf").write_text(moto.provider(OTHER, "eu-west-1"), encoding="utf-8")
    workspaces.prepare(folder)
    run(folder, "apply", "-auto-approve", "-input=false")
    (folder / "state.json").write_text(run(folder, "show", "-json"), encoding="utf-8")
    return folder


def adopted(source, specs, after, *more):
    """The folder in which Terraform is to take over what was adopted from ``source``."""
    assert main.main(["adopt", str(source / "main.tf"), "-o", str(specs), *more]) == ExitCode.OK
    assert main.main(["build", str(specs), "-o", str(after)]) == ExitCode.OK
    for file in (*(source / name for name in GIVEN_ALREADY), *specs.glob("*.tf")):
        shutil.copy(file, after)
    return after


@needs_aws_provider
def test_what_terraform_names_is_imported_by_that_name(named, tmp_path, workspaces):
    specs = tmp_path / "specs"
    specs.mkdir()
    settings = f'language: 1\naccount: "{OTHER}"\nterraform: {{as: files}}\n'
    (specs / "rolec.yaml").write_text(settings, encoding="utf-8")
    only = [word for name in ("web", "ci", "archive", "never") for word in ("--only", name)]
    after = adopted(named, specs, tmp_path / "after", *only)
    workspaces.prepare(after)
    found = re.search(r"Plan: .*", plan(after))
    # Of what is made on a condition four are there, and two are not.
    assert found[0] == "Plan: 13 to import, 0 to add, 0 to change, 0 to destroy."


@needs_aws_provider
def test_what_terraform_names_is_found_in_its_state(named, tmp_path, workspaces):
    state = ("--state", str(named / "state.json"))
    after = adopted(named, tmp_path / "specs", tmp_path / "after", *state)
    shutil.copy(named / "terraform.tfstate", after)
    workspaces.prepare(after)
    told = plan(after)
    assert "has moved to" in told
    assert not re.search(r"will be (created|destroyed|updated|imported)|must be replaced", told)
    run(after, "apply", "-auto-approve", "-input=false")
    assert plan(after) == ""


THIRD = "246802468026"
DYNAMIC = """\
resource "aws_iam_role" "kept" {
  name               = "kept"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "ec2.amazonaws.com" } }] })

  dynamic "inline_policy" {
    for_each = var.archive ? [1] : []
    content {
      name   = "archive"
      policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "s3:PutObject", Resource = "arn:aws:s3:::archive/*" }] })
    }
  }

  dynamic "inline_policy" {
    for_each = length(var.tags) > 9 ? [1] : []
    content {
      name   = "never"
      policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = "*" }] })
    }
  }
}
"""
STAYING = """\
resource "aws_iam_instance_profile" "more" {
  for_each = toset([for team in values(var.tags) : "staying-${team}"])
  name     = each.value
  role     = aws_iam_role.kept.name
}
"""


@needs_aws_provider
def test_what_nobody_can_count_stays_and_the_rest_is_taken_over(tmp_path, workspaces, moto):
    before, specs, after = tmp_path / "before", tmp_path / "specs", tmp_path / "after"
    before.mkdir()
    texts = (moto.provider(THIRD, "eu-west-1"), GIVEN, VALUES, DYNAMIC + STAYING)
    for name, text in zip((*GIVEN_ALREADY, "main.tf"), texts, strict=True):
        (before / name).write_text(text, encoding="utf-8")
    workspaces.prepare(before)
    run(before, "apply", "-auto-approve", "-input=false")
    (before / "state.json").write_text(run(before, "show", "-json"), encoding="utf-8")
    # Without the file of their values nobody knows what the variables are.
    (tmp_path / "main.tf").write_text(DYNAMIC + STAYING, encoding="utf-8")
    state = ["--state", str(before / "state.json")]
    assert main.main(["adopt", str(tmp_path / "main.tf"), "-o", str(specs), *state]) == ExitCode.OK
    assert main.main(["build", str(specs), "-o", str(after)]) == ExitCode.OK
    for file in (*(before / name for name in GIVEN_ALREADY), *specs.glob("*.tf")):
        shutil.copy(file, after)
    shutil.copy(before / "terraform.tfstate", after)
    (after / "staying.tf").write_text(STAYING, encoding="utf-8")
    workspaces.prepare(after)
    found = re.search(r"Plan: .*", plan(after))
    assert found[0] == "Plan: 1 to import, 0 to add, 0 to change, 0 to destroy."
