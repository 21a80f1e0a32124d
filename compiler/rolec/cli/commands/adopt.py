"""`rolec adopt`: specs of roles that exist."""

from __future__ import annotations

from pathlib import Path

import click

from rolec.cli.exit_code import ExitCode


@click.command(
    "adopt", short_help="Write specs of roles that exist, with proof that they mean the same."
)
@click.argument(
    "paths", metavar="SOURCE...", nargs=-1, required=True, type=click.Path(path_type=Path)
)
@click.option(
    "--output",
    "-o",
    required=True,
    type=click.Path(file_okay=False, path_type=Path),
    help="The folder of the specs.",
)
@click.option(
    "--report",
    "report_file",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write what became of each role as JSON.",
)
@click.option("--only", multiple=True, metavar="NAME", help="Only this role; may be given again.")
@click.option("--dry-run", is_flag=True, help="Say what would be written, and write no spec.")
def COMMAND(  # noqa: N802 - a value, made by click's decorators
    paths: tuple[Path, ...],
    output: Path,
    report_file: Path | None,
    only: tuple[str, ...],
    *,
    dry_run: bool,
) -> ExitCode:
    """Write a spec of each role that SOURCE has.

    SOURCE is a file of Terraform, a policy document in JSON, a folder of these, a dump of `aws iam
    get-account-authorization-details`, the output of `terraform show -json`, of a plan or a state, or a template of
    CloudFormation.
    Each spec is compiled, and what comes of it compared with the source. A file that exists is
    not written over. Exits with 0 when every role was adopted and proved, and else with 1.
    """
    from rolec.cli.format import Stream
    from rolec.cli.render_adoption.json import adoption_json
    from rolec.cli.render_adoption.text import adoption_text
    from rolec.cli.report import report
    from rolec.driver.adopt import adopt
    from rolec.driver.write_adopted import write_new

    found = adopt(paths, output, only)
    unwritten = () if dry_run else tuple(write_new(output, found.files))
    report((*found.diagnostics, *unwritten), found.sources, stream=Stream.ERR)
    if report_file is not None:
        report_file.write_text(adoption_json(found), encoding="utf-8")
    click.echo(adoption_text(found), nl=False)
    return ExitCode.OK if found.is_whole and not unwritten else ExitCode.ERRORS
