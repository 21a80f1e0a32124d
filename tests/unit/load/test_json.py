"""Reading JSON: the same trees, with the place of everything."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rolec.load import codes
from rolec.load.json import load_json
from rolec.load.node import find, plain
from rolec.source.file import SourceFile

_TEXT = st.text(st.characters(min_codepoint=0x20, max_codepoint=0x7E))
_VALUES = st.recursive(
    _TEXT | st.integers() | st.booleans(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_TEXT, inner, max_size=4),
    max_leaves=20,
)


def as_text(value: object) -> object:
    match value:
        case dict():
            return {key: as_text(inner) for key, inner in value.items()}
        case list():
            return [as_text(inner) for inner in value]
        case bool():
            return "true" if value else "false"
        case _:
            return str(value)


@given(value=_VALUES, indent=st.none() | st.integers(0, 3))
def test_it_reads_what_the_standard_library_writes(value, indent):
    outcome = load_json(SourceFile("p.json", json.dumps(value, indent=indent)))
    assert outcome.value is not None
    assert plain(outcome.value) == as_text(value)


def test_a_span_covers_the_text_of_its_node():
    file = SourceFile("p.json", '{"Statement": [{"Action": "s3:Get\\u004fbject"}]}')
    root = load_json(file).value
    assert root is not None
    node = find(root, ("Statement", 0, "Action"))
    assert node is not None
    assert plain(node) == "s3:GetObject"
    assert file.slice(node.span) == '"s3:Get\\u004fbject"'


@pytest.mark.parametrize(
    ("text", "code", "underlined"),
    [
        ('{"a": 1, "a": 2}', codes.DUPLICATE_KEY, '"a"'),
        ('{"a": null}', codes.EMPTY_VALUE, "null"),
        ('{"a": 1,}', codes.INVALID_JSON, ","),
        ("{'a': 1}", codes.INVALID_JSON, "'"),
        ('{"a" 1}', codes.INVALID_JSON, "1"),
        ('{"a": 1', codes.INVALID_JSON, ""),
        ('{"a": "b', codes.INVALID_JSON, '"'),
        ("[1] x", codes.INVALID_JSON, "x"),
        ("", codes.INVALID_JSON, ""),
        ("[" * 3000, codes.TOO_DEEP, "["),
        ('"\x00"', codes.CONTROL_CHARACTER, "\x00"),
    ],
)
def test_what_is_refused_is_underlined(text, code, underlined):
    file = SourceFile("p.json", text)
    outcome = load_json(file)
    assert outcome.value is None
    first = outcome.diagnostics[0]
    assert (first.code, file.slice(first.primary.span)) == (code, underlined)
