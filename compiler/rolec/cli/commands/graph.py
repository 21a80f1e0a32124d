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
    from rolec.graph.graph import Graph
    from rolec.source.file import SourceMap


@click.command(
    "graph", short_help="Say who can become whom, and which ways lead to administrators."
)
@click.argument("paths", metavar="[PATH]...", nargs=-1, type=click.Path(path_type=Path))
@result_format("text", "mermaid", "json")
def COMMAND(paths: tuple[Path, ...], format_name: str) -> ExitCode:  # noqa: N802 - a value, made by click's decorators
    """Say who can become whom in all projects at and below PATH, which is `.` when not given.

    The ways from outside to administrators come first. Outside is whoever is no AWS service, and not in
    an account that the project owns. An administrator is a role that may do everything, or may give
    itself the permissions.
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
    _print(drawn.graph, drawn.sources, format_name)
    return ExitCode.OK


def _print(graph: Graph, sources: SourceMap, format_name: str) -> None:
    from rolec.graph.paths import paths

    found = paths(graph)
    if format_name == "mermaid":
        from rolec.cli.render_graph.mermaid import mermaid

        click.echo(mermaid(graph, found), nl=False)
    elif format_name == "json":
        from rolec.cli.render_graph.json import graph_json

        click.echo(graph_json(graph, found, sources), nl=False)
    else:
        from rolec.cli.render_graph.page import graph_page
        from rolec.cli.render_role.text import text_page

        color = wants_color(sys.stdout)
        page = graph_page(graph, found, sources)
        click.echo(text_page(page, color=color), nl=False, color=color)
