"""Giving diagnostics to the user."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import NamedTuple

import click

from rolec.cli.format import Stream, format_named
from rolec.cli.terminal import wants_color
from rolec.diagnostics.diagnostic import Diagnostic
from rolec.diagnostics.level import Level
from rolec.diagnostics.told_together import told_together
from rolec.source.file import SourceMap

_MOST_STRANGERS = 5
_OTHERS = (
    "\nerror[E0521]: {} more that are not specs either\n"
    "  = help: name the files or the folder that have specs, or say what they are with `specs:`"
    " of a rolec.yaml; `--format json` lists all\n"
)


def report(
    found: Sequence[Diagnostic],
    sources: SourceMap,
    format_name: str = "text",
    *,
    stream: Stream | None = None,
) -> None:
    """Print ``found`` in the format named, on its own stream unless another is given.

    Standard output holds one value: a command that prints a result of its own there
    sends the diagnostics to standard error.
    """
    said = reported(found, sources, format_name, stream=stream)
    click.echo(said.text, err=said.to_error, nl=False, color=said.color)


class Said(NamedTuple):
    """A text for standard output or standard error, which may hold colours."""

    text: str
    to_error: bool
    color: bool | None = None


def reported(
    found: Sequence[Diagnostic],
    sources: SourceMap,
    format_name: str = "text",
    *,
    stream: Stream | None = None,
) -> Said:
    """What `report` prints, and where."""
    if not found and format_name in {"text", "github"}:
        return Said("", to_error=True)
    form = format_named(format_name)
    to_error = (stream or form.stream) is Stream.ERR
    color = wants_color(sys.stderr if to_error else sys.stdout)
    if format_name != "text":
        given = told_together(found) if format_name == "github" else found
        return Said(form.render(given, sources, color=color), to_error, color)
    shown, others = _few_strangers(told_together(found))
    text = form.render(shown, sources, color=color)
    return Said(text + (_OTHERS.format(others) if others else ""), to_error, color)


def _few_strangers(found: Sequence[Diagnostic]) -> tuple[Sequence[Diagnostic], int]:
    """``found`` with a few of the files that are no specs, and how many more of them there are.

    Where somebody checks a folder that is no project, there may be thousands.
    """
    if len(found) <= _MOST_STRANGERS:
        return found, 0
    from rolec.driver.project.codes import NOT_A_SPEC

    strangers = [each for each in found if each.code is NOT_A_SPEC]
    hidden = {id(each) for each in strangers[_MOST_STRANGERS:]}
    return [each for each in found if id(each) not in hidden], len(hidden)


def totals(found: Sequence[Diagnostic]) -> str:
    """How many of each level are told, such as ``2 errors and 1 warning``; or nothing."""
    told = told_together(found)
    counts = {level: sum(each.level is level for each in told) for level in Level}
    said = [f"{n} {level}{'s' if n > 1 else ''}" for level, n in counts.items() if n]
    return " and ".join([", ".join(said[:-1]), said[-1]] if len(said) > 1 else said)
