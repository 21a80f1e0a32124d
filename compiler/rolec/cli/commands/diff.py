"""`rolec diff`: what Terraform will do, and what access changes."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from rolec.cli.exit_code import ExitCode
from rolec.cli.options import result_format

if TYPE_CHECKING:
    from rolec.cli.render_role.page import Page
    from rolec.driver.diff.access_difference import AccessDifference
    from rolec.driver.diff.difference import Difference


@click.command("diff", short_help="Say what a change does to access, and what Terraform will do.")
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="[NEW]", required=False)
@click.option(
    "--project",
    type=click.Path(exists=True, path_type=Path),
    show_default=".",
    help="Where a revision is read, when it is not at the path of the other.",
)
@result_format("text", "json", "markdown")
def COMMAND(old: str, new: str | None, project: Path | None, format_name: str) -> ExitCode:  # noqa: N802 - a value, made by click's decorators
    """Say how NEW differs from OLD, role by role.

    Each is a spec, a folder, a policy document that ends in .json, or a revision of git, which is
    read as it was and not checked out. What exists is a path. `rolec diff main` is about the
    work tree, `main..HEAD` about two revisions, and `main...HEAD` about HEAD and where it left
    main. Exits with 3 when there is access that there was not, or this cannot be told.
    """
    from rolec.cli.format import Stream
    from rolec.cli.report import report
    from rolec.driver.diff.diff import diff
    from rolec.driver.diff.sides import NoSideError

    try:
        found = diff(old, new, project)
    except NoSideError as problem:
        raise click.UsageError(str(problem)) from None
    report(found.diagnostics, found.sources, stream=Stream.ERR)
    if found.difference is None:
        return ExitCode.ERRORS
    _print(found.difference, found.same, format_name)
    return ExitCode.NO if found.difference.may_gain else ExitCode.OK


def _print(difference: Difference | AccessDifference, same: int, format_name: str) -> None:
    if format_name == "json":
        click.echo(_json(difference), nl=False)
        return
    page = _page(difference, same)
    if format_name == "markdown":
        from rolec.cli.render_role.markdown import markdown_page

        click.echo(markdown_page(page), nl=False)
        return
    from rolec.cli.render_role.text import text_page
    from rolec.cli.terminal import wants_color

    color = wants_color(sys.stdout)
    click.echo(text_page(page, color=color), nl=False, color=color)


def _json(difference: Difference | AccessDifference) -> str:
    from rolec.cli.render_difference.json import access_json, difference_json
    from rolec.driver.diff.difference import Difference

    if isinstance(difference, Difference):
        return difference_json(difference)
    return access_json(difference)


def _page(difference: Difference | AccessDifference, same: int) -> Page:
    from rolec.cli.render_difference.access_page import access_page
    from rolec.cli.render_difference.difference_page import difference_page
    from rolec.driver.diff.difference import Difference

    if isinstance(difference, Difference):
        return difference_page(difference, same)
    return access_page(difference)
