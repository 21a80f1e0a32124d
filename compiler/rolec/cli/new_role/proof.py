"""The proof that what `rolec new` writes is what it is meant to be."""

from __future__ import annotations

from rolec.cli.report import report
from rolec.source.file import SourceFile, SourceMap


def is_fine(text: str, path: str) -> bool:
    """Whether ``text``, to be written to ``path``, has no errors; they are printed if it has."""
    from rolec.load.load import load

    sources = SourceMap()
    outcome = load(sources.add(SourceFile(path, text)))
    report(outcome.diagnostics, sources)
    return outcome.value is not None
