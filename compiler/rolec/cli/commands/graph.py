"""`rolec graph`: who can become whom."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from rolec.cli.exit_code import ExitCode
from rolec.cli.options import result_format
from rolec.cli.terminal import wants_color

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rolec.graph.graph import Graph, Node
    from rolec.graph.paths import Path as Way
    from rolec.source.file import SourceMap

# Mermaid's defaults, which GitHub keeps; mermaid.js.org, "MermaidConfig", maxEdges and maxTextSize.
_MOST_EDGES = 500
_LONGEST = 50_000
_TOO_LARGE = (
    f"note: GitHub draws at most {_MOST_EDGES} edges and {_LONGEST:,} characters;"
    " `--from` and `--to` leave only some ways"
)


@click.command(
    "graph", short_help="Say who can become whom, and which ways lead to administrators."
)
@click.argument("paths", metavar="[PATH]...", nargs=-1, type=click.Path(path_type=Path))
@click.option("--from", "begin", metavar="NAME", help="Only ways that begin at NAME.")
@click.option("--to", "end", metavar="NAME", help="Only ways that end at NAME.")
@result_format("text", "mermaid", "json")
def COMMAND(  # noqa: N802 - a value, made by click's decorators
    paths: tuple[Path, ...], *, begin: str | None, end: str | None, format_name: str
) -> ExitCode:
    """Say who can become whom in all projects at and below PATH, which is `.` when not given.

    The ways from outside to administrators come first. Outside is whoever is no AWS service, and not in
    an account that the project owns. An administrator is a role that may do everything, or may give
    itself the permissions.

    NAME is that of a role or of a party, with * and ? as wildcards. With --from, ways lead to every
    role; with --to, from every party outside; what is on none of them is not shown.
    """
    from datetime import UTC, datetime

    from rolec.cli.progress import progress
    from rolec.cli.report import report
    from rolec.driver.graph import graph_of

    with progress() as bar:
        drawn = graph_of(paths or (Path(),), today=datetime.now(UTC).date(), progress=bar)
    report(drawn.diagnostics, drawn.sources)
    if drawn.graph is None:
        click.echo("there is no graph before that is mended", err=True)
        return ExitCode.ERRORS
    found, graph = _ways(drawn.graph, begin, end)
    asked = begin is not None or end is not None
    _print(graph, found, drawn.sources, format_name, asked=asked)
    return ExitCode.OK


def _ways(graph: Graph, begin: str | None, end: str | None) -> tuple[tuple[Way, ...], Graph]:
    """The ways that are asked for, and what of the graph is to be shown."""
    from rolec.graph.paths import along, paths, ways

    if begin is None and end is None:
        return paths(graph), graph
    sources = _named(begin, "--from", graph) if begin else [n for n in graph.nodes if n.outside]
    targets = _named(end, "--to", graph) if end else [n for n in graph.nodes if n.kind == "role"]
    found = ways(graph, sources, [node.id for node in targets], beyond=end is None)
    return found, along(graph, found)


def _named(pattern: str, option: str, graph: Graph) -> list[Node]:
    from rolec.diagnostics.suggest import did_you_mean
    from rolec.ir.glob import matches

    found = [node for node in graph.nodes if matches(pattern, node.name)]
    if not found:
        near = did_you_mean(pattern, {node.name for node in graph.nodes})
        hint = near or "NAME is that of a role or of a party, as the graph shows it"
        raise click.BadParameter(f"nobody is called `{pattern}`: {hint}", param_hint=option)
    return found


def _print(
    graph: Graph, found: Sequence[Way], sources: SourceMap, format_name: str, *, asked: bool
) -> None:
    if format_name == "mermaid":
        from rolec.cli.render_graph.mermaid import mermaid

        text = mermaid(graph, found)
        click.echo(text, nl=False)
        if len(graph.edges) > _MOST_EDGES or len(text) > _LONGEST:
            click.echo(_TOO_LARGE, err=True)
    elif format_name == "json":
        from rolec.cli.render_graph.json import graph_json

        click.echo(graph_json(graph, found, sources), nl=False)
    else:
        from rolec.cli.render_graph.page import graph_page
        from rolec.cli.render_role.text import text_page

        color = wants_color(sys.stdout)
        page = graph_page(graph, found, sources, asked=asked)
        click.echo(text_page(page, color=color), nl=False, color=color)
