"""What the words and options of a question mean."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path

import click

from rolec.catalog.catalogue import SHIPPED
from rolec.cli.terminal import visible
from rolec.compare.acting import may_act_on
from rolec.diagnostics.suggest import did_you_mean
from rolec.driver.expect.question import Holder, Question
from rolec.policy.mark import (
    as_key,
    is_mark,
    is_marked,
    is_of_list,
    is_of_project,
    mark,
    marks,
    unmarked,
)
from rolec.semantics.access import Access
from rolec.semantics.context import principal_named
from rolec.semantics.request import Values
from rolec.semantics.statement import Principal
from rolec.semantics.value_form import misfit

_REFERENCE = re.compile(r"\$\{([^{}]+)\}")
_PAIR = re.compile(r"((?:\$\{[^{}]+\}|[^=])++)=(.*)", re.DOTALL)
_ACTION = re.compile(r"[A-Za-z0-9.-]+:[A-Za-z0-9_-]+")


def check_use(
    words: Sequence[str],
    *,
    raw: bool,
    principal: str | None,
    policies: Sequence[Path],
    trust: Path | None,
    boundary: Path | None,
    scps: Sequence[Path],
    account: str | None,
) -> None:
    """Refuse options that exclude or need each other, and words that are too many or too few."""
    if policies and trust:
        raise click.UsageError("--policy and --trust exclude each other")
    if boundary and not policies:
        raise click.UsageError(
            "--boundary limits --policy FILE; a role has its own, which --policy ARN=FILE may tell"
        )
    if scps and (trust or principal is not None):
        raise click.UsageError("--scp limits what a role may do, and not who may assume it")
    if trust and principal is None:
        raise click.UsageError("--trust needs --as: who is to assume the role?")
    if policies and principal is not None:
        raise click.UsageError("--as asks a trust policy: give it with --trust")
    if raw and account is not None:
        raise click.UsageError("--account is about a role of the project, and none is asked")
    if not raw and _ACTION.fullmatch(words[0]):
        raise click.UsageError(f"whose `{words[0]}`? Write ROLE before it, or --policy FILE")
    wanted = ["ACTION"] if raw else ["ROLE", "ACTION"]
    most = len(wanted) + (principal is None)
    if not len(wanted) <= len(words) <= most:
        wanted += [] if principal is not None else ["RESOURCE"]
        if policies and not _ACTION.fullmatch(words[0]):
            raise click.UsageError(
                f"--policy FILE asks no role: leave `{words[0]}` out, or write --policy ARN=FILE"
                " where it is that of a policy that the role attaches"
            )
        raise click.UsageError(f"this takes {' '.join(wanted)}, and not `{' '.join(words)}`")


def question_of(
    words: Sequence[str], given: Sequence[str], absent: Sequence[str], principal: str | None
) -> Question:
    """The question that ``words`` are, ACTION first."""
    action = words[0]
    if not _ACTION.fullmatch(action):
        raise click.BadParameter(
            f"`{action}` is no action: write one as `s3:GetObject`, without wildcards",
            param_hint="ACTION",
        )
    if principal is None:
        resource = _resource(action, words[1] if len(words) > 1 else None)
        return Question(action=action, resource=resource, given=_context(given, absent))
    if not action.lower().startswith("sts:"):
        raise click.BadParameter(
            f"`{action}` assumes no role: with --as it is one of sts, such as `sts:AssumeRole`",
            param_hint="ACTION",
        )
    text = _REFERENCE.sub(lambda found: mark(found[1]), principal)
    known = Principal("AWS", text) if is_marked(text) else principal_named(principal)
    if known is None or any(map(is_of_project, marks(text))):
        raise click.BadParameter(
            f"`{principal}` is no principal: write the ARN of a role, user, session or provider,"
            " twelve digits, a service as `ec2.amazonaws.com`, or the host of a provider",
            param_hint="--as",
        )
    return Question(action=action, principal=known, given=_context(given, absent))


def _resource(action: str, given: str | None) -> str:
    """The resource that is asked about; an action that acts on none of its own is asked on `*`."""
    known = SHIPPED.action(action)
    types = [on.type for on in known.acts_on] if known else []
    if given is None:
        if known is None or types:
            arns = [arn.replace("${Partition}", "aws") for each in types for arn in each.arns]
            example = f", such as `{min(arns, key=len)}`" if arns else ""
            raise click.UsageError(f"`{action}` acts on a RESOURCE: name one{example}")
        return "*"
    if given != "*" and not given.startswith("arn:"):
        raise click.BadParameter(
            f"`{given}` is no resource: write an ARN, or `*`", param_hint="RESOURCE"
        )
    return given


def warn_of_unknown(question: Question, holders: Iterable[Holder]) -> None:
    """Say which names are none of AWS's: such a request nobody sends."""
    if SHIPPED.action(question.action) is None:
        near = SHIPPED.nearest(question.action)
        _warn(f"AWS has no action `{question.action}`", near and f"did you mean `{near}`?")
    if question.resource is not None:
        _warn_of_resource(question.action, question.resource)
    used = {key for each in holders for key in _keys_of(each)}
    within = {key for each in holders for key in _references_of(each)}
    if question.principal:
        within |= set(map(as_key, marks(question.principal.value)))
    for key, values in question.given.items():
        if is_mark(key):
            _check_reference(key, values or (), used, within)
        elif key not in used and SHIPPED.key(key) is None:
            _warn(f"no policy asks for the key `{key}`", did_you_mean(key, used))


