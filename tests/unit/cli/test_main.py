"""How the command starts and how it ends."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys

import click
import pytest

from rolec import __version__
from rolec.cli import command_group, main
from rolec.cli.exit_code import ExitCode
from rolec.cli.terminal import visible, wants_color
from rolec.driver.all_codes import all_codes


def run(*arguments: str) -> int:
    return main.main(arguments)


def program(*arguments: str, **options):
    return subprocess.run(
        [sys.executable, "-m", "rolec", *arguments],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        **options,
    )


@pytest.fixture
def failing(monkeypatch):
    """Makes every command raise an exception."""

    def install(raised: BaseException) -> None:
        @click.command("explain")
        def command() -> None:
            raise raised

        monkeypatch.setattr(command_group.CommandGroup, "get_command", lambda *_: command)

    return install


def test_version(capsys):
    assert run("--version") == 0
    assert capsys.readouterr().out == f"rolec {__version__}\n"


def test_version_imports_almost_nothing():
    code = (
        "import sys; before = set(sys.modules); from rolec.cli.main import main\n"
        "main(['--version']); print(*set(sys.modules) - before, file=sys.stderr)"
    )
    shown = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True
    )
    assert set(shown.stderr.split()) <= {
        "__future__",
        "gc",
        "rolec",
        "rolec.cli",
        "rolec.cli.main",
    }


def test_help_names_every_command_and_imports_no_stage():
    code = (
        "import sys\nfrom rolec.cli.main import main\nmain(['--help'])\n"
        "print(*(m for m in sys.modules if m.startswith('rolec.')), file=sys.stderr)\n"
        "print(*sys.modules, file=sys.stderr)"
    )
    shown = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True
    )
    commands = command_group.COMMANDS.list_commands(click.Context(command_group.COMMANDS))
    assert {"completion", "explain", "new"} <= set(commands)
    for name in commands:
        assert f"\n  {name} " in shown.stdout
    loaded = set(shown.stderr.split())
    assert not loaded & {"yaml", "cerberus", "jinja2", "hcl2", "rich", "rolec.load.load"}


@pytest.mark.parametrize(
    "name", command_group.COMMANDS.list_commands(click.Context(command_group.COMMANDS))
)
def test_every_command_has_help(name, capsys):
    assert run(name, "--help") == 0
    shown = capsys.readouterr().out
    assert shown.startswith(f"Usage: rolec {name}")
    command = command_group.COMMANDS.get_command(click.Context(command_group.COMMANDS), name)
    assert command.name == name
    assert command.short_help
    assert command.short_help.endswith(".")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["explian"], "no such command `explian`: did you mean `explain`?"),
        (["xyzzy"], "the commands are"),
        (["explain", "--no-such"], "No such option"),
        (["explain", "E9999"], "no code is called `E9999`"),
        (["explain", "duplicate-kex"], "did you mean `duplicate-key`?"),
        (["explain", "\x1b[2J\n"], "no code is called `␛[2J"),
    ],
)
def test_wrong_use(arguments, said, capsys):
    assert run(*arguments) == ExitCode.USAGE
    shown = capsys.readouterr()
    assert shown.err.startswith("error: ")
    assert said in shown.err
    assert "\x1b" not in shown.err
    assert shown.out == ""


def test_a_bug_is_one_line(failing, capsys, monkeypatch):
    monkeypatch.delenv("ROLEC_TRACEBACK", raising=False)
    failing(AssertionError("no \x1b[31m patterns\nhere"))
    assert run("explain") == ExitCode.BUG
    shown = capsys.readouterr().err
    assert shown.count("\n") == 1
    assert shown.startswith("rolec: internal error: AssertionError: no ␛[31m patterns␊here (")
    assert "ROLEC_TRACEBACK=1" in shown


def test_a_bug_shows_its_traceback_when_asked(failing, capsys, monkeypatch):
    monkeypatch.setenv("ROLEC_TRACEBACK", "1")
    failing(ZeroDivisionError())
    assert run("explain") == ExitCode.BUG
    assert "Traceback (most recent call last)" in capsys.readouterr().err


def test_recursion_is_a_bug_too(failing, capsys):
    failing(RecursionError("too deep"))
    assert run("explain") == ExitCode.BUG
    assert "RecursionError" in capsys.readouterr().err


@pytest.mark.parametrize("raised", [KeyboardInterrupt(), click.Abort()])
def test_interrupted(raised, failing):
    failing(raised)
    assert run("explain") == ExitCode.INTERRUPTED


def test_the_signal_interrupts():
    code = (
        "import os, signal, sys, click\n"
        # Where these tests run in the background of a shell the signal is ignored, and by children too.
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "from rolec.cli import command_group, main\n"
        "command = click.Command('x', callback=lambda: os.kill(os.getpid(), signal.SIGINT))\n"
        "command_group.CommandGroup.get_command = lambda *_: command\n"
        "sys.exit(main.main(['explain']))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, timeout=60, check=False
    )
    assert done.returncode == 130
    assert b"Traceback" not in done.stderr
    assert signal.SIGINT == 2


@pytest.mark.parametrize("closed", [">&-", "2>&-", "<&-", ">&- 2>&- <&-"])
def test_a_closed_stream_takes_nothing_and_breaks_nothing(tmp_path, closed):
    (tmp_path / "a.yaml").write_text("role: a\ntrust: [{aws_service: ec2}]\n")
    for arguments in ("--version", "check", "build", "build --check"):
        done = subprocess.run(
            ["/bin/sh", "-c", f'"$0" -m rolec {arguments} {closed}', sys.executable],
            cwd=tmp_path,
            capture_output=True,
            timeout=60,
            check=False,
        )
        assert (done.returncode, done.stderr) == (ExitCode.OK, b"")
    assert (tmp_path / "build/role.a.tf").read_text().startswith("# generated by rolec")


def test_a_closed_pipe_is_quiet():
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "w") as closed:
        done = subprocess.run(
            [sys.executable, "-m", "rolec", "explain"],
            stdout=closed,
            stderr=subprocess.PIPE,
            timeout=60,
            check=False,
        )
    assert done.stderr == b""
    assert done.returncode == ExitCode.ERRORS


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs /dev/full")  # noqa: PTH110 - a device
def test_a_full_disk_is_no_bug():
    with open("/dev/full", "w") as full:  # noqa: PTH123 - a device
        done = subprocess.run(
            [sys.executable, "-m", "rolec", "explain"],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            timeout=60,
            check=False,
        )
    assert done.stderr == "error: No space left on device\n"
    assert done.returncode == ExitCode.ERRORS


def test_what_the_system_refuses_is_no_bug(failing, capsys):
    failing(PermissionError(13, "Permission denied", "a\x1b.yaml"))
    assert run("explain") == ExitCode.ERRORS
    assert capsys.readouterr().err == "error: `a␛.yaml`: Permission denied\n"


def test_a_narrow_encoding_escapes():
    done = program("explain", "日本", env={**os.environ, "PYTHONIOENCODING": "ascii"})
    assert done.returncode == ExitCode.USAGE
    assert "\\u65e5\\u672c" in done.stderr


def test_options_stand_before_or_after(capsys):
    shown = []
    for arguments in (
        ["explain", "E0101", "--format", "json"],
        ["explain", "--format=json", "E0101"],
    ):
        assert run(*arguments) == 0
        shown.append(json.loads(capsys.readouterr().out))
    assert shown[0] == shown[1]
    assert shown[0]["code"] == "E0101"


def test_explain_takes_every_id_and_name(capsys):
    for code in all_codes():
        for given in (code.id, code.name, code.id.lower()):
            assert run("explain", given) == 0
            shown = capsys.readouterr().out
            assert shown.startswith(f"{code.id}: {code.name}\n\n")
            assert code.explain.strip() in shown


def test_explain_alone_lists_every_code(capsys):
    assert run("explain") == 0
    assert capsys.readouterr().out.splitlines() == [f"{c.id}  {c.name}" for c in all_codes()]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion(shell, capsys):
    assert run("completion", shell) == 0
    assert "_ROLEC_COMPLETE" in capsys.readouterr().out


def test_completion_knows_commands():
    done = program(
        env={
            **os.environ,
            "_ROLEC_COMPLETE": "bash_complete",
            "COMP_WORDS": "rolec ex",
            "COMP_CWORD": "1",
        }
    )
    assert "explain" in done.stdout


class Screen:
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("environment", "colored"),
    [({}, True), ({"NO_COLOR": ""}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)],
)
def test_colour_is_for_terminals_and_can_be_refused(environment, colored, monkeypatch):
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert wants_color(Screen()) is colored


def test_visible_leaves_ordinary_text_alone():
    ordinary = "Ünïcödé 日本 😀 `a` ${aws:x}"
    assert visible(ordinary) == ordinary
    assert visible("\x1b\x00\x7f\x9b\u202e\ud800") == "␛␀␡���"


def test_without_a_command_the_help_is_printed(capsys):
    assert main.main([]) == ExitCode.OK
    shown = capsys.readouterr()
    assert shown.out.startswith("Usage: rolec [OPTIONS] COMMAND [ARGS]...")
    assert shown.err == ""
