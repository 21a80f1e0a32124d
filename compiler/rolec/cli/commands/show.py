"""`rolec show`: the review page of a role."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from rolec.cli.exit_code import ExitCode
from rolec.cli.options import result_format
from rolec.cli.terminal import wants_color

if TYPE_CHECKING:
    from rolec.driver.compile.compilation import Compilation
    from rolec.ir.module import Module
    from rolec.ir.role import Role
    from rolec.ir.size import Quotas


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
    from rolec.cli.found_roles import found_roles

    found = found_roles(role, project, account)
    for number, (module, each) in enumerate(found.roles):
        click.echo("\n" if number else "", nl=False)
        _print(each, module, _quotas(module, found.compiled), format_name)
    return ExitCode.ERRORS if found.failed else ExitCode.OK


def _quotas(module: Module, compiled: Compilation) -> Quotas:
    """The quotas of the project that made ``module``."""
    return next(
        project.settings.quotas
        for project in compiled.projects
        if project.settings and module in project.modules
    )


def _print(role: Role, module: Module, quotas: Quotas, format_name: str) -> None:
    from rolec.cli.render_role.role_page import role_page

    page = role_page(role, module, quotas)
    if format_name == "markdown":
        from rolec.cli.render_role.markdown import markdown_page

        click.echo(markdown_page(page), nl=False)
        return
    from rolec.cli.render_role.text import text_page

    color = wants_color(sys.stdout)
    click.echo(text_page(page, color=color), nl=False, color=color)
