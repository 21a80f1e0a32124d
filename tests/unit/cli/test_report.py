"""Diagnostics go where they belong: messages to standard error, lists for programs to output."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from rolec.cli import main
from rolec.cli.exit_code import ExitCode
from rolec.cli.format import Stream
from rolec.cli.report import report, reported, totals
from rolec.diagnostics.code import Code
from rolec.diagnostics.diagnostic import Diagnostic, Label, Way, error
from rolec.diagnostics.level import Level
from rolec.source.file import SourceMap
from rolec.source.span import NOWHERE

FOUND = error(Code("E0102", "duplicate-key", "Why."), "wrong", NOWHERE)


@pytest.mark.parametrize(
    ("name", "to_output"), [("text", False), ("github", False), ("json", True), ("sarif", True)]
)
def test_streams(name, to_output, capsys):
    report([FOUND], SourceMap(), name)
    shown = capsys.readouterr()
    assert ("wrong" in shown.out, "wrong" in shown.err) == (to_output, not to_output)


@pytest.mark.parametrize(
    ("name", "shown"), [("text", 1), ("github", 1), ("json", 3), ("sarif", 3)]
)
def test_people_are_told_several_ways_as_one_and_programs_each(name, shown):
    ways = [replace(FOUND, way=Way(what="wrong", by=by)) for by in "abc"]
    found = [replace(each, message=f"wrong: {each.way.by}") for each in ways]
    assert reported(found, SourceMap(), name).text.count("wrong") == shown
    assert totals(found) == "1 error"


def test_a_command_with_a_result_of_its_own_keeps_standard_output(capsys):
    report([FOUND], SourceMap(), "json", stream=Stream.ERR)
    shown = capsys.readouterr()
    assert shown.out == ""
    assert len(json.loads(shown.err)) == 1


def test_nothing_is_an_empty_list_for_programs_and_silence_for_people(capsys):
    report([], SourceMap(), "text")
    report([], SourceMap(), "github")
    assert capsys.readouterr() == ("", "")
    report([], SourceMap(), "json")
    assert capsys.readouterr().out == "[]\n"


@pytest.mark.parametrize(
    ("levels", "said"),
    [
        ([], ""),
        ([Level.ERROR], "1 error"),
        ([Level.ERROR, Level.ERROR, Level.WARNING], "2 errors and 1 warning"),
        ([Level.NOTE, Level.ERROR, Level.WARNING], "1 error, 1 warning and 1 note"),
    ],
)
def test_totals(levels, said):
    label = Label(NOWHERE)
    found = [Diagnostic(code=FOUND.code, level=le, message="m", primary=label) for le in levels]
    assert totals(found) == said


@pytest.mark.parametrize("name", ["text", "json", "sarif", "github"])
def test_check_says_the_same_in_every_format(name, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "bad.yaml").write_text("role: web\ndescripton: x\ntrust: [{aws_service: ec2}]\n")
    assert main.main(["check", "bad.yaml", "--format", name]) == ExitCode.ERRORS
    shown = capsys.readouterr()
    match name:
        case "json":
            [found] = json.loads(shown.out)
            assert (found["code"], found["line"], found["column"]) == ("E0201", 2, 1)
        case "sarif":
            [run] = json.loads(shown.out)["runs"]
            assert [result["ruleId"] for result in run["results"]] == ["E0201"]
        case "github":
            assert shown.err.startswith("::error file=bad.yaml,line=2,endLine=2,col=1,")
        case _:
            assert " --> bad.yaml:2:1\n" in shown.err


def test_a_folder_that_is_no_project_is_not_told_file_by_file(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    for number in range(9):
        (tmp_path / f"{number}.yaml").write_text("services: []\n")
    assert main.main(["check"]) == ExitCode.ERRORS
    shown = capsys.readouterr().err
    assert shown.count("a spec does not begin with `services`") == 5
    assert "error[E0521]: 4 more that are not specs either" in shown
    assert main.main(["check", "--format", "json"]) == ExitCode.ERRORS
    assert len(json.loads(capsys.readouterr().out)) == 9
