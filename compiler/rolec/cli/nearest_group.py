"""A group of commands that answers a misspelt one with the nearest."""

from __future__ import annotations

import click


class NearestGroup(click.Group):
    """A group that knows what was probably meant."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that ``args`` begin with; a name that is not known gets the nearest."""
        known = self.list_commands(ctx)
        if args[0] not in known and not args[0].startswith("-") and not ctx.resilient_parsing:
            from rolec.diagnostics.suggest import did_you_mean

            near = did_you_mean(args[0], known)
            hint = near or f"the commands are {', '.join(known)}"
            raise click.UsageError(f"no such command `{args[0]}`: {hint}", ctx)
        return super().resolve_command(ctx, args)
