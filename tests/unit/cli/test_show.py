"""`rolec show` finds a role by name or file, and `--format` chooses how it is shown."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from rolec.cli import main
from rolec.cli.command_group import COMMANDS
from rolec.cli.exit_code import ExitCode
from support.project import write

WEB = "role: web\ntrust: [{aws_service: ec2}]\n"
PROJECT = """\
language: 1
accounts:
  production: {id: "111122223333"}
  development: {id: "444455556666"}
"""


@pytest.fixture(autouse=True)
def _here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "web.yaml").write_text(WEB)
    (tmp_path / "two.yaml").write_text(
        f"{WEB.replace('web', 'one')}---\n{WEB.replace('web', 'two')}"
    )


def run(*arguments: str) -> int:
    return main.main(["show", *arguments])


@pytest.mark.parametrize("role", ["web", "web.yaml", "./web.yaml"])
def test_a_role_is_named_or_given_as_a_file(role, capsys):
    assert run(role) == 0
    shown = capsys.readouterr()
    assert shown.out.startswith("Role web\n")
    assert "AWS service ec2.amazonaws.com" in shown.out
    assert shown.err == ""


@pytest.mark.parametrize("name", ["web.yaml", "../roles/web.yaml", "{0}/project/roles/web.yaml"])
def test_a_file_is_found_wherever_its_project_begins(tmp_path, monkeypatch, capsys, name):
    write(tmp_path / "project", {"rolec.yaml": "language: 1\n", "roles/web.yaml": WEB})
    monkeypatch.chdir(tmp_path / "project/roles")
    assert run(name.format(tmp_path)) == 0
    assert capsys.readouterr().out.startswith("Role web\n")


def test_a_file_with_two_roles_shows_both(capsys):
    assert run("two.yaml") == 0
    shown = capsys.readouterr().out
    assert "Role one\n" in shown
    assert "\n\nRole two\n" in shown


def test_markdown(capsys):
    assert run("--format", "markdown", "web") == 0
    assert capsys.readouterr().out.startswith("# Role `web`\n")


def test_a_name_is_looked_for_in_the_project_given(tmp_path, monkeypatch, capsys):
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    assert run("web") != 0
    assert run("web", "--project", "..") == 0
    assert capsys.readouterr().out.startswith("Role web\n")


def test_a_wrong_name_gets_the_nearest(capsys):
    assert run("webb") == ExitCode.USAGE
    assert "did you mean `web`?" in capsys.readouterr().err


def test_a_wrong_name_gets_the_nearest_where_it_may_be_that_of_what_is_wrong(tmp_path, capsys):
    (tmp_path / "bad.yaml").write_text("role: bad\n")
    assert run("webb") == ExitCode.ERRORS
    err = capsys.readouterr().err
    assert err.endswith("nothing to show of `webb` before that is mended; did you mean `web`?\n")


def test_what_is_wrong_elsewhere_does_not_matter(tmp_path, capsys):
    (tmp_path / "bad.yaml").write_text("role: bad\n")
    assert run("web") == 0
    assert capsys.readouterr().err == ""


def test_what_is_wrong_in_the_role_is_said(tmp_path, capsys):
    (tmp_path / "bad.yaml").write_text("role: bad\n")
    for role in ("bad", "bad.yaml"):
        assert run(role) == ExitCode.ERRORS
        shown = capsys.readouterr()
        assert "error[E0202]" in shown.err
        assert "nothing to show of `bad" in shown.err
        assert shown.out == ""


def test_a_role_of_several_accounts_is_shown_for_each(tmp_path, capsys):
    (tmp_path / "rolec.yaml").write_text(PROJECT)
    (tmp_path / "roles").mkdir()
    (tmp_path / "roles/web.yaml").write_text(WEB)
    assert run("web") == 0
    both = capsys.readouterr().out
    assert "111122223333 (production)" in both
    assert "444455556666 (development)" in both
    assert run("web", "--account", "production") == 0
    one = capsys.readouterr().out
    assert one.count("Role web\n") == 1
    assert "production" in one


def test_an_account_that_nobody_has_is_told_so(tmp_path):
    write(
        tmp_path,
        {
            "rolec.yaml": "accounts: {production: {id: '111122223333'}}\n",
            "roles/a.yaml": "role: a\ntrust: [{aws_service: ec2}]\n",
        },
    )
    line = ["show", "a", "--project", str(tmp_path), "--account", "Production"]
    shown = CliRunner().invoke(COMMANDS, line)
    assert shown.exit_code == ExitCode.USAGE
    assert "no account is called `Production`: did you mean `production`?" in shown.stderr


def test_budgets_are_those_that_aws_has_raised(tmp_path):
    quotas = "quotas: {trust_policy_size: 4096, managed_policies_per_role: 25}\n"
    role = "role: a\ntrust: [{aws_service: ec2}]\n"
    write(tmp_path, {"rolec.yaml": quotas, "roles/a.yaml": role})
    shown = CliRunner().invoke(COMMANDS, ["show", "a", "--project", str(tmp_path)]).stdout
    assert " 4,096 " in shown
    assert " 25 " in shown
    assert " 2,048 " not in shown
