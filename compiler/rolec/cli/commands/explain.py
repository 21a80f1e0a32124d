"""`rolec explain`: a finding at length."""

from __future__ import annotations

import click

from rolec.cli.exit_code import ExitCode
from rolec.cli.options import result_format
from rolec.diagnostics.code import Code


def _codes(_: click.Context, __: click.Parameter, incomplete: str) -> list[str]:
    from rolec.driver.all_codes import all_codes

    return [code.id for code in all_codes() if code.id.startswith(incomplete.upper())]


@click.command("explain", short_help="Explain a finding by its code, or list the codes.")
@click.argument("code", required=False, shell_complete=_codes)
@click.option("--all", "everything", is_flag=True, help="List all codes, with their levels.")
@result_format("text", "json")
def COMMAND(code: str | None, *, everything: bool, format_name: str) -> ExitCode:  # noqa: N802 - a value, made by click's decorators
    """Explain CODE, the id or the name of a finding, at length; without it, list all codes.

    The code stands in brackets in a message: error[E0201] is explained by
    `rolec explain E0201`. CODE may also be an issue code of IAM Access Analyzer.
    """
    from rolec.cli.explanation import explanation, listed
    from rolec.driver.all_codes import all_codes

    if everything and code:
        raise click.UsageError("--all lists all codes, and CODE names one")
    codes = all_codes() if code is None else _named(code, all_codes())
    if format_name == "json":
        _print_json(codes, one=code is not None and len(codes) == 1)
    elif code is None:
        click.echo(listed(codes, with_levels=everything), nl=False)
    else:
        click.echo("\n".join(map(explanation, codes)), nl=False)
    return ExitCode.OK


def _named(given: str, codes: tuple[Code, ...]) -> tuple[Code, ...]:
    """The code of this id or name, or those that Access Analyzer gives one name."""
    from rolec.diagnostics.suggest import did_you_mean

    known: dict[str, list[Code]] = {}
    for code in codes:
        for name in filter(None, (code.id, code.name, code.access_analyzer)):
            known.setdefault(name.casefold(), []).append(code)
    found = known.get(given.casefold())
    if found is None:
        near = did_you_mean(given, known) or "`rolec explain` lists every code"
        raise click.BadParameter(f"no code is called `{given}`: {near}", param_hint="CODE")
    return tuple(found)


def _print_json(codes: tuple[Code, ...], *, one: bool) -> None:
    import json

    from rolec.cli.explanation import as_json

    found = [as_json(code) for code in codes]
    click.echo(json.dumps(found[0] if one else found, indent=2))
