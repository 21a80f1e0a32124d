"""Reading YAML: what stands there is what is read, with its place."""

from __future__ import annotations

import pytest

from rolec.load import codes
from rolec.load.load import load
from rolec.load.node import Mapping, Node, Scalar, Sequence, find, plain
from rolec.source.file import SourceFile


def loaded(text: str) -> Node:
    outcome = load(SourceFile("spec.yaml", text))
    assert outcome.value is not None, outcome.diagnostics
    assert len(outcome.value) == 1
    return outcome.value[0]


@pytest.mark.parametrize(
    "word",
    [
        "on",
        "no",
        "Null",
        "~x",
        "2012-10-17",
        "012345678901",
        "1.10",
        "1e3",
        "12:30:45",
        "true",
        "0x1f",
        "arn:aws:s3:::photos/*",
    ],
)
def test_every_scalar_is_its_text_as_key_and_as_value(word):
    assert plain(loaded(f"{word}: {word}\n")) == {word: word}


@pytest.mark.parametrize(
    ("text", "path", "underlined"),
    [
        ("a: ünïcode 😀 x # c\n", ("a",), "ünïcode 😀 x"),
        ("list:\n  - a\n  - b\n\n# after\n", ("list",), "- a\n  - b"),
        ("a: {b: [c, d]}\n", ("a", "b"), "[c, d]"),
        ("a: &name  value\nb: *name\n", ("a",), "value"),
        ("a: 'it''s'\n", ("a",), "'it''s'"),
        ("a:\n  b: c\n\n\nd: e\n", ("a",), "b: c"),
    ],
)
def test_a_span_covers_the_text_of_its_node(text, path, underlined):
    file = SourceFile("spec.yaml", text)
    node = find(loaded(text), path)
    assert node is not None
    assert file.slice(node.span) == underlined


def test_the_part_of_a_scalar_is_underlined_where_quotes_moved_nothing():
    file = SourceFile("spec.yaml", 'a: "x ${y} z"\nb: x ${y} z\nc: "\\t${y}"\n')
    root = loaded(file.text)
    parts = []
    for key in "abc":
        scalar = find(root, (key,))
        assert isinstance(scalar, Scalar)
        at = scalar.text.index("$")
        parts.append(file.slice(scalar.part(at, at + 4)))
    assert parts == ["${y}", "${y}", '"\\t${y}"']


def test_aliases_stand_for_what_they_mark():
    assert plain(loaded("a: &x [1, 2]\nb: *x\n")) == {"a": ["1", "2"], "b": ["1", "2"]}


def test_documents_of_one_file_are_read_in_order():
    outcome = load(SourceFile("spec.yaml", "a: b\n---\nc: d\n"))
    assert outcome.value is not None
    assert [plain(node) for node in outcome.value] == [{"a": "b"}, {"c": "d"}]


@pytest.mark.parametrize(
    ("text", "code", "underlined"),
    [
        ("a: b\na: c\n", codes.DUPLICATE_KEY, "a"),
        ("a: &x [*x]\n", codes.ALIAS, "*x"),
        ("a: *x\n", codes.ALIAS, "*x"),
        ("a: !Ref b\n", codes.TAG, "!Ref b"),
        ("a: !!int 3\n", codes.TAG, "!!int 3"),
        ("<<: {a: b}\n", codes.MERGE_KEY, "<<"),
        ("a:\n", codes.EMPTY_VALUE, "a"),
        ("- a\n-\n", codes.EMPTY_VALUE, ""),
        ("? \n: a\n", codes.EMPTY_VALUE, ""),
        ("--- !x\n", codes.EMPTY_VALUE, "!x"),
        ("? [a]\n: b\n", codes.KEY_NOT_TEXT, "["),
        ("a: {{b}: c}\n", codes.KEY_NOT_TEXT, "{"),
        ("a: *\n", codes.SYNTAX, "*"),
        ("{a: ${aws:username}}\n", codes.SYNTAX, "{"),
        ("a: b\n\tc: d\n", codes.SYNTAX, "\t"),
        ("", codes.EMPTY, ""),
        ("# only a comment\n", codes.EMPTY, ""),
        ("---\n...\n", codes.EMPTY, ""),
        ("\ufeffa: b\n", codes.CONTROL_CHARACTER, "\ufeff"),
        ("a: \x1b[31m\n", codes.CONTROL_CHARACTER, "\x1b"),
        ("a: b\u2028c\n", codes.CONTROL_CHARACTER, "\u2028"),
        ("[" * 100, codes.TOO_DEEP, "["),
        ("[" * 2000, codes.TOO_DEEP, "["),
        ("- " * 100 + "a", codes.TOO_DEEP, "-"),
        ("- " * 2000 + "a", codes.TOO_DEEP, "-"),
    ],
)
def test_what_is_refused_is_underlined(text, code, underlined):
    file = SourceFile("spec.yaml", text)
    outcome = load(file)
    assert outcome.value is None
    first = outcome.diagnostics[0]
    assert (first.code, file.slice(first.primary.span)) == (code, underlined)
    assert first.help


def test_aliases_that_expand_to_millions_are_refused():
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 9)]
    outcome = load(SourceFile("spec.yaml", "\n".join(lines)))
    assert [d.code for d in outcome.diagnostics] == [codes.ALIAS]


def test_a_list_of_more_values_than_a_document_may_have_is_refused():
    assert load(SourceFile("spec.yaml", "- a\n" * 9_999)).value is not None
    outcome = load(SourceFile("spec.yaml", "- a\n" * 10_000))
    assert [d.code for d in outcome.diagnostics] == [codes.ALIAS]


def test_several_mistakes_are_reported_together():
    outcome = load(SourceFile("spec.yaml", "a: b\na: c\nd: !x e\nf:\n"))
    found = [d.code for d in outcome.diagnostics]
    assert found == [codes.DUPLICATE_KEY, codes.TAG, codes.EMPTY_VALUE]


def test_a_message_has_one_line():
    text = '"a\\nb": c\n"a\\nb": c\n"d\\ne":\n'
    found = load(SourceFile("spec.yaml", text)).diagnostics
    assert [d.message for d in found] == [
        "duplicate key `a\\u000ab`",
        "`d\\u000ae` has no value",
    ]


def test_lists_and_mappings_keep_their_kind():
    root = loaded("a: []\nb: {}\n")
    assert isinstance(find(root, ("a",)), Sequence)
    assert isinstance(find(root, ("b",)), Mapping)
