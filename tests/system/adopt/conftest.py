"""What the tests of adopting share: a folder to be in, and the command."""

from __future__ import annotations

import pytest

from rolec.cli import main


@pytest.fixture
def adopt(tmp_path, monkeypatch, capsys):
    """Adopts from what it is given, in a folder of the test: gives the exit code, and what was printed where."""
    monkeypatch.chdir(tmp_path)

    def adopt_(*arguments):
        code = main.main(["adopt", *arguments, "-o", "specs", "--report", "report.json"])
        return code, *capsys.readouterr()

    return adopt_
