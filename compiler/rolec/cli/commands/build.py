"""`rolec build`: compile, verify, write."""

from __future__ import annotations

import os
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from rolec.cli.cache_folder import cache_folder
from rolec.cli.exit_code import ExitCode
from rolec.cli.format import Stream
from rolec.cli.options import diagnostic_format
from rolec.cli.report import Said, reported

if TYPE_CHECKING:
    from rolec.driver.build.build import Built, Wish


@click.command("build", short_help="Compile specs to Terraform and policy documents.")
@click.argument("paths", metavar="[PATH]...", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--output",
    default="build",
    callback=lambda _context, _parameter, value: _folder(value),
    show_default=True,
    metavar="DIRECTORY",
    help="The folder to write; what an earlier build left there is replaced or removed.",
)
@click.option("--check", is_flag=True, help="Write nothing; say what is stale, exit 3 if any is.")
@click.option("--update", is_flag=True, help="Take what rolec.lock holds anew, as AWS has it now.")
@click.option("--imports", is_flag=True, help="Also write imports.tf, for roles that exist.")
@click.option("--overwrite", is_flag=True, help="Lose what was edited by hand in the output.")
@click.option("--keep-going", is_flag=True, help="Build what has no error; exit 1 all the same.")
@click.option("-q", "--quiet", is_flag=True, help="Say the sum only.")
@click.option("--no-verify", is_flag=True, help="Do not read back what is written.")
@diagnostic_format
def COMMAND(  # noqa: N802 - a value, made by click's decorators
    paths: tuple[Path, ...],
    output: Path,
    *,
    check: bool,
    update: bool,
    imports: bool,
    overwrite: bool,
    keep_going: bool,
    quiet: bool,
    no_verify: bool,
    format_name: str,
) -> ExitCode:
    """Compile the specs at and below PATH, which is `.` when not given, into a folder.

    Nothing is written unless everything compiles, and what is written is read back first
    and compared with what was compiled. What IAM would refuse is an error here; the lints,
    which have levels, are `rolec check`'s.
    """
    from rolec.cli.progress import progress
    from rolec.driver.build.build import Wish, build, compare

    cache = cache_folder()
    wish = Wish(
        paths=paths or (Path(),),
        output=output,
        today=datetime.now(UTC).date(),
        now_ns=time.time_ns(),
        imports=imports,
        overwrite=overwrite,
        keep_going=keep_going,
        update=update,
        verify=not no_verify,
        workers=os.cpu_count() or 1,
        cache=Path(cache) if cache else None,
    )
    with progress() as show:
        built = compare(wish, show) if check else build(wish, show)
    said = _said(built, wish, format_name, quiet=quiet)
    for text, to_error, color in said:
        click.echo(text, err=to_error, nl=False, color=color)
    if built.found_all_done:
        _remember(wish, built, said)
    if built.has_errors or not built.done:
        return ExitCode.ERRORS
    stale = built.comparison is not None and not (built.comparison.fresh and not built.locks)
    return ExitCode.NO if stale else ExitCode.OK


def _folder(value: str) -> Path:
    if not value:
        raise click.BadParameter("an empty name is no folder; `.` is the one you are in")
    return Path(value)


def _said(built: Built, wish: Wish, format_name: str, *, quiet: bool) -> list[Said]:
    from rolec.cli.built_text import built_json, built_text

    # Standard output holds one value: what was built, if it was.
    stream = Stream.ERR if format_name == "json" and built.done else None
    said = [reported(built.diagnostics, built.sources, format_name, stream=stream)]
    if format_name == "text":
        text = built_text(built, wish.output, verified=wish.verify, quiet=quiet)
        said.append(Said(text, to_error=False))
    elif format_name == "json" and built.done:
        said.append(Said(built_json(built), to_error=False))
    return said


def _remember(wish: Wish, built: Built, said: list[Said]) -> None:
    """Let the next build that finds everything like this say the same without doing it."""
    from rolec.cli.request import loaded_files, request_key, request_name
    from rolec.driver.build.remember import Answer, remember

    arguments = click.get_current_context().find_root().obj
    answer = Answer(
        name=request_name(arguments),
        key=request_key(arguments),
        out="".join(one.text for one in said if not one.to_error),
        err="".join(one.text for one in said if one.to_error),
        modules=loaded_files(),
    )
    remember(wish, built, answer)
