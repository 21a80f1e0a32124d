"""Whether a role in a circle of trust may call `sts:AssumeRole` on the next."""

from __future__ import annotations

from collections.abc import Iterator

from rolec.diagnostics.diagnostic import error, warning
from rolec.diagnostics.outcome import Sink
from rolec.ir.document import Document, Effect, Patterns, Statement
from rolec.ir.glob import matches
from rolec.ir.role import Policy, Role
from rolec.ir.text import Link, Text
from rolec.link import codes
from rolec.link.definition import Placed

_ACTION = "sts:assumerole"


def refuse_helpless_callers(
    linked: list[Placed], opened: list[tuple[Placed, Placed]], sink: Sink
) -> None:
    """Report each caller of ``opened`` edges whose own permissions lack `sts:AssumeRole`.

    Where a role has policies whose text is not in the project, it is a warning.
    """
    if not opened:
        return
    by_span = {(p.account.nickname, p.definition.span): p for p in linked}
    for before, target in opened:
        caller = by_span.get((before.account.nickname, before.definition.span), before)
        role = caller.definition
        if not isinstance(role, Role) or _may_assume(role, target, linked):
            continue
        name = target.definition.name
        report = warning if _has_unknown_policies(role, linked) else error
        sink.add(
            report(
                codes.CALLER_CANNOT_ASSUME,
                f"`{role.name}` trusts and is trusted in a circle, and may not assume `{name}`",
                role.span,
                notes=(f"`{name}` trusts it by a condition, which needs a permission as well",),
                help=f"allow `sts:AssumeRole` on `{_arn_of(target, before)}` in an inline policy",
            )
        )


def _arn_of(target: Placed, caller: Placed) -> str:
    """How the caller writes it: ``roles`` are those of its own account."""
    same = target.account.nickname == caller.account.nickname
    return f"${{roles.{target.definition.name}.arn}}" if same or not target.arn else target.arn


def _may_assume(role: Role, target: Placed, linked: list[Placed]) -> bool:
    return any(
        _allows(statement, target)
        for document in _documents(role, linked)
        for statement in document.statements
    )


def _documents(role: Role, linked: list[Placed]) -> Iterator[Document]:
    yield from (policy.document for policy in role.inline_policies)
    attached = {attachment.policy_arn.written for attachment in role.attachments}
    for placed in linked:
        if isinstance(placed.definition, Policy):
            reference = f"${{aws_iam_policy.{placed.definition.label}.arn}}"
            if reference in attached or placed.arn in attached:
                yield placed.definition.document


def _has_unknown_policies(role: Role, linked: list[Placed]) -> bool:
    known = sum(1 for _ in _documents(role, linked)) - len(role.inline_policies)
    return len(role.attachments) > known


def _allows(statement: Statement, target: Placed) -> bool:
    if statement.effect is not Effect.ALLOW or statement.resources is None:
        return False
    actions = statement.actions
    by_action = any(matches(a.written.lower(), _ACTION) for a in actions.items)
    return by_action != actions.inverted and _covers(statement.resources, target)


def _covers(resources: Patterns, target: Placed) -> bool:
    found = any(_is_target(resource, target) for resource in resources.items)
    return found != resources.inverted


def _is_target(resource: Text, target: Placed) -> bool:
    if resource.value is not None and target.arn is not None:
        return matches(resource.value, target.arn)
    match resource.parts:
        case (Link(label=label, attribute="arn"),):
            return label == target.definition.label
        case _:
            return False