def _check_reference(
    key: str, values: Values, used: Collection[str], within: Collection[str]
) -> None:
    """Refuse a value for what decides whether something is made that is not one of truth."""
    if key in used and not {"true", "false"}.issuperset(values):
        raise click.BadParameter(
            f"`{unmarked(key)}` is either `true` or `false`", param_hint="--with"
        )
    if key not in used and key not in within:
        known = sorted(map(unmarked, {*filter(is_mark, used), *within}))
        _warn(f"no policy has `{unmarked(key)}`", did_you_mean(unmarked(key), known))


def _warn_of_resource(action: str, resource: str) -> None:
    known = SHIPPED.action(action)
    if known is None or resource == "*":
        return
    types = sorted({on.type.name for on in known.acts_on})
    if not types:
        _warn(f"`{action}` acts on no resource of its own", "ask it on `*`")
    elif not may_act_on(action, resource, SHIPPED):
        _warn(f"`{action}` does not act on `{resource}`", f"it acts on {', '.join(types)}")


def _keys_of(holder: Holder) -> Iterable[str]:
    accesses: tuple[Access, ...] = (holder.permissions, holder.trust)
    return (
        condition.key
        for access in accesses
        for statement in access.statements
        for condition in statement.conditions
    )


def _references_of(holder: Holder) -> Iterable[str]:
    """The references in texts, as keys."""
    texts = (
        text
        for access in (holder.permissions, holder.trust)
        for statement in access.statements
        for text in statement.texts
    )
    return (as_key(mark) for text in texts for mark in marks(text))


def _warn(message: str, help: str | None) -> None:
    click.echo(f"warning: {visible(message)}" + (f": {help}" if help else ""), err=True)


def _context(given: Sequence[str], absent: Sequence[str]) -> dict[str, Values | None]:
    """Keys by their names in lower case, with all values that are given."""
    found: dict[str, Values | None] = {}
    for each in given:
        pair = _PAIR.fullmatch(each)
        if pair is None or not (_REFERENCE.fullmatch(pair[1]) or ":" in pair[1]):
            raise click.BadParameter(
                f"`{each}` is no KEY=VALUE, such as `aws:SourceIp=203.0.113.7`",
                param_hint="--with",
            )
        key, value = _marked(pair[1]), pair[2]
        form = misfit(SHIPPED.key(key), value)
        if form:
            raise click.BadParameter(
                f"no request has `{pair[1]}` as `{value}`: it is {form.words}, such as `{form.example}`",
                param_hint="--with",
            )
        if key in found and is_mark(key) and not is_of_list(key):
            raise click.BadParameter(f"`{pair[1]}` has one value", param_hint="--with")
        found[key] = (*(found.get(key) or ()), value)
    for written in absent:
        if _REFERENCE.fullmatch(written):
            raise click.BadParameter(
                f"`{written}` always has a value: give it with --with", param_hint="--without"
            )
        if (key := _marked(written)) in found:
            raise click.UsageError(f"`{written}` is given with a value and without one")
        found[key] = None
    return found


def _marked(key: str) -> str:
    """``key`` as accesses have it."""
    return as_key(_REFERENCE.sub(lambda found: mark(found[1]), key))
