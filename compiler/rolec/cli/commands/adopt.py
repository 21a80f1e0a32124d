"""`rolec adopt`: specs of roles that exist."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from rolec.cli.exit_code import ExitCode

if TYPE_CHECKING:
    from rolec.adopt.found import Found
    from rolec.diagnostics.diagnostic import Diagnostic
    from rolec.driver.compile.compile_options import Progress


@click.command(
    "adopt", short_help="Write specs of roles that exist, with proof that they mean the same."
)
@click.argument("paths", metavar="SOURCE...", nargs=-1, type=click.Path(path_type=Path))
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
    help="Write what became of each role as JSON, into a new file.",
)
@click.option("--from-aws", is_flag=True, help="Ask AWS for the roles of the account too.")
@click.option("--profile", metavar="NAME", help="The profile that --from-aws signs in with.")
@click.option(
    "--state",
    type=click.Path(dir_okay=False, path_type=Path),
    help="What Terraform has already, from `terraform show -json`: this is moved, and not imported.",
)
@click.option("--only", multiple=True, metavar="NAME", help="Only this role; may be given again.")
@click.option("--dry-run", is_flag=True, help="Say what would be written, and write no spec.")
def COMMAND(  # noqa: N802 - a value, made by click's decorators
    paths: tuple[Path, ...],
    *,
    output: Path,
    report_file: Path | None,
    only: tuple[str, ...],
    profile: str | None,
    state: Path | None,
    from_aws: bool,
    dry_run: bool,
) -> ExitCode:
    """Write a spec of each role that SOURCE has.

    SOURCE is a file of Terraform, a policy document in JSON, a folder of these, a dump of `aws iam
    get-account-authorization-details`, the output of `terraform show -json`, of a plan or a state,
    or a template of CloudFormation. With --from-aws they are those of the account that is signed in
    to, which needs `pip install 'rolec[aws]'`. Each spec is compiled, and what comes of it compared
    with the source. A file that exists is not written over.

    Beside the specs stands imports.tf, for the folder that `rolec build` makes of them: by it
    Terraform takes over what exists. Exits with 0 when every role was adopted and proved, and else
    with 1.
    """
    from rolec.cli.format import Stream
    from rolec.cli.progress import progress
    from rolec.cli.render_adoption.json import adoption_json
    from rolec.cli.render_adoption.text import adoption_text
    from rolec.cli.report import report
    from rolec.driver.adopt.adopt import adopt
    from rolec.driver.adopt.write_adopted import beside, write_new

    if not paths and not from_aws:
        raise click.UsageError("nothing to adopt from: give a SOURCE, or --from-aws")
    if profile and not from_aws:
        raise click.UsageError("--profile is for --from-aws")
    with progress() as update:
        asked = _asked(profile, update) if from_aws else None
        found = beside(output, adopt(paths, output, only, asked, state, progress=update))
    unwritten = () if dry_run else tuple(write_new(output, found.written))
    if report_file is not None:
        unwritten += tuple(write_new(report_file.parent, {report_file.name: adoption_json(found)}))
    report((*found.diagnostics, *unwritten), found.sources, stream=Stream.ERR)
    click.echo(adoption_text(found), nl=False)
    return ExitCode.OK if found.is_whole and not unwritten else ExitCode.ERRORS


def _asked(profile: str | None, update: Progress) -> Found | Diagnostic:
    from rolec.driver.adopt.from_aws import NoBoto3Error, from_aws

    try:
        return from_aws(profile, update)
    except NoBoto3Error:
        raise click.UsageError("--from-aws needs boto3: `pip install 'rolec[aws]'`") from None
