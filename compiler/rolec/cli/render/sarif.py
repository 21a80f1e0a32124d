"""Diagnostics as SARIF 2.1.0, for code scanning.

Source: OASIS, "Static Analysis Results Interchange Format (SARIF) Version 2.1.0".
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from urllib.parse import quote

from rolec import __version__
from rolec.cli.format import Format, Stream
from rolec.cli.place import place_of
from rolec.diagnostics.code import Code
from rolec.diagnostics.diagnostic import Diagnostic, Label
from rolec.diagnostics.level import Level
from rolec.source.file import SourceMap

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"

_RANKS = dict(zip(Level, (100.0, 75.0, 50.0, 25.0, 0.0), strict=True))
"""Of 0 to 100, how much a finding matters: SARIF has three levels, and we have five."""


def _render(found: Sequence[Diagnostic], sources: SourceMap, *, color: bool) -> str:  # noqa: ARG001 - SARIF has no colours
    rules = sorted({each.code.id: each.code for each in found}.values(), key=lambda c: c.id)
    index = {code.id: i for i, code in enumerate(rules)}
    run = {
        "tool": {
            "driver": {
                "name": "rolec",
                "version": __version__,
                "rules": [_rule(code) for code in rules],
            }
        },
        # The default is UTF-16 code units; every other format counts characters.
        "columnKind": "unicodeCodePoints",
        "results": [_result(each, index[each.code.id], sources) for each in found],
    }
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2) + "\n"


def _rule(code: Code) -> dict[str, object]:
    analyzer = code.access_analyzer
    return {
        "id": code.id,
        "name": code.name,
        "shortDescription": {"text": code.name.replace("-", " ")},
        "help": {"text": code.explain.strip()},
        **({"properties": {"access_analyzer": analyzer}} if analyzer else {}),
    }


def _result(diagnostic: Diagnostic, rule: int, sources: SourceMap) -> dict[str, object]:
    locations = _locations(diagnostic.primary, sources)
    related: list[dict[str, object]] = []
    for label in diagnostic.secondary:
        # SARIF takes no related location twice.
        related += [one for one in _locations(label, sources) if one not in related]
    return {
        "ruleId": diagnostic.code.id,
        "ruleIndex": rule,
        "level": _word(diagnostic.level),
        "rank": _RANKS[diagnostic.level],
        "message": {"text": _message(diagnostic)},
        "locations": locations,
        **({"relatedLocations": related} if related else {}),
        "properties": {"level": str(diagnostic.level)},
    }


def _message(diagnostic: Diagnostic) -> str:
    lines = [diagnostic.message, *(f"note: {note}" for note in diagnostic.notes)]
    if diagnostic.help:
        lines.append(f"help: {diagnostic.help}")
    return "\n".join(lines)


def _locations(label: Label, sources: SourceMap) -> list[dict[str, object]]:
    place = place_of(label.span, sources)
    if place.file is None:
        return []
    physical: dict[str, object] = {"artifactLocation": {"uri": quote(place.file)}}
    if place.line is not None:
        physical["region"] = {
            "startLine": place.line,
            "startColumn": place.column,
            "endLine": place.end_line,
            "endColumn": place.end_column,
        }
    said = {"message": {"text": label.text}} if label.text else {}
    return [{"physicalLocation": physical, **said}]


def _word(level: Level) -> str:
    match level:
        case Level.ERROR:
            return "error"
        case Level.SECURITY_WARNING | Level.WARNING:
            return "warning"
        case Level.SUGGESTION | Level.NOTE:
            return "note"


FORMAT = Format(name="sarif", stream=Stream.OUT, render=_render)
