"""The commands, each imported only when it is asked for."""

from __future__ import annotations

import importlib
import pkgutil
from typing import Any

import click

from rolec import __version__
from rolec.cli import commands
from rolec.cli.nearest_group import NearestGroup


class CommandGroup(NearestGroup):
    """A group whose commands are the modules of ``rolec.cli.commands``."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """The names of the commands, without importing one."""
        return sorted(info.name for info in pkgutil.iter_modules(commands.__path__))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command called ``cmd_name``, imported now."""
        if cmd_name not in self.list_commands(ctx):
            return None
        found = importlib.import_module(f"{commands.__name__}.{cmd_name}").COMMAND
        assert isinstance(found, click.Command)
        return found


@click.group(
    cls=CommandGroup,
    help="A compiler for AWS IAM roles: YAML in, Terraform and policy documents out, with proof.",
    epilog="""\b
Exit codes: 0 fine, 1 errors in the input, 2 wrong use, 3 the answer is no
(output is stale, not allowed), 70 a bug of rolec, 130 interrupted.
NO_COLOR=1 turns colours off; ROLEC_TRACEBACK=1 shows where a bug is.
`rolec completion bash|zsh|fish` prints the completion of your shell.""",
    subcommand_metavar="COMMAND [ARGS]...",
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, prog_name="rolec", message="%(prog)s %(version)s")
@click.pass_context
def COMMANDS(context: click.Context) -> None:  # noqa: N802 - a value, made by click's decorators
    """Nothing of its own: each command does its work; without one the help is printed."""
    if context.invoked_subcommand is None:
        click.echo(context.get_help())


@COMMANDS.result_callback()
def _exit(code: int | None, **_: Any) -> None:
    """End with the exit code that the command returned."""
    raise click.exceptions.Exit(int(code or 0))
