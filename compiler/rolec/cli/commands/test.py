"""`rolec test`: whether roles meet what is expected of them."""

from __future__ import annotations

from pathlib import Path

import click

from rolec.cli.exit_code import ExitCode
from rolec.cli.options import result_format


@click.command("test", short_help="Say which of the expectations of the specs are not met.")
@click.argument("paths", metavar="[PATH]...", nargs=-1, type=click.Path(path_type=Path))
@result_format("text", "json")
def COMMAND(paths: tuple[Path, ...], format_name: str) -> ExitCode:  # noqa: N802 - a value, made by click's decorators
    """Run the `expect:` of each role, in each of its accounts, and the lists of `expectations:`.

    PATH is `.` when not given; one in a project stands for the whole project. An expectation is met
    when it holds whatever the condition keys are that its `with` leaves open.

    Exit 0 when all are met, 3 when one is not, and 1 when there is none.
    """
    from datetime import UTC, datetime

    from rolec.cli.format import Stream
    from rolec.cli.progress import progress
    from rolec.cli.render_tests.json import tests_json
    from rolec.cli.render_tests.text import tests_text
    from rolec.cli.report import report
    from rolec.driver.expect.run_tests import gather, run_tests

    with progress() as update:
        found = gather(paths or (Path(),), today=datetime.now(UTC).date(), progress=update)
        judged = tuple(run_tests(found, update))
    report(found.diagnostics, found.sources, stream=Stream.ERR)
    if found.has_errors:
        return ExitCode.ERRORS
    failures = [each for one in judged for each in one.failures]
    if format_name == "json":
        click.echo(tests_json(judged, found.sources), nl=False)
    else:
        report(failures, found.sources, stream=Stream.OUT)
        click.echo(tests_text(judged), nl=False)
    if not judged:
        return ExitCode.ERRORS
    return ExitCode.NO if failures else ExitCode.OK
