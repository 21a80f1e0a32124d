"""`rolec new`: the console's three steps, by questions or options."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from functools import cache
from typing import Any

import click

from rolec.adopt.yaml_text import Value
from rolec.cli.exit_code import ExitCode
from rolec.cli.new_role.again import again
from rolec.cli.new_role.answer_check import (
    wrong_description,
    wrong_entry,
    wrong_name,
    wrong_policies,
)
from rolec.cli.new_role.audience import AUDIENCES, NOT_A_ROLE
from rolec.cli.new_role.home import default_output, offer_project
from rolec.cli.new_role.new_role import NewRole, spec_text, trusts_ec2
from rolec.cli.new_role.proof import is_at_home, is_valid, would_be_at_home
from rolec.cli.new_role.questions import Questions, items_of
from rolec.cli.new_role.trust_option import TrustOptionError, trust_entry
from rolec.cli.new_role.write import PRINTED, refuse_existing, write_spec
from rolec.cli.terminal import is_terminal


def _completed_kinds(_: click.Context, __: click.Parameter, incomplete: str) -> list[str]:
    return [f"{kind}=" for kind in _kinds() if kind.startswith(incomplete)]


@click.command("new", short_help="Write the spec of a new role, by questions or options.")
@click.argument("name", required=False)
@click.option(
    "--used-by",
    type=click.Choice([audience.name for audience in AUDIENCES]),
    help="Who will use the role; asked first when there is no --trust.",
)
@click.option(
    "--trust",
    multiple=True,
    shell_complete=_completed_kinds,
    metavar="KIND=VALUE[,FIELD=VALUE]",
    help="Who may assume it, for example aws_service=ec2; repeat for several.",
)
@click.option(
    "--managed-policy",
    "managed_policies",
    multiple=True,
    metavar="NAME|ARN",
    help="A managed policy to attach; repeat for several.",
)
@click.option("--no-permissions", is_flag=True, help="Attach nothing, and do not ask.")
@click.option(
    "--instance-profile/--no-instance-profile",
    default=None,
    help="Whether it has an instance profile, through which EC2 takes a role.",
)
@click.option("--description", metavar="TEXT", help="What the role is for.")
@click.option(
    "--output",
    "-o",
    metavar="FILE",
    help="Where the spec is written, never over a file; - prints it. Without it NAME.yaml, in a"
    " project where its specs are.",
)
def COMMAND(name: str | None, used_by: str | None, **options: Any) -> ExitCode:  # noqa: N802 - a value, made by click's decorators
    """Write the spec of a role called NAME.

    Asks what the console asks in its three steps: who may assume the role, what it may
    do, its name and description. What is given as an option is not asked; without a
    terminal nothing is.

    \b
    rolec new web --trust aws_service=ec2 --managed-policy AmazonS3ReadOnlyAccess \\
      --instance-profile --description "Web servers read photos." --output web.yaml
    rolec new deploy --trust github_actions=acme/web,branches=main,release/* \\
      --no-permissions --description "Deploys the web site."

    A kind of trust and its fields are those of a spec. A value without a name adds to the
    list before it; FIELD.INNER=VALUE sets a field of a field; {...} and [...] are JSON.
    """  # noqa: D301 - \b keeps click from joining the lines
    questions = Questions(is_terminal(sys.stdin))
    _refuse_wrong_use(name, used_by, options, questions)
    trust = tuple(map(_trust_entry, options["trust"]))
    audience = next((a for a in AUDIENCES if a.name == used_by), None)
    if not trust:
        audience = audience or questions.audience()
    if audience and not audience.kinds:
        click.echo(NOT_A_ROLE, err=True, nl=False)
        return ExitCode.NO
    if audience and not trust:
        trust = (questions.entry(audience, _fields_of, wrong_entry),)
        offer_project(frozenset(trust[0]), questions)
    role = _role(name, trust, options, questions)
    if _is_written(role, options["output"]):
        return ExitCode.OK
    if questions.on_terminal:
        click.echo(f"to answer the same again: {again(role, options['output'])}", err=True)
    return ExitCode.ERRORS


def _is_written(role: NewRole, given: str | None) -> bool:
    output = given or default_output(role.name)
    text = spec_text(role)
    if not is_valid(text, output):
        return False
    if output == PRINTED and not would_be_at_home(text, default_output(role.name)):
        return False
    write_spec(text, output)
    return output == PRINTED or is_at_home(output)


def _refuse_wrong_use(
    name: str | None, used_by: str | None, options: Mapping[str, Any], questions: Questions
) -> None:
    """What can be refused before the first question, is."""
    if options["no_permissions"] and options["managed_policies"]:
        raise click.UsageError("`--no-permissions` and `--managed-policy` cannot stand together")
    if name is not None and name.endswith((".yaml", ".yml")):
        raise click.BadParameter(str(wrong_name(name)), param_hint="NAME")
    if options["output"] or (name and not wrong_name(name)):
        refuse_existing(options["output"] or default_output(str(name)))
    missing = [
        *(["NAME"] if name is None else []),
        *([] if options["trust"] or used_by == "person" else ["--trust"]),
        *(
            []
            if options["no_permissions"] or options["managed_policies"]
            else ["--managed-policy` or `--no-permissions"]
        ),
        *(["--description"] if options["description"] is None else []),
    ]
    if missing and used_by != "person" and not questions.on_terminal:
        listed = ", ".join(f"`{each}`" for each in missing)
        raise click.UsageError(f"nobody can be asked here, and these are missing: {listed}")


def _role(
    name: str | None,
    trust: tuple[Mapping[str, Value], ...],
    options: Mapping[str, Any],
    questions: Questions,
) -> NewRole:
    policies = tuple(options["managed_policies"])
    if not policies and not options["no_permissions"]:
        policies = _policies(questions)
    profile = options["instance_profile"]
    if profile is None and trusts_ec2(trust):
        profile = _instance_profile(questions)
    name = name or questions.text("Name of the role", "NAME", wrong_name)
    refuse_existing(options["output"] or default_output(name))
    description = options["description"]
    if description is None:
        description = questions.text(
            "What is it for? (its description)", "--description", wrong_description
        )
    return NewRole(
        name=name,
        description=description,
        trust=trust,
        managed_policies=policies,
        instance_profile=bool(profile),
    )


def _policies(questions: Questions) -> tuple[str, ...]:
    answer = questions.text(
        "AWS managed policies to attach, with commas (for example AmazonS3ReadOnlyAccess; "
        "empty for none)",
        "--managed-policy` or `--no-permissions",
        lambda answer: wrong_policies(items_of(answer)),
        default="",
    )
    return items_of(answer)


def _instance_profile(questions: Questions) -> bool:
    if not questions.on_terminal:
        click.echo(
            "note: EC2 takes a role through an instance profile only: --instance-profile adds it",
            err=True,
        )
    return questions.yes(
        "EC2 takes a role through an instance profile. Add one?", default=questions.on_terminal
    )


def _trust_entry(text: str) -> Mapping[str, Value]:
    try:
        return trust_entry(text, _kinds())
    except TrustOptionError as problem:
        raise click.BadParameter(str(problem), param_hint="--trust") from None


@cache
def _kinds() -> Mapping[str, Mapping[str, Any]]:
    from rolec.schema.store import kinds

    return {kind: _fields_of(kind) for kind in kinds("trust")}


def _fields_of(kind: str) -> Mapping[str, Any]:
    from rolec.schema.store import schema

    return schema(f"trust/{kind}").fields
