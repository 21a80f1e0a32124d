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


TRUST = """\
# Who may be it.
data "aws_iam_policy_document" "assume" {
  # Functions alone.
  statement {
    # Nobody else.
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = ["lambda.amazonaws.com"]
    }
  }
}
resource "aws_iam_role" "app" {
  name               = "app"
  assume_role_policy = data.aws_iam_policy_document.assume.json
}
"""
INLINE = """\
# What it reads.
resource "aws_iam_role_policy" "own" {
  name   = "own"
  role   = aws_iam_role.app.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      # Photos.
      { Effect = "Allow", Action = "s3:GetObject", Resource = "arn:aws:s3:::photos/*" },
      {
        # Tables.
        Effect   = "Allow"
        Action   = "dynamodb:GetItem"
        Resource = "*"
      },
      { Effect = "Deny", Action = "s3:PutObject", Resource = "*" },
    ]
  })
}
"""
SPEC = """\
role: app
trust:
  # Who may be it.
  # Functions alone.
  # Nobody else.
  - aws_service: lambda
permissions:
  # What it reads.
  - inline_policy: own
    statements:
      # Photos.
      - allow: s3:GetObject
        on: arn:aws:s3:::photos/*
      # Tables.
      - allow: dynamodb:GetItem
        on: "*"
      - deny: s3:PutObject
        on: "*"
"""
OF_CLOUDFORMATION = """\
Resources:
  # An app.
  app:
    Type: AWS::IAM::Role
    Properties:
      RoleName: app
      AssumeRolePolicyDocument:
        Version: 2012-10-17
        Statement:
          # Functions alone.
          - {Effect: Allow, Action: "sts:AssumeRole", Principal: {Service: lambda.amazonaws.com}}
      Policies:
        - PolicyName: own
          PolicyDocument:
            Version: 2012-10-17
            Statement:
              # Photos.
              - Effect: Allow
                Action: s3:GetObject
                Resource: !Sub "arn:aws:s3:::${Photos}/*"
"""


def adopted(tmp_path, monkeypatch, name, source):
    monkeypatch.chdir(tmp_path)
    Path(name).write_text(source, encoding="utf-8")
    assert main.main(["adopt", name, "-o", "specs"]) == ExitCode.OK
    return Path("specs/roles/app.yaml").read_text(encoding="utf-8")


def test_a_comment_above_a_statement_stands_above_its_entry(tmp_path, monkeypatch):
    assert adopted(tmp_path, monkeypatch, "main.tf", TRUST + INLINE) == SPEC


def test_a_comment_above_a_statement_of_cloudformation_is_kept(tmp_path, monkeypatch):
    text = adopted(tmp_path, monkeypatch, "t.yaml", OF_CLOUDFORMATION)
    assert text == (
        "# An app.\nrole: app\ntrust:\n  # Functions alone.\n  - aws_service: lambda\npermissions:\n"
        "  - inline_policy: own\n    statements:\n      # Photos.\n      - allow: s3:GetObject\n"
        '        on: "arn:aws:s3:::${var.Photos}/*"\n'
    )


def test_of_two_comments_above_the_same_statement_nobody_knows_whose_is_which(
    tmp_path, monkeypatch
):
    other = INLINE.replace("own", "other").replace("# Photos.", "# Pictures.")
    text = adopted(tmp_path, monkeypatch, "main.tf", TRUST + INLINE + other)
    assert "Photos." not in text
    assert "Pictures." not in text
    assert text.count("# Tables.") == 2


def test_a_statement_that_stands_without_a_comment_too_gets_none(tmp_path, monkeypatch):
    other = INLINE.replace("own", "other").replace("      # Photos.\n", "")
    text = adopted(tmp_path, monkeypatch, "main.tf", TRUST + INLINE + other)
    assert "Photos." not in text


def test_a_comment_that_ends_what_stands_before_is_not_that_of_the_next(tmp_path, monkeypatch):
    ended = OF_CLOUDFORMATION + (
        "                # Never write to the photos.\n"
        '              - {Effect: Allow, Action: "sqs:SendMessage", Resource: "*"}\n'
    )
    text = adopted(tmp_path, monkeypatch, "t.yaml", ended)
    assert "Photos." in text
    assert "Never" not in text


def test_of_two_statements_on_a_line_the_first_has_the_comment(tmp_path, monkeypatch):
    line = '{ Effect = "Allow", Action = "%s", Resource = "*" },'
    both = f"      # Photos.\n      {line % 's3:GetObject'} {line % 's3:PutObject'}\n"
    start, end = INLINE.index("      # Photos."), INLINE.index("    ]\n")
    text = adopted(tmp_path, monkeypatch, "main.tf", TRUST + INLINE[:start] + both + INLINE[end:])
    assert text.count("# Photos.") == 1
    assert "# Photos.\n      - allow: s3:GetObject\n" in text


def test_a_comment_in_a_condition_is_not_that_of_the_statement(tmp_path, monkeypatch):
    statement = """\
      { Effect = "Allow", Action = "s3:GetObject", Resource = "*", Condition = {
        # Of the condition.
        StringEquals = { "aws:PrincipalTag/team" = "web" }
      } },
"""
    start, end = INLINE.index("      # Photos."), INLINE.index("    ]\n")
    text = adopted(
        tmp_path, monkeypatch, "main.tf", TRUST + INLINE[:start] + statement + INLINE[end:]
    )
    assert "Of the condition" not in text


