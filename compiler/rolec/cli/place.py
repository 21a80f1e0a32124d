"""Where a diagnostic points, in the words of every format."""

from __future__ import annotations

from typing import NamedTuple

from rolec.source.file import SourceMap
from rolec.source.span import Span


class Place(NamedTuple):
    """Lines and columns from 1, columns in characters; the end is the first place after.

    What is not known is None: a value of the command line has no file, and a file
    that could not be read has no lines.
    """

    file: str | None
    line: int | None = None
    column: int | None = None
    end_line: int | None = None
    end_column: int | None = None


def place_of(span: Span, sources: SourceMap) -> Place:
    """The place of ``span``."""
    file = sources.of(span)
    if file is None:
        return Place(span.path or None)
    return Place(file.path, *file.position(span.start), *file.position(span.end))
