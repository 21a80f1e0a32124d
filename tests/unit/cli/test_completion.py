"""The shell completes what rolec knows without reading a project."""

from __future__ import annotations

import pytest
from click.shell_completion import ShellComplete

from rolec.cli import main
from rolec.cli.command_group import COMMANDS
from rolec.cli.exit_code import ExitCode


@pytest.mark.parametrize(
    ("words", "incomplete", "offered"),
    [
        (["explain"], "e011", "E0112"),
        (["schema"], "pro", "project"),
        (["new", "--trust"], "git", "github_actions="),
        ([], "sh", "show"),
    ],
)
def test_what_is_offered(words, incomplete, offered):
    complete = ShellComplete(COMMANDS, {}, "rolec", "_ROLEC_COMPLETE")
    found = [item.value for item in complete.get_completions(words, incomplete)]
    assert offered in found
    assert all(value.casefold().startswith(incomplete) for value in found)


def test_the_shells_are_listed_where_none_is_given(capsys):
    assert main.main(["completion"]) == ExitCode.USAGE
    assert "Choose from:\n  bash,\n  zsh,\n  fish\n" in capsys.readouterr().err
