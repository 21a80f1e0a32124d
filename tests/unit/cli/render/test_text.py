"""The text form of diagnostics, as a person sees it; the pictures are in `expected/`."""

from __future__ import annotations

from pathlib import Path

import pytest

from rolec.cli.format import format_named
from rolec.diagnostics.code import Code
from rolec.diagnostics.diagnostic import Diagnostic, Label, error
from rolec.diagnostics.level import Level
from rolec.source.file import SourceFile, SourceMap
from rolec.source.span import NOWHERE, Span

EXPECTED = Path(__file__).parent / "expected"
CODE = Code("E0102", "duplicate-key", "Why.")

TEXT = """\
role: a
role: b
\ttrust: [日本語, e\u0301\x1b[31mx]
permissions:
  - a: 1
    b: 2
    c: 3
    d: 4
    e: 5
    f: 6
last: 1
"""
LONG = "key: " + "x" * 300 + "HERE" + "y" * 200
OTHER = "role: q\n"


def sources() -> SourceMap:
    found = SourceMap()
    found.add(SourceFile("f.yaml", TEXT))
    found.add(SourceFile("long.yaml", LONG))
    found.add(SourceFile("other.yaml", OTHER))
    return found


def at(what: str, *, nth: int = 0, path: str = "f.yaml") -> Span:
    text = sources().files[path].text
    start = -1
    for _ in range(nth + 1):
        start = text.index(what, start + 1)
    return Span(path, start, start + len(what))


CASES = {
    "two-lines": error(
        CODE,
        "duplicate key `role`",
        at("role", nth=1),
        label="written again here",
        secondary=(Label(at("role"), "first written here"),),
        notes=("a note", "another"),
        help="delete one of the two",
    ),
    "same-line-wide-characters-tab-and-escape": error(
        CODE,
        "several on one line",
        at("本"),
        label="primary",
        secondary=(Label(at("trust"), "a key"), Label(at("x]"), "after an escape")),
    ),
    "overlapping": error(
        CODE, "a part of it", at("ole: a"), label="all", secondary=(Label(at("le"), "part"),)
    ),
    "other-file": error(
        CODE,
        "in two files",
        at("role"),
        label="here",
        secondary=(Label(at("q", path="other.yaml"), "and there"),),
    ),
    "several-lines": error(
        CODE, "three lines", at("- a: 1\n    b: 2\n    c: 3\n"), label="this entry"
    ),
    "several-lines-from-the-middle": error(
        CODE,
        "from the middle",
        at("a: 1\n    b: 2\n    c: 3"),
        label="this entry",
        secondary=(Label(at("b: 2"), "in it"), Label(at("last"), "after it")),
    ),
    "many-lines": error(CODE, "many lines", at(TEXT[TEXT.index("permissions") :]), label="all"),
    "line-between": error(
        CODE, "one line between", at("c: 3"), secondary=(Label(at("a: 1"), "before"),)
    ),
    "far-apart": error(CODE, "far apart", at("f: 6"), secondary=(Label(at("role"), "first"),)),
    "long-line": error(CODE, "far to the right", at("HERE", path="long.yaml"), label="here"),
    "end-of-file": error(CODE, "at the end", Span("f.yaml", len(TEXT), len(TEXT)), label="here"),
    "file-not-known": error(CODE, "not read", Span("gone.yaml", 0, 0), help="look for it"),
    "nowhere": error(CODE, "of the command line", NOWHERE),
    "hostile": Diagnostic(
        code=CODE,
        level=Level.ERROR,
        message="no \x1b[2J\n::error:: `\u202eevil`",
        primary=Label(Span("a\x1b]0;x\x07.yaml", 0, 0)),
        help="\r\x00",
        notes=("\u2028",),
    ),
    "warning": Diagnostic(
        code=CODE, level=Level.SECURITY_WARNING, message="careful", primary=Label(at("role"))
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_text(name, blessed):
    rendered = format_named("text").render([CASES[name]], sources(), color=False)
    assert all(row == row.rstrip() for row in rendered.splitlines())
    blessed(EXPECTED / f"{name}.txt", rendered)


def test_several_are_separated_by_an_empty_line():
    found = [CASES["nowhere"], CASES["nowhere"]]
    one = "error[E0102]: of the command line\n"
    assert format_named("text").render(found, sources(), color=False) == f"{one}\n{one}"


@pytest.mark.parametrize("name", CASES)
def test_colour_changes_nothing_but_colour(name):
    plain = format_named("text").render([CASES[name]], sources(), color=False)
    colored = format_named("text").render([CASES[name]], sources(), color=True)
    for sequence in ("", "1", "1;31", "1;32", "1;33", "1;34", "1;36", "0"):
        colored = colored.replace(f"\x1b[{sequence}m", "")
    assert colored == plain
    assert "\x1b" not in plain


def test_a_long_line_costs_nothing():
    text = "x" * 5_000_000
    found = SourceMap()
    found.add(SourceFile("big.yaml", text))
    wrong = [error(CODE, "m", Span("big.yaml", i, i + 1)) for i in range(0, 100_000, 1_000)]
    rendered = format_named("text").render(wrong, found, color=False)
    assert len(rendered) < 100 * 400
