"""Diagnostics as a JSON list, for programs."""

from __future__ import annotations

import json
from collections.abc import Sequence

from rolec.cli.format import Format, Stream
from rolec.cli.place import place_of
from rolec.diagnostics.diagnostic import Diagnostic
from rolec.source.file import SourceMap


def _render(found: Sequence[Diagnostic], sources: SourceMap, *, color: bool) -> str:  # noqa: ARG001 - JSON has no colours
    return json.dumps([_finding(each, sources) for each in found], indent=2) + "\n"


def _finding(diagnostic: Diagnostic, sources: SourceMap) -> dict[str, object]:
    return {
        "code": diagnostic.code.id,
        "name": diagnostic.code.name,
        "access_analyzer": diagnostic.code.access_analyzer,
        "level": str(diagnostic.level),
        "message": diagnostic.message,
        "help": diagnostic.help,
        **place_of(diagnostic.primary.span, sources)._asdict(),
        "notes": list(diagnostic.notes),
        "labels": [
            {"text": label.text, **place_of(label.span, sources)._asdict()}
            for label in diagnostic.secondary
        ],
    }


FORMAT = Format(name="json", stream=Stream.OUT, render=_render)
