"""`rolec query`: what rolec knows of AWS."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from rolec.cli.exit_code import ExitCode
from rolec.cli.nearest_group import NearestGroup
from rolec.cli.options import result_format
from rolec.cli.terminal import visible, wants_color

if TYPE_CHECKING:
    from rolec.catalog.catalogue import Catalogue
    from rolec.catalog.service import Action, Service
    from rolec.cli.query.answer import Answer

_LEVELS = ("list", "read", "write", "tagging", "permissions_management")
_GLOBAL = "aws"


@click.group(
    "query",
    cls=NearestGroup,
    invoke_without_command=True,
    short_help="Look up what rolec knows of AWS.",
)
@click.pass_context
def COMMAND(context: click.Context) -> None:  # noqa: N802 - a value, made by click's decorators
    """Look up actions, resource types, condition keys, managed policies and principals of AWS.

    It is the catalogue that rolec checks specs by; no network is used. `--format json` has
    more columns than fit on a terminal.
    """
    if context.invoked_subcommand is None:
        click.echo(context.get_help())


@COMMAND.command("actions", short_help="The actions of a service, or those of a pattern.")
@click.argument("service", metavar="SERVICE|PATTERN")
@click.option(
    "--access",
    "levels",
    multiple=True,
    type=click.Choice(_LEVELS),
    help="Only actions of this access level; may be given again.",
)
@result_format("text", "json")
def actions(service: str, levels: tuple[str, ...], format_name: str) -> ExitCode:
    """List the actions of SERVICE, the prefix of their names; or those that PATTERN covers.

    A PATTERN has a colon and may have wildcards, as in policies: `rolec query actions
    's3:Get*'`. An action that AWS gives two access levels is listed under the first.
    """
    from rolec.catalog.access_level import AccessLevel
    from rolec.cli.query.service_answers import actions_answer

    found = _matching(service) if ":" in service else _actions(service)
    if found is None:
        return ExitCode.ERRORS
    return _print(actions_answer(found, tuple(map(AccessLevel, levels))), format_name)


@COMMAND.command("resources", short_help="The resource types of a service, with their ARNs.")
@click.argument("service")
@result_format("text", "json")
def resources(service: str, format_name: str) -> ExitCode:
    """List the resource types of SERVICE, and the templates of their ARNs."""
    from rolec.cli.query.service_answers import resources_answer

    found = _service(service)
    return ExitCode.ERRORS if found is None else _print(resources_answer(found), format_name)


@COMMAND.command("keys", short_help="The condition keys of a service, or the global ones.")
@click.argument("service")
@result_format("text", "json")
def keys(service: str, format_name: str) -> ExitCode:
    """List the condition keys of SERVICE; those that all services have, for `aws`."""
    from rolec.catalog.global_key import global_keys
    from rolec.cli.query.service_answers import keys_answer

    if service.lower() == _GLOBAL:
        return _print(keys_answer(global_keys()), format_name)
    found = _service(service)
    return ExitCode.ERRORS if found is None else _print(keys_answer(found.keys), format_name)


@COMMAND.command("policy", short_help="An AWS managed policy, or those of a pattern.")
@click.argument("name", metavar="NAME|PATTERN")
@result_format("text", "json")
def policy(name: str, format_name: str) -> ExitCode:
    """Print the AWS managed policy called NAME: its ARN, its version and its document.

    NAME may be an ARN, or have a path: what comes after the last `/` is the name. A PATTERN has
    wildcards, as in policies, and lists those whose names it covers: `rolec query policy
    'AmazonS3*'`.
    """
    from rolec.catalog.managed_document import managed_policy
    from rolec.catalog.managed_policy import managed_policy_paths
    from rolec.cli.query.policy_answer import policies_answer, policy_json, policy_text
    from rolec.diagnostics.suggest import closest
    from rolec.lint.variable import has_wildcard

    name = name.rpartition("/")[2]
    found = managed_policy(name)
    if found is not None:
        click.echo(policy_json(found) if format_name == "json" else policy_text(found), nl=False)
        return ExitCode.OK
    listed = policies_answer(name) if has_wildcard(name) else None
    if listed and listed.rows:
        return _print(listed, format_name)
    near = closest(name, managed_policy_paths())
    other = (
        "NAME is the end of its ARN, and `rolec query policy '*S3*'` lists those with `S3` in it"
    )
    _unknown("managed policy", name, near, other)
    return ExitCode.ERRORS


@COMMAND.command("service-principals", short_help="The services that can assume a role.")
@click.argument("name", metavar="[NAME|PATTERN]", required=False)
@result_format("text", "json")
def service_principals(name: str | None, format_name: str) -> ExitCode:
    """List the services that can assume a role, and whether they send the aws:Source keys.

    Only those with NAME in theirs, or that PATTERN covers, when it is given. AWS publishes
    neither; `-` means that nothing is known.
    """
    from rolec.catalog.service_principal import service_names
    from rolec.cli.query.principal_answer import principals_answer
    from rolec.diagnostics.suggest import closest

    answer = principals_answer(name or "")
    if answer.rows:
        return _print(answer, format_name)
    _unknown(
        "service principal",
        name or "",
        closest(name or "", service_names()),
        "`rolec query service-principals` lists them",
    )
    return ExitCode.ERRORS


def _actions(prefix: str) -> tuple[Action, ...] | None:
    found = _service(prefix)
    return None if found is None else found.actions


def _matching(pattern: str) -> tuple[Action, ...] | None:
    catalogue = _catalogue()
    if catalogue is None:
        return None
    found = tuple(catalogue.matching(pattern))
    if not found:
        near = catalogue.nearest(pattern)
        hint = f"did you mean `{near}`?" if near else "`rolec query actions SERVICE` lists them"
        click.echo(f"error: AWS has no action `{visible(pattern)}`: {hint}", err=True)
    return found or None


def _service(prefix: str) -> Service | None:
    catalogue = _catalogue()
    if catalogue is None:
        return None
    found = catalogue.service(prefix)
    if found is None:
        other = "a service is called by the prefix of its actions, such as `s3`"
        _unknown("service", prefix, catalogue.nearest(prefix), other)
    elif found.retired:
        click.echo(f"note: AWS has ended {found.name}", err=True)
    return found


def _catalogue() -> Catalogue | None:
    """AWS as the project of this folder knows it; None after an error in what it says."""
    from rolec.cli.format import Stream
    from rolec.cli.report import report
    from rolec.driver.project.catalogue_here import catalogue_here

    found = catalogue_here(Path())
    report(found.diagnostics, found.sources, stream=Stream.ERR)
    return found.catalogue


def _unknown(what: str, name: str, near: str | None, other: str) -> None:
    hint = f"did you mean `{near}`?" if near else other
    click.echo(f"error: AWS has no {what} `{visible(name)}`: {hint}", err=True)


def _print(answer: Answer, format_name: str) -> ExitCode:
    from rolec.cli.query.answer import as_json, as_text

    if format_name == "json":
        click.echo(as_json(answer), nl=False)
    elif answer.rows:
        color = wants_color(sys.stdout)
        click.echo(as_text(answer, color=color), nl=False, color=color)
    else:
        click.echo(answer.nothing, err=True)
    return ExitCode.OK
