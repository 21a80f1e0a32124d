"""Every error as its user sees it: `CODE-what.yaml`, or `.json`, beside the output of `rolec check`.

A case that needs a project is a folder `CODE-what/` with a `rolec.yaml`. `pytest --bless`
writes the expected output; read the difference before you commit it.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from rolec.cli.command_group import COMMANDS
from rolec.diagnostics.level import Level
from rolec.driver.all_codes import all_codes
from rolec.lint.lint import Lint

UI = Path(__file__).parent
CASES = sorted(
    path
    for path in UI.iterdir()
    if path.suffix in {".yaml", ".json"} or (path.is_dir() and path.name.startswith(("E", "L")))
)

OTHER_COMMANDS = ("E06", "E07")
"""Codes of reading Terraform, and of writing output, which `check` does not do."""

ELSEWHERE = {
    "E0335",  # `resolve` is the first to see that nobody is left to trust
    "E0524",  # takes two paths
    "E0534",  # takes a path of its own
    "E0529",  # takes a baseline
    "E0550",  # of git revisions, which `diff` reads
    "E0551",  # of two sides of `diff`
    "E0563",  # of expectations that are not met, which `test` runs
    "E0564",  # the same
    "E0565",  # the same
    "E0580",  # of sources, which `adopt` reads
    "E0581",  # the same
    "E0582",  # of specs that `adopt` writes
    "E0583",  # of AWS, which `adopt` asks
    *("E0585", "E0586", "E0587", "E0588"),  # of sources, which `adopt` takes
    "E0584",  # of a state, which `adopt` takes
    "E0807",  # the schemas refuse the character first
}


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.name)
def test_ui(case, blessed, monkeypatch):
    monkeypatch.chdir(UI)
    result = CliRunner().invoke(COMMANDS, ["check", case.name], catch_exceptions=False)
    code = case.name.partition("-")[0]
    assert f"[{code}]" in result.stderr, "the file name begins with the code that is shown"
    assert result.exit_code == (1 if "error[" in result.stderr else 0)
    blessed(case.parent / f"{_stem(case)}.stderr", result.stderr)


def test_nothing_is_left_over():
    expected = {_stem(path) for path in CASES}
    assert {path.stem for path in UI.glob("*.stderr")} == expected


def test_every_code_that_check_can_report_has_a_case():
    # A lint carries its own examples, and tests/unit/lint judges them.
    codes = [code for code in all_codes() if not isinstance(code, Lint)]
    known = {code.id for code in codes if not code.id.startswith(OTHER_COMMANDS)}
    assert known - {case.name.partition("-")[0] for case in CASES} <= ELSEWHERE


def test_a_case_begins_with_a_code():
    known = {code.id for code in all_codes()}
    assert {case.name.partition("-")[0] for case in CASES} <= known


def test_an_explanation_says_the_level_that_is_shown():
    texts = [path.read_text("utf-8") for path in UI.glob("*.stderr")]
    found = {
        (code, Level(level))
        for text in texts
        for level, code in re.findall(r"^([\w-]+)\[(E\d+)\]", text, re.MULTILINE)
    }
    levels = {code.id: code.level for code in all_codes()}
    gravest = {
        code: min((level for other, level in found if other == code), key=list(Level).index)
        for code, _ in found
    }
    assert {code: levels[code] for code in gravest} == gravest


def _stem(case: Path) -> str:
    return case.name if case.is_dir() else case.stem
