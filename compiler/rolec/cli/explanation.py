"""Codes and lints at length, for people and for programs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from textwrap import indent

from rolec.diagnostics.code import Code
from rolec.lint.lint import Lint


def explanation(code: Code) -> str:
    """What a finding with this code means, and of a lint what it finds and what it does not."""
    return "\n".join(_paragraphs(code))


def listed(codes: Iterable[Code], *, with_levels: bool) -> str:
    """One line a code."""
    if not with_levels:
        return "".join(f"{code.id}  {code.name}\n" for code in codes)
    rows = [(c.id, c.name, str(c.level), c.access_analyzer or "") for c in codes]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = ("  ".join(map(str.ljust, row, widths)).rstrip() for row in rows)
    return "".join(f"{line}\n" for line in lines)


def as_json(code: Code) -> dict[str, object]:
    """Everything about a code."""
    known: dict[str, object] = {
        "code": code.id,
        "name": code.name,
        "level": str(code.level),
        "access_analyzer": code.access_analyzer,
        "explanation": code.explain.strip(),
    }
    if isinstance(code, Lint):
        known |= {"bad": code.bad.strip("\n"), "good": code.good.strip("\n")}
    return known


def _paragraphs(code: Code) -> Iterator[str]:
    yield f"{code.id}: {code.name}\n"
    if isinstance(code, Lint):
        yield f"level: {code.level}"
        yield f"IAM Access Analyzer: {code.access_analyzer or 'does not look for this'}\n"
    yield f"{code.explain.strip()}\n"
    if isinstance(code, Lint):
        yield f"It finds\n\n{_example(code.bad)}"
        yield f"and has nothing against\n\n{_example(code.good)}"


def _example(text: str) -> str:
    stripped = text.strip("\n")
    return indent(f"{stripped}\n", "    ")
