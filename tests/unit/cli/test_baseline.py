"""`check --baseline`: what was there before is not reported, and what is mended stays so."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from rolec.cli.command_group import COMMANDS

STATEMENT = {
    "Sid": "",
    "Effect": "Allow",
    "Action": "s3:GetObject",
    "Resource": "arn:aws:s3:::a/*",
}


def document(*sids: str) -> str:
    statements = [
        {**STATEMENT, "Sid": sid, "Resource": f"arn:aws:s3:::{number}/*"}
        for number, sid in enumerate(sids)
    ]
    return json.dumps({"Version": "2012-10-17", "Statement": statements}, indent=1)


@pytest.fixture
def check(tmp_path, monkeypatch):
    """Runs `rolec check policy.json`, whose statements have the Sids that are given."""
    monkeypatch.chdir(tmp_path)

    def run(sids: list[str], *arguments: str):
        (tmp_path / "policy.json").write_text(document(*sids))
        arguments = ("check", "policy.json", "--level", "empty-sid=error", *arguments)
        return CliRunner().invoke(COMMANDS, arguments, catch_exceptions=False)

    return run


def test_what_is_listed_is_not_reported(check, tmp_path):
    assert check([""]).exit_code == 1
    listed = check([""], "--update-baseline", "known")
    assert listed.output == "1 document checked: 1 finding listed in known\n"
    assert (tmp_path / "known").read_text() == '["L0502", "policy.json", "the Sid is empty", 1]\n'
    again = check(["A", ""], "--baseline", "known")  # it moved to another line
    assert again.output == "1 document checked: nothing new, 1 in the baseline\n"
    assert again.exit_code == 0


def test_one_more_of_the_same_is_reported(check):
    check([""], "--update-baseline", "known")
    found = check(["", ""], "--baseline", "known")
    assert found.exit_code == 1
    assert found.stderr.count("error[") == 1
    assert "1 error, 1 in the baseline" in found.stdout


def test_what_is_mended_is_said(check):
    check(["", "", ""], "--update-baseline", "known")
    found = check(["A", "", "B"], "--baseline", "known")
    assert found.stdout.endswith(
        "nothing new, 1 in the baseline; 2 of the baseline are mended: update it\n"
    )
    assert found.exit_code == 0


def test_a_baseline_is_the_same_from_another_folder(check, tmp_path, monkeypatch):
    check([""], "--update-baseline", "known")
    (tmp_path / "deep").mkdir()
    monkeypatch.chdir(tmp_path / "deep")
    arguments = ["check", "../policy.json", "--baseline", "../known"]
    found = CliRunner().invoke(COMMANDS, arguments)
    assert "1 in the baseline" in found.stdout
    assert list((tmp_path / "deep").iterdir()) == []


def test_of_files_that_were_not_looked_at_nothing_is_said(check, tmp_path):
    check([""], "--update-baseline", "known")
    (tmp_path / "other.json").write_text(document("A"))
    found = CliRunner().invoke(COMMANDS, ["check", "other.json", "--baseline", "known"])
    assert found.output == "1 document checked: nothing is wrong\n"


def test_errors_that_are_no_lints_cannot_be_listed(check, tmp_path):
    (tmp_path / "spec.yaml").write_text("role: web\n")
    found = check([""], "spec.yaml", "--update-baseline", "known")
    assert found.exit_code == 1
    assert "error[E0202]" in found.stderr
    assert not (tmp_path / "known").exists()
    (tmp_path / "known").write_text('["E0202", "spec.yaml", "the field `trust` is missing", 1]\n')
    found = check([""], "spec.yaml", "--baseline", "known")
    assert "error[E0202]" in found.stderr
    assert "error[E0529]" in found.stderr


@pytest.mark.parametrize(
    "line",
    ["L0502 policy.json", '["L0502", "policy.json", 1]', "[" * 9999, '["L0502", "a", "b", 0]'],
)
def test_a_line_that_says_nothing_is_an_error_with_its_place(check, tmp_path, line):
    (tmp_path / "known").write_text(f"\n{line}\n")
    found = check(["A"], "--baseline", "known")
    assert found.exit_code == 1
    assert "known:2:1" in found.stderr


def test_a_baseline_that_is_not_there_is_an_error(check):
    assert check(["A"], "--baseline", "known").exit_code == 1
    assert check(["A"], "--baseline", "a", "--update-baseline", "b").exit_code == 2


WRITES = (
    '{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": [%s], "Resource": "*"}}'
)


@pytest.mark.parametrize("said", ["", " and 1 more"])
def test_a_list_that_grows_is_still_the_same_finding(said, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    message = f"`sqs:SendMessage`{said} may change everything of its kind"
    (tmp_path / "known").write_text(json.dumps(["L0732", "policy.json", message, 1]) + "\n")
    actions = ("sqs:SendMessage", "sqs:DeleteMessage", "sns:Publish")
    for count in (1, 2, 3):
        listed = ", ".join(f'"{action}"' for action in actions[:count])
        (tmp_path / "policy.json").write_text(WRITES % listed)
        found = CliRunner().invoke(COMMANDS, ("check", "policy.json", "--baseline", "known"))
        assert "nothing new, 1 in the baseline" in found.output, found.output
