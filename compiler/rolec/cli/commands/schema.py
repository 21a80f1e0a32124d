"""`rolec schema`: what a spec may contain, for editors and for people."""

from __future__ import annotations

import click

from rolec.cli.exit_code import ExitCode


def _completed(_: click.Context, __: click.Parameter, incomplete: str) -> list[str]:
    return [name for name in _names() if name.startswith(incomplete)]


@click.command("schema", short_help="Print the JSON Schema of a document, or the reference.")
@click.argument("name", required=False, shell_complete=_completed)
@click.option("--reference", is_flag=True, help="Print the reference of all fields, as Markdown.")
def COMMAND(name: str | None, *, reference: bool) -> ExitCode:  # noqa: N802 - a value, made by click's decorators
    """Print the JSON Schema called NAME, for editors; without it, list the names.

    An editor completes and checks specs with `spec`, and rolec.yaml with `project`. With
    the YAML extension of VS Code, or another user of yaml-language-server:

    \b
    rolec schema spec > .vscode/rolec-spec.schema.json
    rolec schema project > .vscode/rolec-project.schema.json

    and in .vscode/settings.json:

    \b
    "yaml.schemas": {
      ".vscode/rolec-spec.schema.json": "roles/**/*.yaml",
      ".vscode/rolec-project.schema.json": "rolec.yaml"
    }
    """  # noqa: D301 - \b keeps click from joining the lines
    if reference:
        from rolec.schema.reference import reference as reference_text

        click.echo(reference_text(), nl=False)
    elif name is None:
        click.echo("".join(f"{each}\n" for each in _names()), nl=False)
    else:
        click.echo(_schema(name))
    return ExitCode.OK


def _names() -> tuple[str, ...]:
    from rolec.schema.json_schema import SPEC
    from rolec.schema.store import DOCUMENTS, PROJECT

    return (SPEC, PROJECT, *DOCUMENTS)


def _schema(name: str) -> str:
    import json

    from rolec.diagnostics.suggest import did_you_mean
    from rolec.schema.json_schema import json_schema

    known = _names()
    if name not in known:
        near = did_you_mean(name, known) or f"the schemas are {', '.join(known)}"
        raise click.BadParameter(f"no schema is called `{name}`: {near}", param_hint="NAME")
    return json.dumps(json_schema(name), indent=2)
