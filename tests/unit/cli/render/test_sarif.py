"""SARIF fits the schema of SARIF 2.1.0; the schema beside this file says where it is from."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft7Validator

from rolec.cli.format import format_named
from rolec.diagnostics.code import Code
from rolec.diagnostics.diagnostic import Diagnostic, Label, Level, error
from rolec.source.file import SourceFile, SourceMap
from rolec.source.span import NOWHERE, Span

SCHEMA = json.loads((Path(__file__).parent / "sarif-2.1.0.subset.schema.json").read_text("utf-8"))
VALIDATOR = Draft7Validator(SCHEMA, format_checker=Draft7Validator.FORMAT_CHECKER)
ONE = Code("E0102", "duplicate-key", "\nWhy.\n")
TWO = Code("E0103", "not-utf-8", "\nWhy not.\n")

TEXT = "role: 日本\n😀: x\n"
PATHS = st.sampled_from(
    ["a.yaml", "dir/ü b:c%#?.yaml", "/abs/a.yaml", "gone.yaml", "a\x1b\n.yaml"]
)
SPANS = st.just(NOWHERE) | st.builds(
    lambda path, ends: Span(path, *sorted(ends)),
    PATHS,
    st.tuples(st.integers(0, len(TEXT)), st.integers(0, len(TEXT))),
)
LABELS = st.builds(Label, SPANS, st.sampled_from(["", "here", "\x1b"]))
DIAGNOSTICS = st.builds(
    Diagnostic,
    code=st.sampled_from([ONE, TWO]),
    level=st.sampled_from(Level),
    message=st.text(max_size=5),
    primary=LABELS,
    secondary=st.lists(LABELS, max_size=3).map(tuple),
    notes=st.lists(st.text(max_size=5), max_size=2).map(tuple),
    help=st.none() | st.text(max_size=5),
)


def sources() -> SourceMap:
    found = SourceMap()
    for path in ("a.yaml", "dir/ü b:c%#?.yaml", "/abs/a.yaml", "a\x1b\n.yaml"):
        found.add(SourceFile(path, TEXT))
    return found


def sarif(*found: Diagnostic) -> dict:
    return json.loads(format_named("sarif").render(found, sources(), color=False))


@given(st.lists(DIAGNOSTICS, max_size=4))
def test_sarif_fits_its_schema(found):
    log = sarif(*found)
    VALIDATOR.validate(log)
    [run] = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert len(run["results"]) == len(found)
    for result, diagnostic in zip(run["results"], found, strict=True):
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"] == diagnostic.code.id


def test_columns_are_said_to_count_characters():
    [run] = sarif(error(ONE, "m", Span("a.yaml", 10, 11)))["runs"]
    assert run["columnKind"] == "unicodeCodePoints"
    region = run["results"][0]["locations"][0]["physicalLocation"]["region"]
    assert region == {"startLine": 2, "startColumn": 2, "endLine": 2, "endColumn": 3}


def test_the_message_has_notes_and_help():
    [run] = sarif(error(ONE, "wrong", NOWHERE, notes=("see",), help="mend"))["runs"]
    assert run["results"][0]["message"]["text"] == "wrong\nnote: see\nhelp: mend"
    assert run["tool"]["driver"]["rules"][0]["help"]["text"] == "Why."


@pytest.mark.parametrize(
    "spoil",
    [
        lambda log: log.pop("version"),
        lambda log: log["runs"][0].pop("tool"),
        lambda log: log["runs"][0].update(columnKind="characters"),
        lambda log: log["runs"][0]["results"][0].update(level="security-warning"),
        lambda log: log["runs"][0]["results"][0].pop("message"),
        lambda log: log["runs"][0]["results"][0].update(help="x"),
        lambda log: _region(log).update(startLine=0),
        lambda log: _region(log).update(endColumn=None),
    ],
)
def test_the_schema_sees_what_is_wrong(spoil):
    log = sarif(error(ONE, "m", Span("a.yaml", 0, 1)))
    VALIDATOR.validate(log)
    spoil(log)
    assert not VALIDATOR.is_valid(log)


def _region(log: dict) -> dict:
    return log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"]
