"""`rolec completion`: what a shell needs to complete the command."""

from __future__ import annotations

import click

from rolec.cli.exit_code import ExitCode


@click.command("completion", short_help="Print the completion script of a shell.")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def COMMAND(ctx: click.Context, shell: str) -> ExitCode:  # noqa: N802 - a value, made by click's decorators
    """Print the script that completes commands and options of rolec in SHELL.

    \b
    bash: echo 'eval "$(rolec completion bash)"' >> ~/.bashrc
    zsh:  echo 'eval "$(rolec completion zsh)"' >> ~/.zshrc
    fish: rolec completion fish > ~/.config/fish/completions/rolec.fish
    """  # noqa: D301 - \b keeps click from joining the lines
    from click.shell_completion import get_completion_class

    kind = get_completion_class(shell)
    assert kind is not None
    click.echo(kind(ctx.find_root().command, {}, "rolec", "_ROLEC_COMPLETE").source())
    return ExitCode.OK
