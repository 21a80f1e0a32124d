"""`rolec review`: the gate for pull requests."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from rolec.cli.exit_code import ExitCode
from rolec.cli.options import result_format

if TYPE_CHECKING:
    from rolec.driver.review.review import Review

MARKER = "<!-- rolec review -->"
"""What a bot finds its comment by; text of others cannot become a comment of HTML."""


@click.command("review", short_help="Say what of a change somebody must look at.")
@click.argument("base", metavar="BASE")
@click.argument("head", metavar="[HEAD]", required=False)
@click.option(
    "--project",
    type=click.Path(exists=True, path_type=Path),
    show_default=".",
    help="Where a revision is read, when it is not at the path of the other.",
)
@result_format("text", "json", "markdown")
def COMMAND(base: str, head: str | None, project: Path | None, format_name: str) -> ExitCode:  # noqa: N802 - a value, made by click's decorators
    """Say what of the access that HEAD adds to BASE somebody must look at.

    BASE and HEAD are as OLD and NEW of `rolec diff`; `rolec review origin/main...HEAD` is about what
    a branch changes. Who has to look at what, and the guard rails, are those of BASE: a change cannot
    loosen its own gate. Exits with 0 when nobody has to look, and with 3 when somebody must.
    """
    from rolec.cli.format import Stream
    from rolec.cli.report import report
    from rolec.driver.diff.sides import NoSideError
    from rolec.driver.review.review import review

    try:
        found = review(base, head, project)
    except NoSideError as problem:
        raise click.UsageError(str(problem)) from None
    report(found.diagnostics, found.sources, stream=Stream.ERR)
    if found.review is None:
        return ExitCode.ERRORS
    _print(found.review, format_name)
    return ExitCode.OK if found.review.may_pass else ExitCode.NO


def _print(review: Review, format_name: str) -> None:
    if format_name == "json":
        from rolec.cli.render_review.json import review_json

        click.echo(review_json(review), nl=False)
        return
    if format_name == "markdown":
        from rolec.cli.render_review.comment import comment

        click.echo(comment(review, MARKER), nl=False)
        return
    from rolec.cli.render_review.page import review_page
    from rolec.cli.render_role.text import text_page
    from rolec.cli.terminal import wants_color

    color = wants_color(sys.stdout)
    click.echo(text_page(review_page(review), color=color), nl=False, color=color)
