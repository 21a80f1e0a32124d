"""Where the statements of a source stand, so that what stands above them is found again."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from rolec.adopt.found import Json
from rolec.source.span import Span


def said(statement: Mapping[str, Json]) -> str:
    """What a statement says, whatever the order of its elements."""
    return json.dumps(statement, sort_keys=True)


class StatementPlaces:
    """The places of statements, each known by what it says: between source and spec it is computed."""

    def __init__(self) -> None:
        self._places: dict[str, dict[tuple[Span, ...], None]] = {}

    def note(self, statement: Mapping[str, Json], *spans: Span) -> None:
        """Of ``statement`` keep where it stands, behind those of what it is the first of."""
        self._places.setdefault(said(statement), {})[spans] = None

    def of(self, statement: Mapping[str, Json]) -> Iterator[tuple[Span, ...]]:
        """Each place where something like ``statement`` stands."""
        yield from self._places.get(said(statement), ())
