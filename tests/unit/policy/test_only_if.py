"""A policy that a role has only where something is true, which Terraform alone knows."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from rolec.cli.command_group import COMMANDS

ROLE = """\
role: web
{role}trust: [{{aws_service: ec2}}]
permissions:
  - inline_policy: read
    {read}statements:
      - allow: s3:GetObject
        on: "arn:aws:s3:::photos/*"
  - inline_policy: shut
    {shut}statements:
      - deny: s3:*
        on: "arn:aws:s3:::*"
"""
READS, SHUTS = "enabled: ${var.reads}\n    ", "enabled: ${var.shuts}\n    "


def run(tmp_path, text, *arguments):
    (tmp_path / "web.yaml").write_text(text, encoding="utf-8")
    return CliRunner().invoke(COMMANDS, [*arguments], catch_exceptions=False)


@pytest.mark.parametrize(
    ("role", "read", "shut", "given", "answer"),
    [
        ("", "", "", [], "denied"),
        ("", READS, "", [], "denied"),
        ("", "", SHUTS, [], "depends"),
        ("", "", SHUTS, ["${var.shuts}=true"], "denied"),
        ("", "", SHUTS, ["${var.shuts}=false"], "allowed"),
        ("", READS, SHUTS, ["${var.shuts}=false"], "depends"),
        ("", READS, SHUTS, ["${var.shuts}=false", "${var.reads}=true"], "allowed"),
        # What the role needs itself is true where anybody asks what the role may do.
        ("enabled: ${var.shuts}\n", "", SHUTS, [], "denied"),
    ],
)
def test_it_is_there_where_that_is_true(tmp_path, monkeypatch, role, read, shut, given, answer):
    monkeypatch.chdir(tmp_path)
    keys = [word for each in given for word in ("--with", each)]
    on = "arn:aws:s3:::photos/1"
    text = ROLE.format(role=role, read=read, shut=shut)
    result = run(tmp_path, text, "can", "web", "s3:GetObject", on, *keys, "--format", "json")
    assert json.loads(result.stdout)["decision"] == answer


@pytest.mark.parametrize(
    ("read", "shut", "dead"),
    [
        ("", "", True),
        (READS, "", True),
        ("", SHUTS, False),
        (SHUTS, SHUTS, True),
        (READS, SHUTS, False),
    ],
)
def test_a_deny_that_may_not_be_there_makes_no_grant_dead(tmp_path, monkeypatch, read, shut, dead):
    monkeypatch.chdir(tmp_path)
    result = run(tmp_path, ROLE.format(role="", read=read, shut=shut), "check", "web.yaml")
    assert ("[L0952]" in result.stderr) is dead


def test_a_deny_that_may_not_be_there_hides_no_escalation(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    text = ROLE.format(role="", read="", shut=SHUTS).replace(
        "s3:GetObject", "iam:CreatePolicyVersion"
    )
    text = (
        text.replace("s3:*", "iam:*")
        .replace('"arn:aws:s3:::photos/*"', '"*"')
        .replace('"arn:aws:s3:::*"', '"*"')
    )
    assert "[L0902]" in run(tmp_path, text, "check", "web.yaml").stderr
    assert "[L0902]" not in run(tmp_path, text.replace(SHUTS, ""), "check", "web.yaml").stderr
