"""What `rolec build` made, adopted: the roles are there once, though Terraform and JSON both say them."""

from __future__ import annotations

from pathlib import Path

import pytest

from rolec.cli import main
from rolec.cli.exit_code import ExitCode

SPEC = """\
role: web
trust:
  - aws_service: ec2
permissions:
  - managed_policy: ReadOnlyAccess
  - policy: notes
  - inline_policy: photos
    statements:
      - allow: s3:GetObject
        on: arn:aws:s3:::photos/*
instance_profile: true
"""
POLICY = """\
policy: notes
statements:
  - allow: s3:PutObject
    on: arn:aws:s3:::notes/*
"""


@pytest.fixture
def built(adopt, capsys):
    Path("roles").mkdir()
    Path("rolec.yaml").write_text("language: 1\naccount: '111122223333'\n")
    Path("roles/web.yaml").write_text(SPEC)
    Path("roles/notes.yaml").write_text(POLICY)
    assert main.main(["build", "roles", "--output", "out"]) == ExitCode.OK
    capsys.readouterr()
    assert Path("out/json/role/web/trust.json").is_file()
    return adopt


def test_what_was_built_gives_back_its_specs(built):
    code, out, err = built("out")
    assert (code, err) == (ExitCode.OK, "")
    assert "1 role: 1 equal" in out
    assert "1 of 1 managed policies" in out
    assert Path("specs/roles/web.yaml").read_text() == SPEC
    assert Path("specs/roles/policies/notes.yaml").read_text() == POLICY


def test_a_document_by_itself_is_read(built):
    code, out, _ = built("out/json/role/web")
    assert (code, "1 role: 1 equal" in out) == (ExitCode.OK, True)


def test_documents_of_a_spec_without_a_file_of_terraform_are_read(built):
    Path("out/role.web.tf").unlink()
    code, out, _ = built("out")
    assert (code, "web: equal: roles/web.yaml" in out) == (ExitCode.OK, True)


def test_a_manifest_that_is_none_says_nothing(built):
    Path("out/rolec.manifest.json").write_text("[]")
    _, out, _ = built("out")
    assert "2 roles: 1 equal" in out
