"""Managed policies by name or ARN, wherever a role names one."""

from __future__ import annotations

import re

from rolec.catalog.managed_policy import managed_policy_paths
from rolec.diagnostics.suggest import closest, did_you_mean
from rolec.ir.text import Text, text
from rolec.lower import codes
from rolec.lower.context import Context
from rolec.lower.cursor import Cursor

_NOT_ATTACHABLE = "/aws-service-role/"
_OF_AWS = re.compile(r"(arn:[a-z-]+:iam::aws:policy)(/(?:.*/)?)([^/]*)", re.DOTALL)


def lower_managed_policy(at: Cursor, context: Context) -> Text | None:
    """The ARN of the policy that ``at`` names; None after an error.

    A bare name is one of AWS's; its ARN is of the account's partition.
    """
    given = at.string
    if given.startswith(("arn:", "${")):
        return _by_arn(at, context)
    paths = managed_policy_paths()
    path = paths.get(given)
    if path is None:
        context.error(
            codes.NO_SUCH_NAME,
            f"AWS has no managed policy `{given}`",
            at.span,
            help=did_you_mean(given, paths)
            or "write `policy:` for one of this project, or the ARN of another or of one that AWS made since",
        )
        return None
    if path == _NOT_ATTACHABLE:
        _refuse_not_attachable(given, at, context)
        return None
    context.pins.attach(given, at.span)
    return text(f"arn:{context.account.partition}:iam::aws:policy{path}{given}", at.span)


def _by_arn(at: Cursor, context: Context) -> Text | None:
    arn = context.text(at)
    match = _OF_AWS.fullmatch(arn.literal or "")
    if match is None:
        return arn
    start, path, name = match.groups()
    paths = managed_policy_paths()
    right = paths.get(name)
    if right == path != _NOT_ATTACHABLE:
        context.pins.attach(name, at.span)
        return arn
    if right == _NOT_ATTACHABLE:
        _refuse_not_attachable(name, at, context)
    elif right is not None:
        message = f"the ARN of AWS's `{name}` has the path `{right}`, not `{path}`"
        help_ = f"write `{start}{right}{name}`, or the name alone"
        context.error(codes.NO_SUCH_NAME, message, at.span, help=help_)
    else:
        near = closest(name, paths)
        help_ = (
            f"did you mean `{start}{paths[near]}{near}`?"
            if near
            else "AWS may have retired it, or made it since: what it allows is not known"
        )
        message = f"rolec knows no managed policy `{name}` of AWS"
        context.warn(codes.UNKNOWN_MANAGED_POLICY, message, at.span, help=help_)
        return arn
    return None


def _refuse_not_attachable(name: str, at: Cursor, context: Context) -> None:
    context.error(
        codes.NOT_ATTACHABLE,
        f"AWS attaches `{name}` to its own roles only",
        at.span,
        help="list the actions that the role needs in an inline policy",
    )
