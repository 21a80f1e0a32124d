"""Diagnostics as workflow commands, which GitHub shows beside the lines of a pull request."""

from __future__ import annotations

from collections.abc import Sequence

from rolec.cli.format import Format, Stream
from rolec.cli.place import place_of
from rolec.cli.terminal import visible
from rolec.diagnostics.diagnostic import Diagnostic
from rolec.diagnostics.level import Level
from rolec.source.file import SourceMap


def _render(found: Sequence[Diagnostic], sources: SourceMap, *, color: bool) -> str:  # noqa: ARG001 - GitHub chooses the colours
    return "".join(f"{_command(each, sources)}\n" for each in found)


def _command(diagnostic: Diagnostic, sources: SourceMap) -> str:
    place = place_of(diagnostic.primary.span, sources)
    properties = {
        "file": place.file,
        "line": place.line,
        "endLine": place.end_line,
        "col": place.column,
        "endColumn": place.end_column,
        "title": diagnostic.code.id,
    }
    given = ",".join(f"{k}={_property(str(v))}" for k, v in properties.items() if v is not None)
    return f"::{_word(diagnostic.level)} {given}::{_message(diagnostic)}"


def _word(level: Level) -> str:
    match level:
        case Level.ERROR:
            return "error"
        case Level.SECURITY_WARNING | Level.WARNING:
            return "warning"
        case Level.SUGGESTION | Level.NOTE:
            return "notice"


def _message(diagnostic: Diagnostic) -> str:
    lines = [diagnostic.message, *(f"note: {note}" for note in diagnostic.notes)]
    if diagnostic.help:
        lines.append(f"help: {diagnostic.help}")
    return _data("\n".join(map(visible, lines)))


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(visible(text)).replace(":", "%3A").replace(",", "%2C")


FORMAT = Format(name="github", stream=Stream.ERR, render=_render)
