"""`rolec build`: compile, verify, write."""

from __future__ import annotations

import json
import os
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from rolec.cli.cache_folder import cache_folder
from rolec.cli.exit_code import ExitCode
from rolec.cli.options import diagnostic_format
from rolec.cli.terminal import visible

if TYPE_CHECKING:
    from rolec.driver.build import Built


@click.command("build", short_help="Compile specs to Terraform and policy documents.")
@click.argument("paths", metavar="[PATH]...", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    default=Path("build"),
    show_default=True,
    help="The folder to write; what an earlier build left there is replaced or removed.",
)
@click.option("--check", is_flag=True, help="Write nothing; say what is stale, exit 3 if any is.")
@click.option("--imports", is_flag=True, help="Also write imports.tf, for roles that exist.")
@click.option("--overwrite", is_flag=True, help="Lose what was edited by hand in the output.")
@click.option("--keep-going", is_flag=True, help="Build what has no error; exit 1 all the same.")
@click.option("--no-verify", is_flag=True, help="Do not read back what is written.")
@diagnostic_format
def COMMAND(  # noqa: N802 - a value, made by click's decorators
    paths: tuple[Path, ...],
    output: Path,
    *,
    check: bool,
    imports: bool,
    overwrite: bool,
    keep_going: bool,
    no_verify: bool,
    format_name: str,
) -> ExitCode:
    """Compile the specs at and below PATH, which is `.` when not given, into a folder.

    Nothing is written unless everything compiles, and what is written is read back first
    and compared with what was compiled.
    """
    from rolec.cli.progress import progress
    from rolec.driver.build import Wish, build, compare

    wish = Wish(
        paths=paths or (Path(),),
        output=output,
        today=datetime.now(UTC).date(),
        now_ns=time.time_ns(),
        imports=imports,
        overwrite=overwrite,
        keep_going=keep_going,
        verify=not no_verify,
        workers=os.cpu_count() or 1,
        cache=cache_folder(),
    )
    with progress("compiling") as update:
        built = compare(wish, update) if check else build(wish, update)
    _report(built, format_name)
    if format_name == "text":
        _say(built, wish.output, verified=wish.verify)
    elif format_name == "json" and built.done:
        click.echo(json.dumps(_result(built), indent=2))
    if built.has_errors or not built.done:
        return ExitCode.ERRORS
    stale = built.comparison is not None and not built.comparison.fresh
    return ExitCode.NO if stale else ExitCode.OK


def _report(built: Built, format_name: str) -> None:
    from rolec.cli.format import Stream
    from rolec.cli.report import report

    # Standard output holds one value: what was built, if it was.
    stream = Stream.ERR if format_name == "json" and built.done else None
    report(built.diagnostics, built.sources, format_name, stream=stream)


def _say(built: Built, output: Path, *, verified: bool) -> None:
    if built.comparison is not None:
        _say_stale(built, output)
        return
    shown = visible(output.as_posix())
    for path in built.written:
        click.echo(f"wrote {shown}/{visible(path)}")
    for path in built.removed:
        click.echo(f"removed {shown}/{visible(path)}")
    _say_notes(built)
    if built.failed:
        click.echo(f"with errors: {', '.join(visible(path) for path in built.failed)}")
    if built.done:
        click.echo(_sum(built, shown, verified=verified))
    else:
        click.echo(f"nothing was written to {shown}")


def _say_notes(built: Built) -> None:
    said = dict.fromkeys((one.name, one.references) for one in built.unwritten)
    for name, references in said:
        listed = ", ".join(f"`{visible(reference)}`" for reference in references)
        click.echo(f"note: `{name}` is not complete as JSON: only Terraform knows {listed}")
    for first, then in built.order:
        click.echo(f"note: apply `{visible(first)}` before `{visible(then)}`")


def _sum(built: Built, shown: str, *, verified: bool) -> str:
    counts = (
        f"{built.roles} role{'s' * (built.roles != 1)} in {shown}: {len(built.written)} written, "
        f"{len(built.removed)} removed, {built.unchanged} unchanged"
    )
    return counts if verified else f"{counts}; not verified, because of --no-verify"


def _say_stale(built: Built, output: Path) -> None:
    comparison = built.comparison
    if comparison is None:
        return
    for stale in comparison.stale:
        click.echo(stale.difference, nl=False)
    shown = visible(output.as_posix())
    if comparison.unfinished:
        click.echo(f"{shown} holds an unfinished build")
    for stale in comparison.stale:
        click.echo(f"{stale.staleness} {shown}/{visible(stale.path)}")
    if comparison.fresh:
        click.echo(f"{shown} is up to date: {comparison.unchanged} files")
    else:
        click.echo(f"{shown} is stale: run `rolec build`")


def _result(built: Built) -> dict[str, object]:
    if built.comparison is None:
        return {
            "roles": built.roles,
            "written": list(built.written),
            "removed": list(built.removed),
            "unchanged": built.unchanged,
        }
    return {
        "roles": built.roles,
        "stale": [
            {"path": one.path, "staleness": one.staleness} for one in built.comparison.stale
        ],
        "unfinished": built.comparison.unfinished,
        "unchanged": built.unchanged,
    }
