"""Exit codes are a promise to scripts: their numbers never change."""

from __future__ import annotations

from rolec.cli.exit_code import ExitCode


def test_the_numbers_stay():
    assert {code.name: code.value for code in ExitCode} == {
        "OK": 0,
        "ERRORS": 1,
        "USAGE": 2,
        "NO": 3,
        "BUG": 70,
        "INTERRUPTED": 130,
    }
