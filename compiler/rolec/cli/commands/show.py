"""`rolec show`: the review page of a role."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from rolec.cli.exit_code import ExitCode
from rolec.cli.options import result_format
from rolec.cli.terminal import visible, wants_color

if TYPE_CHECKING:
    from rolec.driver.compilation import Compilation
    from rolec.ir.module import Module
    from rolec.ir.role import Role


@click.command("show", short_help="Show a role as it is reviewed before it is created.")
@click.argument("role")
@click.option(
    "--project",
    type=click.Path(exists=True, path_type=Path),
    default=Path(),
    show_default=".",
    help="Where ROLE is looked for, when it is a name.",
)
@click.option("--account", metavar="NICKNAME", help="Show the role of this account only.")
@result_format("text", "markdown")
def COMMAND(role: str, project: Path, account: str | None, format_name: str) -> ExitCode:  # noqa: N802 - a value, made by click's decorators
    """Show who can assume ROLE, what it may do, and how much of IAM's quotas it takes.

    ROLE is the name of a role in the project, or a file with roles. A role of several
    accounts is shown once for each.
    """
    from datetime import UTC, datetime

    from rolec.driver.compile import compile_paths

    file = Path(role) if Path(role).is_file() else None
    today = datetime.now(UTC).date()
    compiled = compile_paths((file or project,), today=today, keep_going=True)
    paths = _paths_of(file, compiled) if file else set()
    found = [
        (module, each)
        for module in compiled.modules
        for each in module.roles
        if (each.span.path in paths if file else each.name == role)
        and account in {None, module.account.nickname}
    ]
    _check_account(account, compiled)
    code = _report(role, paths or {each.span.path for _, each in found}, found, compiled)
    for number, (module, each) in enumerate(found):
        click.echo("\n" if number else "", nl=False)
        _print(each, module, format_name)
    return code


def _paths_of(file: Path, compiled: Compilation) -> set[str]:
    """What ``file`` is called in the project, which may have been found above it."""
    wanted = os.path.realpath(file)
    known = {path for path in compiled.sources.files if os.path.realpath(path) == wanted}
    return known or {file.as_posix()}


def _check_account(account: str | None, compiled: Compilation) -> None:
    from rolec.diagnostics.suggest import did_you_mean

    known = {module.account.nickname for module in compiled.modules} - {""}
    if account is None or account in known or compiled.has_errors:
        return
    hint = did_you_mean(account, known) or (
        f"roles are made in {', '.join(sorted(known))}"
        if known
        else "the project has no nicknames"
    )
    raise click.BadParameter(f"no account is called `{account}`: {hint}", param_hint="--account")


def _report(
    role: str, paths: set[str], found: list[tuple[Module, Role]], compiled: Compilation
) -> ExitCode:
    """Say what is wrong with what was asked for; what else is wrong matters only without it."""
    from rolec.cli.report import report
    from rolec.diagnostics.suggest import did_you_mean

    mine = [d for d in compiled.diagnostics if d.primary.span.path in paths]
    report(mine if found else compiled.diagnostics, compiled.sources)
    if found:
        return ExitCode.ERRORS if paths & set(compiled.failed) else ExitCode.OK
    if compiled.has_errors:
        click.echo(f"nothing to show of `{visible(role)}` before that is mended", err=True)
        return ExitCode.ERRORS
    names = {each.name for module in compiled.modules for each in module.roles}
    hint = did_you_mean(role, names) or "ROLE is a name of the project, or a file"
    raise click.BadParameter(f"there is no role `{role}` here: {hint}", param_hint="ROLE")


def _print(role: Role, module: Module, format_name: str) -> None:
    from rolec.cli.render_role.role_page import role_page

    page = role_page(role, module)
    if format_name == "markdown":
        from rolec.cli.render_role.markdown import markdown_page

        click.echo(markdown_page(page), nl=False)
        return
    from rolec.cli.render_role.text import text_page

    color = wants_color(sys.stdout)
    click.echo(text_page(page, color=color), nl=False, color=color)
