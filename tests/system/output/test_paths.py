"""A path, and how long a session may be, that Terraform alone knows."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from rolec.cli import main
from rolec.cli.exit_code import ExitCode

SPEC = """\
role: web
path: /${var.team}/
max_session_duration: ${var.seconds}
trust: [{aws_service: ec2}]
permissions: [{policy: read}]
instance_profile: true
"""
POLICY = """\
policy: read
path: ${var.path}
statements: [{allow: 's3:GetObject', on: 'arn:aws:s3:::a/*'}]
"""
API = """\
role: api
trust: [{role: web}]
permissions:
  - inline_policy: web
    statements: [{allow: 'iam:GetRole', on: '${roles.web.arn}'}]
"""


@pytest.fixture
def build(tmp_path, monkeypatch, capsys):
    """Builds three specs: gives the exit code, what was printed, and the files by name."""
    monkeypatch.chdir(tmp_path)

    def build_(settings="", **specs):
        Path("roles").mkdir()
        account = "language: 1\naccount: '111122223333'\n"
        Path("rolec.yaml").write_text(account + settings, encoding="utf-8")
        for name, text in {"web": SPEC, "read": POLICY, "api": API, **specs}.items():
            Path(f"roles/{name}.yaml").write_text(text, encoding="utf-8")
        code = main.main(["build", "--imports", "-o", "out"])
        files = {path.name: path.read_text() for path in Path("out").rglob("*.tf")}
        return code, capsys.readouterr(), files

    return build_


def test_it_is_written_as_the_reference(build):
    code, _, files = build()
    assert code == ExitCode.OK
    role = files["role.web.tf"]
    assert len(re.findall(r'path += "/\$\{var\.team\}/"', role)) == 2
    assert "max_session_duration = var.seconds" in role
    assert "var.path" in files["policy.read.tf"]
    for variable in ("path", "seconds", "team"):
        assert f'variable "{variable}"' in files["rolec.tf"]


def test_an_arn_with_such_a_path_is_left_to_terraform(build):
    _, _, files = build()
    assert "aws_iam_role.web.arn" in files["role.api.tf"]
    assert "role/web" not in files["role.api.tf"]


def test_an_import_has_the_path_in_its_id(build):
    _, _, files = build(read=POLICY.replace("${var.path}", "/x/${var.team}/y/"))
    assert '"arn:aws:iam::111122223333:policy/x/${var.team}/y/read"' in files["imports.tf"]


def test_the_path_of_the_project_may_be_one(build):
    spec = SPEC.replace("path: /${var.team}/\n", "")
    code, _, files = build("defaults: {path: '/${var.all}/'}\n", web=spec)
    assert code == ExitCode.OK
    assert "/${var.all}/" in files["role.web.tf"]


def test_json_has_the_arn_where_the_value_is_known(build):
    code, _, _ = build("references: {var.team: apps}\n")
    assert code == ExitCode.OK
    (found,) = Path("out").rglob("web.json")
    text = json.loads(found.read_text())
    assert text["Statement"][0]["Resource"] == ["arn:aws:iam::111122223333:role/apps/web"]


def test_a_path_that_is_known_after_another_document_is_refused(build):
    code, printed, _ = build(web=SPEC.replace("/${var.team}/", "/${roles.api.name}/"))
    assert code == ExitCode.ERRORS
    assert "E0341" in printed.err
