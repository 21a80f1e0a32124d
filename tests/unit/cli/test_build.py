"""What `rolec build` says, and what it refuses before it looks at a spec."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from rolec.cli.command_group import COMMANDS
from rolec.cli.exit_code import ExitCode
from support.project import write

ROLE = "role: web\ntrust: [{aws_service: ec2}]\n"


@pytest.fixture
def build(tmp_path, monkeypatch):
    """Writes files into a new folder and builds there."""
    monkeypatch.chdir(tmp_path)

    def run(files, *arguments):
        write(tmp_path, files)
        return CliRunner().invoke(COMMANDS, ["build", *arguments], catch_exceptions=False)

    return run


def test_imports_come_with_a_note_of_where_terraform_takes_them(build, tmp_path):
    said = build({"roles/web.yaml": ROLE}, "roles", "--imports").stdout
    assert "note: `build/imports.tf` is for a folder that Terraform runs in" in said
    assert "`module.NAME.`" in (tmp_path / "build/imports.tf").read_text()
    assert "imports.tf` is for" not in build({}, "roles").stdout


def test_what_stays_because_of_errors_is_listed(build):
    build({"roles/web.yaml": ROLE, "roles/other.yaml": ROLE.replace("web", "other")}, "roles")
    wrong = {"roles/web.yaml": "role: web\n"}
    shown = build(wrong, "roles", "--keep-going")
    assert shown.exit_code == ExitCode.ERRORS
    assert "kept build/role.web.tf\n" in shown.stdout
    assert "0 removed, 3 unchanged, 2 kept because of errors\n" in shown.stdout
    shown = build(wrong, "roles", "--keep-going", "--format", "json")
    assert json.loads(shown.stdout)["kept"] == ["json/role/web/trust.json", "role.web.tf"]
