"""A bar is drawn for those who wait, and only for them."""

from __future__ import annotations

import os
import subprocess
import sys
import threading

import pytest

from rolec.cli import progress

pty = pytest.importorskip("pty", reason="this system has no pseudo-terminals")


class Screen:
    def __init__(self, stream) -> None:
        self.stream = stream

    def isatty(self) -> bool:
        return True

    def __getattr__(self, name):
        return getattr(self.stream, name)


@pytest.fixture
def clock(monkeypatch):
    now = [0.0]
    monkeypatch.setattr(progress.time, "monotonic", lambda: now[0])

    def pass_(seconds: float) -> None:
        now[0] += seconds

    return pass_


@pytest.fixture
def on_screen(monkeypatch):
    # Called inside the test: pytest puts its own streams back when the test begins.
    def put() -> None:
        monkeypatch.setenv("TERM", "xterm")
        monkeypatch.setattr(sys, "stderr", Screen(sys.stderr))

    return put


def test_quick_work_draws_nothing(clock, on_screen, capsys):
    on_screen()
    with progress.progress() as update:
        update("compiling", 0, 10)
        clock(0.9)
        update("compiling", 10, 10)
    assert capsys.readouterr().err == ""


def test_long_work_draws(clock, on_screen, monkeypatch):
    on_screen()
    fake = Fake()
    monkeypatch.setattr(progress._Bar, "_draw", lambda _: (fake, 0))
    with progress.progress() as update:
        update("compiling", 0, 10)
        clock(1.1)
        update("compiling", 5, 10)
        update("compiling", 6, 10)
        clock(0.1)
        update("verifying", 1, 2)
    # The second came too soon after the first for an eye to see.
    assert fake.seen == [("compiling", 5, 10), ("verifying", 1, 2)]


def test_the_real_bar_goes_away(clock, on_screen, capsys):
    on_screen()
    with progress.progress() as update:
        clock(1.1)
        update("compiling", 5, 10)
    assert "compiling" in capsys.readouterr().err


def test_without_a_terminal_nothing_is_drawn_however_long_it_takes(clock, capsys):
    with progress.progress() as update:
        clock(100)
        update("compiling", 5, 10)
    assert capsys.readouterr().err == ""


def test_rich_is_imported_for_a_bar_only():
    code = (
        "import sys\nfrom rolec.cli.progress import progress\n"
        "with progress() as update: update('x', 1, 2)\nprint('rich' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True
    )
    assert done.stdout == "False\n"


def test_a_bar_starts_no_thread(clock, on_screen):
    # A process that has threads cannot be copied, and verifying would take longer.
    on_screen()
    with progress.progress() as update:
        clock(1.1)
        update("compiling", 5, 10)
        assert threading.active_count() == 1


PROGRAM = """
import sys
from rolec.cli import progress
progress._PATIENCE, progress._PAUSE = float(sys.argv.pop(1)), 0
from rolec.cli.main import main
sys.exit(main())
"""
WORDS = {"check": ["compiling"], "build": ["compiling", "verifying"]}


@pytest.mark.parametrize("verb", WORDS)
@pytest.mark.parametrize("verdict", [0, 1])
def test_a_command_draws_on_a_terminal_what_takes_long(tmp_path, verb, verdict):
    project(tmp_path, valid=not verdict)
    screen, done = on_a_terminal(tmp_path, 0, verb)
    assert done.returncode == verdict
    words = WORDS[verb] if verdict == 0 else ["compiling"]
    assert [word for word in ("compiling", "verifying") if word in screen] == words
    assert "100%" in screen
    # The bar is wiped away, and what is left is what is there without one.
    left = screen.rpartition("\x1b[2K")[2]
    assert left == on_a_terminal(tmp_path, 1e9, verb)[0]


@pytest.mark.parametrize("verb", WORDS)
def test_a_command_that_is_quick_draws_nothing(tmp_path, verb):
    project(tmp_path, valid=True)
    screen, done = on_a_terminal(tmp_path, 1e9, verb)
    assert (done.returncode, screen) == (0, "")


def project(folder, *, valid):
    for number in range(3):
        trust = "[{aws_service: ec2}]" if valid or number else "[]"
        (folder / f"r{number}.yaml").write_text(f"role: r{number}\ntrust: {trust}\n", "utf-8")


def on_a_terminal(folder, patience, verb):
    """What a command wrote to standard error, which is a terminal, and how it ended."""
    master, slave = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(patience), verb, "."],
        cwd=folder,
        env=os.environ | {"TERM": "xterm", "COLUMNS": "80", "XDG_CACHE_HOME": str(folder / "c")},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=slave,
    ) as running:
        os.close(slave)
        screen = b"".join(iter(lambda: _read(master), b""))
    os.close(master)
    return screen.decode(), running


def _read(master):
    try:
        return os.read(master, 65536)
    except OSError:  # Linux says so when the last writer has closed its end
        return b""


class Fake:
    def __init__(self) -> None:
        self.seen = []

    def update(self, _task, *, description, completed, total, refresh) -> None:
        assert refresh
        self.seen.append((description, completed, total))

    def stop(self) -> None:
        pass
