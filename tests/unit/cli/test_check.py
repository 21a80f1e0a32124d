"""`rolec check`: its options, and its exit code."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from rolec.cli.command_group import COMMANDS

POLICY = {"Version": "2012-10-17", "Statement": []}
ROLE = "role: web\ntrust:\n  - aws_service: ec2\n"


@pytest.fixture
def check(tmp_path, monkeypatch):
    """Runs `rolec check` in a folder with one role and one document."""
    monkeypatch.chdir(tmp_path)
    statement = {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::a/*"}
    (tmp_path / "policy.json").write_text(json.dumps({**POLICY, "Statement": [statement]}))
    (tmp_path / "role.yaml").write_text(ROLE)

    def run(*arguments: str):
        return CliRunner().invoke(COMMANDS, ["check", *arguments], catch_exceptions=False)

    return run


def test_documents_and_specs_may_be_mixed(check):
    assert check("policy.json", "role.yaml").output.startswith("2 documents checked: nothing")
    assert check("policy.json").output.startswith("1 document checked: nothing")


def test_a_folder_stands_for_its_specs(check, tmp_path):
    (tmp_path / "role.yaml").rename(tmp_path / "spec.yaml")
    (tmp_path / "policy.json").write_text("no JSON")
    assert check(".").output.startswith("1 document checked: nothing")


def test_a_folder_may_have_the_name_of_a_document(check, tmp_path):
    (tmp_path / "x.json").mkdir()
    (tmp_path / "role.yaml").rename(tmp_path / "x.json/role.yaml")
    assert check("x.json").output.startswith("1 document checked: nothing")


def test_the_kind_of_a_document_can_be_given(check):
    assert check("policy.json", "--kind", "identity").exit_code == 0
    found = check("policy.json", "--kind", "trust")
    assert found.exit_code == 1
    assert "policy.json:1:" in found.stderr


def test_a_kind_without_a_document_is_wrong_use(check):
    assert check("role.yaml", "--kind", "trust").exit_code == 2


def test_a_document_that_is_not_there_is_an_error(check):
    for name in ("other.json", "other.yaml"):
        found = check(name)
        assert found.exit_code == 1
        assert f"cannot read `{name}`: no such file or directory" in found.stderr
        assert found.stdout == "0 documents checked: 1 error\n"


def test_a_level_is_given_by_name_or_id(check, tmp_path):
    document = json.loads((tmp_path / "policy.json").read_text())
    document["Statement"][0]["Sid"] = ""
    (tmp_path / "policy.json").write_text(json.dumps(document))
    assert check("policy.json").exit_code == 0
    assert check("policy.json", "--level", "empty-sid=error").exit_code == 1
    off = check("policy.json", "--level", "L0502=error", "--level", "L0502=off")
    assert off.output.endswith("nothing is wrong\n")


@pytest.mark.parametrize(
    ("given", "answer"),
    [
        ("empty-side=off", "did you mean `empty-sid`?"),
        ("empty-sid=of", "did you mean `off`?"),
        ("empty-sid", "the levels are off, error"),
        ("E0201=off", "a code with `E` is no lint"),
    ],
)
def test_a_level_that_means_nothing_is_wrong_use(check, given, answer):
    found = check(
        "policy.json",
        "--level",
        given,
    )
    assert found.exit_code == 2
    assert answer in found.stderr


LEVELS = ["error", "security-warning", "warning", "suggestion", "note"]


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("fail_on", [None, *LEVELS])
def test_a_finding_of_the_level_or_a_higher_one_fails(check, tmp_path, level, fail_on):
    text = (tmp_path / "policy.json").read_text()
    (tmp_path / "policy.json").write_text(text.replace('{"Effect"', '{"Sid": "", "Effect"'))
    wanted = ["--fail-on", fail_on] if fail_on else []
    found = check("policy.json", "--level", f"empty-sid={level}", *wanted)
    assert f"{level}[L0502]" in found.stderr
    fails = LEVELS.index(level) <= LEVELS.index(fail_on or "error")
    assert found.exit_code == int(fails)


def test_lints_look_at_what_has_no_error_and_the_rest_is_said(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    role = "role: {0}\n{1}: [{{aws_service: ec2}}]\npermissions: [{{inline_policy: p, statements: [{2}]}}]\n"
    statement = "{allow: s3:GetObjct, on: '*'}"
    (tmp_path / "a.yaml").write_text(role.format("a", "trusst", statement))
    (tmp_path / "b.yaml").write_text(role.format("b", "trust", statement))
    found = CliRunner().invoke(COMMANDS, ["check", "a.yaml", "b.yaml"])
    assert "error[E0201]" in found.stderr
    assert found.stderr.count("error[L0201]") == 1
    assert "2 errors; 1 file has to be mended before a lint looks" in found.stdout
