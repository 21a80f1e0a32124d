"""`rolec explain`: codes and lints, one at length and all in short."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from rolec.cli.command_group import COMMANDS
from rolec.driver.all_codes import all_codes
from rolec.lint.run import all_lints


def explain(*arguments: str):
    return CliRunner().invoke(COMMANDS, ["explain", *arguments], catch_exceptions=False)


@pytest.mark.parametrize("lint", all_lints(), ids=lambda lint: lint.name)
def test_a_lint_is_shown_with_its_level_and_its_examples(lint):
    shown = explain(lint.name).stdout
    assert shown.startswith(f"{lint.id}: {lint.name}\n")
    assert f"\nlevel: {lint.level}\n" in shown
    assert f"\nIAM Access Analyzer: {lint.access_analyzer or 'does not look for this'}\n" in shown
    lines = {line.strip() for line in shown.splitlines()}
    for text in (lint.explain, lint.bad, lint.good):
        assert {line.strip() for line in text.strip().splitlines()} <= lines


def test_all_are_listed_for_programs():
    listed = json.loads(explain("--all", "--format", "json").stdout)
    assert [each["code"] for each in listed] == [code.id for code in all_codes()]
    known = {each["code"]: each for each in listed}
    for lint in all_lints():
        assert known[lint.id]["level"] == lint.level
        assert known[lint.id]["access_analyzer"] == lint.access_analyzer
        assert {"bad", "good"} <= known[lint.id].keys()
    assert known["E0201"]["level"] == "error"
    assert known["E0528"]["level"] == "warning"


def test_all_are_listed_for_people():
    lines = explain("--all").stdout.splitlines()
    assert len(lines) == len(all_codes())
    [sid] = [line.split() for line in lines if line.startswith("L0502")]
    assert sid == ["L0502", "empty-sid", "suggestion", "EMPTY_SID_VALUE"]
    assert explain("--all", "E0201").exit_code == 2


def test_a_code_of_access_analyzer_is_that_of_its_lints():
    assert explain("invalid_region").output.startswith("L0390: ")
    found = json.loads(explain("MISSING_VERSION", "--format", "json").output)
    assert {each["access_analyzer"] for each in found} == {"MISSING_VERSION"}
    assert len(found) == 2
