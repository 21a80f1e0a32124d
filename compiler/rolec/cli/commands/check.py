"""`rolec check`: everything that can be wrong."""

from __future__ import annotations

from pathlib import Path

import click

from rolec.cli.exit_code import ExitCode
from rolec.cli.options import diagnostic_format


@click.command("check", short_help="Say everything that is wrong, and write nothing.")
@click.argument("paths", metavar="[PATH]...", nargs=-1, type=click.Path(path_type=Path))
@diagnostic_format
def COMMAND(paths: tuple[Path, ...], format_name: str) -> ExitCode:  # noqa: N802 - a value, made by click's decorators
    """Say everything that is wrong with the specs at and below PATH, which is `.` when not given.

    A PATH in a project, which is the folder of a rolec.yaml, stands for the whole project:
    names and accounts mean something only there.
    """
    from datetime import UTC, datetime

    from rolec.cli.progress import progress
    from rolec.cli.report import report, totals
    from rolec.driver.check import check

    with progress() as update:
        checked = check(paths or (Path(),), today=datetime.now(UTC).date(), progress=update)
    report(checked.diagnostics, checked.sources, format_name)
    if format_name == "text":
        counted = f"{checked.documents} document{'s' * (checked.documents != 1)} checked"
        click.echo(f"{counted}: {totals(checked.diagnostics) or 'nothing is wrong'}")
    return ExitCode.ERRORS if checked.has_errors else ExitCode.OK
