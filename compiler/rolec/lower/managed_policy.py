"""Managed policies by name or ARN, wherever a role names one."""

from __future__ import annotations

from rolec.catalog.managed_policy import managed_policy_paths
from rolec.diagnostics.suggest import did_you_mean
from rolec.ir.text import Text, text
from rolec.lower import codes
from rolec.lower.context import Context
from rolec.lower.cursor import Cursor

_NOT_ATTACHABLE = "/aws-service-role/"


def lower_managed_policy(at: Cursor, context: Context) -> Text | None:
    """The ARN of the policy that ``at`` names; None after an error.

    A bare name is one of AWS's; its ARN is of the account's partition.
    """
    given = at.string
    if given.startswith(("arn:", "${")):
        return context.text(at)
    paths = managed_policy_paths()
    path = paths.get(given)
    if path is None:
        context.error(
            codes.NO_SUCH_NAME,
            f"AWS has no managed policy `{given}`",
            at.span,
            help=did_you_mean(given, paths)
            or "write `policy:` for one of this project, or the ARN of another",
        )
        return None
    if path == _NOT_ATTACHABLE:
        context.error(
            codes.NOT_ATTACHABLE,
            f"AWS attaches `{given}` to its own roles only",
            at.span,
            help="list the actions that the role needs in an inline policy",
        )
        return None
    return text(f"arn:{context.account.partition}:iam::aws:policy{path}{given}", at.span)
