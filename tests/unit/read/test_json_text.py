"""JSON text to values, and what of it is refused."""

from __future__ import annotations

import json

import pytest

from rolec.read.json_text import placeholder, read_json
from rolec.read.value import Boolean, Items, Null, Number, Object, Template, Traversal
from rolec.source.file import SourceFile
from rolec.source.span import NOWHERE, Span


def plain(value):
    match value:
        case Template():
            return value.literal
        case Items(items=items):
            return [plain(item) for item in items]
        case Object(entries=entries):
            return {plain(entry.key): plain(entry.value) for entry in entries}
        case Number(text=text):
            return float(text)
        case Boolean(value=answer):
            return answer
        case Null():
            return None


@pytest.mark.parametrize(
    "text",
    [
        '{"a": [1, -2.5e3, true, false, null, "x"], "b": {}, "c": [], "": ""}',
        " [ ] ",
        '"\\u00e9\\n\\ud83d\\ude00 ${x} \\\\ \\/"',
        "1",
        '\n{\t"a"\r\n:\n1\n}\n',
        "[[[[1]]]]",
    ],
)
def test_json_is_read_as_the_standard_library_reads_it(text):
    outcome = read_json(SourceFile("p.json", text))
    assert outcome.diagnostics == ()
    assert plain(outcome.value) == json.loads(text)


def test_everything_has_its_place():
    source = SourceFile("p.json", '{"a": ["é", {"b" : true}], "c": -1}')
    outer = read_json(source).value
    first, second = outer.entries
    assert source.slice(first.key.span) == '"a"'
    assert source.slice(first.value.span) == '["é", {"b" : true}]'
    assert source.slice(first.value.items[1].entries[0].value.span) == "true"
    assert source.slice(second.value.span) == "-1"


@pytest.mark.parametrize(
    ("text", "code", "start"),
    [
        ('{"a": 1, "a": 2}', "E0606", 9),
        ('[{"b": {"a": 1, "a": 1}}]', "E0606", 16),
        ("{,}", "E0605", 1),
        ("", "E0605", 0),
        ("[1] x", "E0605", 4),
        ("[NaN]", "E0605", 1),
        ('{"a": -Infinity}', "E0605", 6),
        ('"\\ud800"', "E0605", 0),
        ("\ufeff{}", "E0605", 0),
        ("[" * 101 + "]" * 101, "E0605", 100),
        ('["[{", ' + "[" * 9999 + "]" * 9999 + "]", "E0605", 106),
        ("[" * 100_000, "E0605", 100),
    ],
)
def test_what_is_not_json_has_a_code_and_a_place(text, code, start):
    outcome = read_json(SourceFile("p.json", text))
    assert outcome.value is None
    assert [d.code.id for d in outcome.diagnostics] == [code]
    assert outcome.diagnostics[0].primary.span.start == start


def test_a_number_of_any_length_is_its_text():
    outcome = read_json(SourceFile("p.json", "9" * 5000))
    assert outcome.value == Number("9" * 5000, NOWHERE)


def test_interpolated_values_stand_where_their_placeholders_are():
    value = Traversal("var.a", NOWHERE)
    place = Span("main.tf", 3, 9)
    text = f'["x{placeholder(0)}y"]'
    outcome = read_json(SourceFile("main.tf", text), place=place, interpolated=[value])
    assert outcome.value == Items((Template(("x", value, "y"), NOWHERE),), NOWHERE)
    assert outcome.value.items[0].span == place
