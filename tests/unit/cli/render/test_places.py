"""A finding has the same place in every format."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rolec.cli import render
from rolec.cli.format import Format, Stream, format_named, format_names
from rolec.diagnostics.code import Code
from rolec.diagnostics.diagnostic import Diagnostic, Label, error
from rolec.diagnostics.level import Level
from rolec.discover import discover
from rolec.source.file import SourceFile, SourceMap
from rolec.source.span import NOWHERE, Span

CODE = Code("E0102", "duplicate-key", "Why.")
TEXTS = st.text(alphabet="ab \n\t\r日😀\x1b%,:", max_size=40)


@st.composite
def spans(draw):
    text = draw(TEXTS)
    start = draw(st.integers(0, len(text)))
    end = draw(st.integers(start, len(text)))
    return text, Span("dir/a b,c:d%.yaml", start, end)


def rendered(name: str, diagnostic: Diagnostic, sources: SourceMap) -> str:
    return format_named(name).render([diagnostic], sources, color=False)


@given(spans())
def test_every_format_says_the_same_place(found):
    text, span = found
    sources = SourceMap()
    sources.add(SourceFile(span.path, text))
    diagnostic = error(CODE, "message", span)

    [of_json] = json.loads(rendered("json", diagnostic, sources))
    place = tuple(of_json[k] for k in ("line", "column", "end_line", "end_column"))
    # The oracle: what an editor counts.
    assert place[:2] == (text.count("\n", 0, span.start) + 1, _column(text, span.start))
    assert place[2:] == (text.count("\n", 0, span.end) + 1, _column(text, span.end))

    [run] = json.loads(rendered("sarif", diagnostic, sources))["runs"]
    physical = run["results"][0]["locations"][0]["physicalLocation"]
    region = physical["region"]
    assert unquote(physical["artifactLocation"]["uri"]) == of_json["file"] == span.path
    assert place == (
        region["startLine"],
        region["startColumn"],
        region["endLine"],
        region["endColumn"],
    )

    command = rendered("github", diagnostic, sources)
    properties = dict(p.split("=") for p in command.split("::")[1].partition(" ")[2].split(","))
    assert place == tuple(int(properties[k]) for k in ("line", "col", "endLine", "endColumn"))
    assert properties["file"] == "dir/a b%2Cc%3Ad%25.yaml"

    assert f" {span.path}:{place[0]}:{place[1]}\n" in rendered("text", diagnostic, sources)


@given(spans())
def test_text_never_fails_and_never_leaks_a_control_character(found):
    text, span = found
    sources = SourceMap()
    sources.add(SourceFile(span.path, text))
    shown = rendered("text", error(CODE, text, span, help=text, label=text), sources)
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f]", shown)


@pytest.mark.parametrize("name", format_names())
def test_what_has_no_file_has_no_place(name):
    shown = rendered(name, error(CODE, "message", NOWHERE), SourceMap())
    match name:
        case "json":
            [found] = json.loads(shown)
            assert {found[k] for k in ("file", "line", "column", "end_line", "end_column")} == {
                None
            }
        case "sarif":
            assert json.loads(shown)["runs"][0]["results"][0]["locations"] == []
        case "github":
            assert shown == "::error title=E0102::message\n"
        case _:
            assert shown == "error[E0102]: message\n"


def test_json_has_exactly_the_fields_promised():
    [found] = json.loads(rendered("json", error(CODE, "m", NOWHERE), SourceMap()))
    assert list(found) == [
        "code",
        "name",
        "access_analyzer",
        "level",
        "message",
        "help",
        "file",
        "line",
        "column",
        "end_line",
        "end_column",
        "notes",
        "labels",
    ]


def test_json_has_the_other_places():
    source = SourceFile("a.yaml", "one\ntwo\n")
    sources = SourceMap()
    sources.add(source)
    other = Label(Span("a.yaml", 4, 7), "this too")
    [found] = json.loads(
        rendered("json", error(CODE, "m", Span("a.yaml", 0, 3), secondary=(other,)), sources)
    )
    assert found["labels"] == [
        {
            "text": "this too",
            "file": "a.yaml",
            "line": 2,
            "column": 1,
            "end_line": 2,
            "end_column": 4,
        }
    ]


def test_nothing_found_is_an_empty_list():
    assert json.loads(format_named("json").render([], SourceMap(), color=False)) == []


@pytest.mark.parametrize("level", Level)
def test_github_and_sarif_know_every_level(level):
    diagnostic = Diagnostic(code=CODE, level=level, message="m", primary=Label(NOWHERE))
    word = rendered("github", diagnostic, SourceMap()).split()[0]
    [run] = json.loads(rendered("sarif", diagnostic, SourceMap()))["runs"]
    assert (word, run["results"][0]["level"]) in {
        ("::error", "error"),
        ("::warning", "warning"),
        ("::notice", "note"),
    }
    assert (word == "::error") == (level is Level.ERROR)


def test_a_github_message_stays_one_command():
    hostile = "x\n::error::y\r%0A"
    # A format trusts nobody: what `error` makes has one line already.
    found = replace(error(CODE, "", NOWHERE), message=hostile, help=hostile)
    command = rendered("github", found, SourceMap())
    assert command.count("\n") == 1
    assert command.startswith("::error title=E0102::x␊::error::y␍%250A%0Ahelp: x␊")


def test_every_format_is_a_module_of_its_name():
    found = discover(render, "FORMAT", Format)
    assert tuple(form.name for form in found) == format_names()
    streams = {form.name: form.stream for form in found}
    assert streams == {
        "text": Stream.ERR,
        "github": Stream.ERR,
        "json": Stream.OUT,
        "sarif": Stream.OUT,
    }


def _column(text: str, offset: int) -> int:
    return offset - (text.rfind("\n", 0, offset) + 1) + 1