IN_ROLE = """\
# The header of the file.

variable "x" {}

# Web servers.

resource "aws_iam_role" "app" {
  # Never rename it.
  name = "app"
  # Machines alone.
  assume_role_policy = <<EOF
{
  "Version": "2012-10-17",
  "Statement": {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": "ec2.amazonaws.com"}}
}
EOF
}

# For the agent.
resource "aws_iam_role_policy_attachment" "ssm" {
  role       = aws_iam_role.app.name
  policy_arn = "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore"
}

# For the disks.

resource "aws_iam_role_policy_attachment" "each" {
  for_each   = toset(["AmazonS3ReadOnlyAccess", "AmazonEC2ReadOnlyAccess"])
  role       = aws_iam_role.app.name
  policy_arn = "arn:aws:iam::aws:policy/${each.key}"
}
"""


def test_comments_of_a_role_and_its_attachments_are_kept(tmp_path, monkeypatch):
    assert adopted(tmp_path, monkeypatch, "main.tf", IN_ROLE) == (
        "# Web servers.\n# Never rename it.\nrole: app\ntrust:\n  # Machines alone.\n"
        "  - aws_service: ec2\npermissions:\n  # For the agent.\n"
        "  - managed_policy: AmazonSSMManagedInstanceCore\n  # For the disks.\n"
        "  - managed_policy: AmazonEC2ReadOnlyAccess\n  - managed_policy: AmazonS3ReadOnlyAccess\n"
    )


def test_comments_in_a_list_of_managed_policies_are_kept(tmp_path, monkeypatch):
    arns = """\
  # All of it.
  managed_policy_arns = [
    # For the agent.
    "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore",
    "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess",
  ]
}
"""
    source = TRUST.rpartition("}")[0] + arns
    text = adopted(tmp_path, monkeypatch, "main.tf", source)
    assert text.endswith(
        "permissions:\n  # All of it.\n  # For the agent.\n"
        "  - managed_policy: AmazonSSMManagedInstanceCore\n"
        "  - managed_policy: AmazonS3ReadOnlyAccess\n"
    )


@pytest.mark.parametrize("heading", ["# IAM\n", "# ---- Roles ----\n"])
def test_the_heading_of_a_section_is_not_the_comment_of_a_statement(
    tmp_path, monkeypatch, heading
):
    source = TRUST.replace("# Who may be it.\n", heading)
    text = adopted(tmp_path, monkeypatch, "main.tf", source)
    assert "trust:\n  # Functions alone.\n" in text


def test_what_is_no_word_of_ascii_is_no_heading(tmp_path, monkeypatch):
    source = TRUST.replace("# Who may be it.\n", "# 信頼ポリシー\n")
    assert "  # 信頼ポリシー\n" in adopted(tmp_path, monkeypatch, "main.tf", source)


def test_a_heading_apart_from_a_role_is_not_its_comment(tmp_path, monkeypatch):
    source = IN_ROLE.replace("# Web servers.", "# IAM ROLES")
    text = adopted(tmp_path, monkeypatch, "main.tf", source)
    assert text.startswith("# Never rename it.\nrole: app\n")


def test_what_begins_a_file_is_of_the_file(tmp_path, monkeypatch):
    source = "# Copyright.\n\n" + TRUST[TRUST.index('resource "aws_iam_role"') :]
    source += TRUST[TRUST.index("data ") : TRUST.index('resource "aws_iam_role"')]
    text = adopted(tmp_path, monkeypatch, "main.tf", source)
    assert text.startswith("role: app\n")


def test_comments_in_a_role_of_cloudformation_are_kept(tmp_path, monkeypatch):
    source = OF_CLOUDFORMATION.replace("  # An app.\n", "  # An app.\n\n").replace(
        "      RoleName: app\n",
        "      # Never rename it.\n      RoleName: app\n      # Trusted.\n",
    )
    text = adopted(tmp_path, monkeypatch, "t.yaml", source)
    assert text.startswith(
        "# An app.\n# Never rename it.\nrole: app\ntrust:\n  # Trusted.\n  # Functions alone.\n"
    )


BLOCKS = """\
locals {}
/* Web servers.
 * They read: photos
 */
resource "aws_iam_role" "web" {
  name = "web"
  /* EC2 alone. */
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "ec2.amazonaws.com" } }]
  })
}
/*
  Photos.

  Not those of others.
*/
resource "aws_iam_role_policy" "own" {
  name   = "own"
  role   = aws_iam_role.web.id
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = "arn:aws:s3:::photos/*" }]
  })
}
"""


def test_a_comment_of_several_lines_is_one_too(adopt):
    Path("main.tf").write_text(BLOCKS, encoding="utf-8")
    adopt("main.tf")
    assert (
        Path("specs/roles/web.yaml").read_text(encoding="utf-8")
        == """\
# Web servers.
# They read: photos
role: web
trust:
  # EC2 alone.
  - aws_service: ec2
permissions:
  # Photos.
  # Not those of others.
  - inline_policy: own
    statements:
      - allow: s3:GetObject
        on: arn:aws:s3:::photos/*
"""
    )


def test_a_comment_before_a_block_on_its_line_takes_nothing_of_it(adopt):
    Path("main.tf").write_text(f"/* Old. */ locals {{}}\n{BLOCKS}", encoding="utf-8")
    adopt("main.tf")
    read = Path("specs/roles/web.yaml").read_text(encoding="utf-8")
    assert read.startswith("# Web servers.\n# They read: photos\nrole: web\n")
