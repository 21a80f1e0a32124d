"""A bar is drawn for those who wait, and only for them."""

from __future__ import annotations

import subprocess
import sys

import pytest

from rolec.cli import progress


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
    with progress.progress("Compiling") as update:
        update(0, 10)
        clock(0.9)
        update(10, 10)
    assert capsys.readouterr().err == ""


def test_long_work_draws(clock, on_screen, monkeypatch):
    on_screen()
    drawn = []
    monkeypatch.setattr(progress._Bar, "_draw", lambda bar: drawn.append(bar.what) or (Fake(), 0))
    with progress.progress("Compiling") as update:
        update(0, 10)
        clock(1.1)
        update(5, 10)
        update(6, 10)
    assert drawn == ["Compiling"]


def test_the_real_bar_goes_away(clock, on_screen, capsys):
    on_screen()
    with progress.progress("Compiling") as update:
        clock(1.1)
        update(5, 10)
    assert "Compiling" in capsys.readouterr().err


def test_without_a_terminal_nothing_is_drawn_however_long_it_takes(clock, capsys):
    with progress.progress("Compiling") as update:
        clock(100)
        update(5, 10)
    assert capsys.readouterr().err == ""


def test_rich_is_imported_for_a_bar_only():
    code = (
        "import sys\nfrom rolec.cli.progress import progress\n"
        "with progress('x') as update: update(1, 2)\nprint('rich' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True
    )
    assert done.stdout == "False\n"


class Fake:
    def update(self, *_, **__) -> None:
        pass

    def stop(self) -> None:
        pass
