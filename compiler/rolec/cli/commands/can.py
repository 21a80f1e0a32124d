"""`rolec can`: whether a request is allowed, and which lines say so."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from rolec.cli.exit_code import ExitCode
from rolec.cli.options import result_format

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rolec.cli.render_decision.answers import Answer
    from rolec.driver.expect.question import Holder, Question
    from rolec.source.file import SourceMap

_FILE = click.Path(path_type=Path, exists=True, dir_okay=False)


@click.command("can", short_help="Say whether a request is allowed, and which lines say so.")
@click.argument("words", metavar="[ROLE] ACTION [RESOURCE]", nargs=-1, required=True)
@click.option("--with", "given", metavar="KEY=VALUE", multiple=True, help="A condition key of the request; given twice, it has both values.")  # fmt: skip
@click.option("--without", "absent", metavar="KEY", multiple=True, help="A condition key that the request does not have.")  # fmt: skip
@click.option("--as", "principal", metavar="PRINCIPAL", help="Ask the trust policy whether PRINCIPAL may assume the role.")  # fmt: skip
@click.option("--policy", "policies", metavar="[ARN=]FILE", multiple=True, help="Ask this identity policy, in JSON, and no role; with ARN= it is that of ROLE, whose document is in no spec.")  # fmt: skip
@click.option("--boundary", metavar="FILE", type=_FILE, help="The permissions boundary beside --policy.")  # fmt: skip
@click.option("--scp", "scps", metavar="FILE", multiple=True, type=_FILE, help="A service control policy beside ROLE or --policy; each has to allow.")  # fmt: skip
@click.option("--trust", metavar="FILE", type=_FILE, help="Ask this trust policy, in JSON, and no role.")  # fmt: skip
@click.option("--project", type=click.Path(exists=True, path_type=Path), default=Path(), show_default=".", help="Where ROLE is looked for, when it is a name.")  # fmt: skip
@click.option("--account", metavar="NICKNAME", help="Ask the role of this account only.")
@result_format("text", "json")
def COMMAND(  # noqa: N802 - a value, made by click's decorators
    words: tuple[str, ...],
    *,
    given: tuple[str, ...],
    absent: tuple[str, ...],
    principal: str | None,
    policies: tuple[str, ...],
    boundary: Path | None,
    scps: tuple[Path, ...],
    trust: Path | None,
    project: Path,
    account: str | None,
    format_name: str,
) -> ExitCode:
    """Say whether ROLE may do ACTION on RESOURCE: allowed, denied, or what it depends on.

    ROLE is the name of a role in the project, or a file with one; where it is made in several
    accounts, all must agree. An action that acts on no resource of its own needs no RESOURCE. With
    --as there is no RESOURCE, and ACTION is one of sts, such as sts:AssumeRole; PRINCIPAL is an ARN,
    twelve digits, a service, an identity provider, or a reference of Terraform.

    Exit 0 when it is allowed, and 3 when it is not or depends.
    """
    from rolec.cli.asked import check_use, question_of
    from rolec.cli.asked_holders import beside_of, files_holder, policies_of, role_holders

    given_policies = policies_of(policies)
    raw = bool(given_policies.alone or trust)
    check_use(words, raw=raw, principal=principal, policies=given_policies.alone, trust=trust, boundary=boundary, scps=scps, account=account)  # fmt: skip
    question = question_of(words if raw else words[1:], given, absent, principal)
    found = (
        files_holder(given_policies, boundary, scps, trust)
        if raw
        else role_holders(words[0], project, account, beside_of(given_policies, scps))
    )
    if found is None:
        return ExitCode.ERRORS
    return _answered(question, found.holders, found.sources, format_name)


def _answered(
    question: Question, holders: Sequence[Holder], sources: SourceMap, format_name: str
) -> ExitCode:
    from rolec.cli.asked import warn_of_unknown
    from rolec.cli.render_decision.answers import Answer
    from rolec.driver.expect.question import answered

    warn_of_unknown(question, holders)
    answers = [Answer(each.account.nickname, *answered(question, each)) for each in holders]
    _print(answers, sources, format_name)
    allowed = all(each.decision.answer is True for each in answers)
    return ExitCode.OK if allowed else ExitCode.NO


def _print(answers: Sequence[Answer], sources: SourceMap, format_name: str) -> None:
    if format_name == "json":
        from rolec.cli.render_decision.json import decision_json

        click.echo(
            decision_json([(each.nickname, each.decision) for each in answers], sources), nl=False
        )
        return
    from rolec.cli.render_decision.text import decision_text
    from rolec.cli.terminal import wants_color

    color = wants_color(sys.stdout)
    click.echo(decision_text(answers, sources, color=color), nl=False, color=color)
