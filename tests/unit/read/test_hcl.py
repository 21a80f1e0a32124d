"""HCL text to values, and what of it is refused."""

from __future__ import annotations

import pytest

from rolec.read.hcl.parse import read_hcl
from rolec.read.value import (
    Argument,
    Boolean,
    Call,
    Entry,
    Items,
    Null,
    Number,
    Object,
    Opaque,
    Template,
    Traversal,
)
from rolec.source.file import SourceFile
from rolec.source.span import NOWHERE

VALUES = {
    '"web"': ["web"],
    '""': [],
    r'"a\n\r\t\"\\ b"': ['a\n\r\t"\\ b'],
    r'"\u007b\U0001F600"': ["{\U0001f600"],
    '"$${aws:username} $ %% $$"': ["${aws:username} $ %% $$"],
    '"$$${x}%%%{y}"': ["$${x}%%{y}"],
    '"$${never closed"': ["${never closed"],
    '"%%{"': ["%{"],
    '"a${var.x}b"': ["a", Traversal("var.x", NOWHERE), "b"],
    '"${a}${"b"}"': [Traversal("a", NOWHERE), Template(("b",), NOWHERE)],
    "<<E\n a\n  $${b}\\n\nE": [" a\n  ${b}\\n\n"],
    "<<E\nE": [],
    "<<E\na ${var.b} c\n E  ": ["a ", Traversal("var.b", NOWHERE), " c\n"],
    "<<-E\n    a\n\n      b\n    ${var.c}\n  E": ["a\n\n  b\n", Traversal("var.c", NOWHERE), "\n"],
    "<<-E\n  a\n\tb\nE": [" a\nb\n"],
}


def body(text, cache=None):
    outcome = read_hcl(SourceFile("main.tf", text), cache_folder=cache)
    assert outcome.diagnostics == ()
    return outcome.value


def value(text):
    (argument,) = body(f"x = {text}\n").arguments
    return argument.value


@pytest.mark.parametrize("text", VALUES)
def test_strings_are_what_terraform_makes_of_them(text):
    assert value(text) == Template(tuple(VALUES[text]), NOWHERE)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1", Number("1", NOWHERE)),
        ("1.5e3", Number("1.5e3", NOWHERE)),
        ("true", Boolean(value=True, span=NOWHERE)),
        ("null", Null(NOWHERE)),
        ("[]", Items((), NOWHERE)),
        ("[1, # one\n 2,\n]", Items((Number("1", NOWHERE), Number("2", NOWHERE)), NOWHERE)),
        ("(1)", Number("1", NOWHERE)),
        ('a.b["c"][0].d', Traversal('a.b["c"][0].d', NOWHERE)),
        ("a[*].b", Opaque("a[*].b", NOWHERE)),
        ("a ? b : c", Opaque("a ? b : c", NOWHERE)),
        ("[for a in b : a]", Opaque("[for a in b : a]", NOWHERE)),
        ('"%{ if a }b%{ endif }"', Opaque('"%{ if a }b%{ endif }"', NOWHERE)),
        ("f(a...)", Opaque("f(a...)", NOWHERE)),
        (
            "f(1, a)",
            Call("f", (Number("1", NOWHERE), Traversal("a", NOWHERE)), "f(1, a)", NOWHERE),
        ),
    ],
)
def test_other_values_keep_their_type(text, expected):
    assert value(text) == expected


def test_keys_are_words_strings_or_references():
    read = value('{ a = 1, "b" : 2, (c) = 3, "d${e}" = 4, for = 5, true = 6 }')
    assert isinstance(read, Object)
    assert [entry.key for entry in read.entries] == [
        Template(("a",), NOWHERE),
        Template(("b",), NOWHERE),
        Traversal("c", NOWHERE),
        Template(("d", Traversal("e", NOWHERE)), NOWHERE),
        Template(("for",), NOWHERE),
        Template(("true",), NOWHERE),
    ]


def test_blocks_have_labels_and_bodies():
    (block,) = body('resource "aws_iam_role" web {\n  a = 1\n  inner { b = 2 }\n}\n').blocks
    assert (block.type, block.labels) == ("resource", ("aws_iam_role", "web"))
    assert block.body.arguments == (Argument("a", Number("1", NOWHERE), NOWHERE),)
    assert block.body.blocks[0].body.get("b") == Number("2", NOWHERE)


def test_everything_has_its_place():
    text = '\ufeff# é\nx "y" {\n  a = [<<E\n${b}\nE\n  , c.d]\n}\n'
    (block,) = body(text).blocks
    (argument,) = block.body.arguments
    source = SourceFile("main.tf", text)
    assert source.slice(block.span) == 'x "y"'
    assert source.slice(argument.name_span) == "a"
    heredoc, reference = argument.value.items
    assert source.slice(heredoc.span) == "<<E\n${b}\nE"
    assert source.slice(heredoc.parts[0].span) == "b"
    assert source.slice(reference.span) == "c.d"


def test_what_python_hcl2_would_swallow_is_kept():
    read = body('a = "$${foo"\nb = "%%{"\nc = "}"\n')
    assert [argument.name for argument in read.arguments] == ["a", "b", "c"]


def test_a_condition_does_not_end_the_line_before_its_time():
    read = body("a = b ? c : d\n\ne = 1\n")
    assert [argument.name for argument in read.arguments] == ["a", "e"]


@pytest.mark.parametrize(
    ("text", "code", "underlined"),
    [
        ('a = "x\ny"', "E0602", "\n"),
        ("a = 1\na = 2", "E0603", "a"),
        ("x = { a = 1, a = 2 }", "E0603", "a"),
        (r'a = "\q"', "E0604", r"\q"),
        (r'a = "\ud83d"', "E0604", r"\ud83d"),
        ("a = 1 b = 2", "E0601", "b = 2"),
        ("x = { a = 1 b = 2 }", "E0601", "b = 2"),
        ("x { a = 1\n}", "E0601", "a = 1"),
        ("x { a = 1\n b = 2 }", "E0601", "a = 1"),
        ('x "${y}" {}', "E0601", '"${y}"'),
        ("a = @", "E0601", "@"),
        ("a = ", "E0601", ""),
        ("a {", "E0601", ""),
        ('a = "', "E0601", ""),
        ("}", "E0601", "}"),
        ("a = " + "[" * 101 + "]" * 101, "E0601", ""),
        ("a = " + '"${' * 101, "E0601", ""),
    ],
)
def test_what_is_not_hcl_has_a_code_and_a_place(text, code, underlined):
    source = SourceFile("main.tf", text)
    outcome = read_hcl(source)
    assert outcome.value is None
    assert [d.code.id for d in outcome.diagnostics] == [code]
    assert source.slice(outcome.diagnostics[0].primary.span) == underlined


def test_several_mistakes_are_reported_together():
    outcome = read_hcl(SourceFile("main.tf", 'a = "\\q"\na = 1\nx = "y\nz"\n'))
    assert [d.code.id for d in outcome.diagnostics] == ["E0604", "E0603", "E0602"]


def test_the_grammar_is_kept_in_the_folder_that_was_given(tmp_path):
    text = 'a = "b"\nc { d = [e.f, "${g}"] }\n'
    assert body(text, str(tmp_path / "made")) == body(text)
    assert [entry.name for entry in (tmp_path / "made").iterdir()] == ["hcl2-grammar.bin"]


def test_entries_compare_by_what_they_say():
    assert value("{ a = 1 }") == Object(
        (Entry(Template(("a",), NOWHERE), Number("1", NOWHERE)),), NOWHERE
    )
