"""Projects to a graph of who can become whom."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from rolec.ask.search import SEARCHES
from rolec.diagnostics.diagnostic import Diagnostic
from rolec.driver.compile.compile import compile_paths
from rolec.driver.compile.compile_options import CompileOptions, Progress
from rolec.graph.draw import draw
from rolec.graph.graph import Graph
from rolec.record import dataclass
from rolec.source.file import SourceMap


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """A graph, or None where a spec has an error, and the errors."""

    graph: Graph | None
    diagnostics: tuple[Diagnostic, ...]
    sources: SourceMap


def graph_of(paths: tuple[Path, ...], *, today: date, progress: Progress | None = None) -> Drawn:
    """The graph of every project at and below ``paths``."""
    compiled = compile_paths(paths, CompileOptions(today=today, progress=progress))
    graph = None
    if not compiled.has_errors:
        accounts = [
            one.account
            for project in compiled.projects
            if project.settings
            for one in project.settings.accounts
        ]
        modules = [project.modules for project in compiled.projects]
        graph = draw(modules, accounts, SEARCHES)
    return Drawn(graph=graph, diagnostics=compiled.errors, sources=compiled.sources)
