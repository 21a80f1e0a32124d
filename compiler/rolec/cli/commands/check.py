"""`rolec check`: everything that can be wrong."""

from __future__ import annotations

from pathlib import Path

import click

from rolec.cli.exit_code import ExitCode
from rolec.cli.options import diagnostic_format
from rolec.diagnostics.level import Level


@click.command("check", short_help="Say everything that is wrong, and write nothing.")
@click.argument("paths", metavar="[PATH]...", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--kind",
    type=click.Choice(["identity", "trust"]),
    help="What the JSON documents are; without it, those with a Principal are trust policies.",
)
@click.option(
    "--level",
    "levels",
    metavar="LINT=LEVEL",
    multiple=True,
    help="The level of a lint here and now, as in empty-sid=off.",
)
@click.option(
    "--baseline",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Do not report the findings that FILE lists.",
)
@click.option(
    "--update-baseline",
    "update",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="List in FILE what the lints find, and report none of it.",
)
@click.option(
    "--fail-on",
    type=click.Choice([str(level) for level in Level]),
    default=str(Level.ERROR),
    show_default=True,
    help="Exit 1 when a finding of this level or a higher one is left.",
)
@diagnostic_format
def COMMAND(  # noqa: N802 - a value, made by click's decorators
    paths: tuple[Path, ...],
    *,
    kind: str | None,
    levels: tuple[str, ...],
    baseline: Path | None,
    update: Path | None,
    fail_on: str,
    format_name: str,
) -> ExitCode:
    """Say everything that is wrong with the specs at and below PATH, which is `.` when not given.

    A PATH in a project, which is the folder of a rolec.yaml, stands for the whole project:
    names and accounts mean something only there. A PATH that ends in .json is a policy
    document of IAM.
    """
    from datetime import UTC, datetime

    from rolec.cli.asked_levels import asked_levels
    from rolec.cli.checked_text import checked_text
    from rolec.cli.progress import progress
    from rolec.cli.report import report
    from rolec.driver.check import check, held_to, listed_in
    from rolec.driver.project.source_file import is_document
    from rolec.policy.policy_text import Kind

    if kind and not any(map(is_document, paths)):
        raise click.UsageError("--kind is about JSON documents, and none is given")
    if baseline and update:
        raise click.UsageError("--baseline and --update-baseline exclude each other")
    with progress() as update_bar:
        checked = check(
            paths or (Path(),),
            today=datetime.now(UTC).date(),
            kind=Kind(kind) if kind else None,
            levels=asked_levels(levels),
            progress=update_bar,
        )
    if baseline:
        checked = held_to(baseline, checked)
    if update:
        checked = listed_in(update, checked)
    report(checked.diagnostics, checked.sources, format_name)
    if format_name == "text":
        click.echo(checked_text(checked))
    return ExitCode.ERRORS if checked.fails(Level(fail_on)) else ExitCode.OK
