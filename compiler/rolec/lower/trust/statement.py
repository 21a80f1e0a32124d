"""A statement of a trust policy as IAM has it, a deny too."""

from __future__ import annotations

from rolec.catalog.trust_action import TRUST_ACTIONS
from rolec.ir.document import Condition, Effect
from rolec.ir.principal_form import IN_ACCOUNT
from rolec.lower import trust_codes
from rolec.lower.condition import lower_when
from rolec.lower.context import Context
from rolec.lower.cursor import Cursor
from rolec.lower.principal import is_everyone, principals_at
from rolec.lower.trust_kind import Grant, TrustKind

_ACTIONS = {action.casefold(): action for action in TRUST_ACTIONS}
_OF_PATHS = ("ForAnyValue:StringEquals", "ForAnyValue:StringLike")
_OF_ARNS = ("ArnEquals", "ArnLike", "StringEquals", "StringLike")
_NARROW = ("StringEquals", "StringEqualsIgnoreCase")


def _lower(entry: Cursor, context: Context) -> Grant | None:
    statement = entry.field("statement")
    effect = Effect(statement.field("Effect").string)
    actions = tuple(_action(at, context) for at in statement.get_many("Action"))
    conditions = lower_when(statement.get("Condition"), context)
    found = principals_at(statement, context)
    if effect is Effect.ALLOW and is_everyone(found) and not _names_who(conditions):
        context.error(
            trust_codes.EVERYONE,
            "the principal `*` trusts everybody with an AWS account",
            statement.field("Principal").span,
            help="name an account, or compare `aws:PrincipalOrgID` or `aws:PrincipalAccount` by StringEquals",
        )
    if not found or not actions:
        return None
    sid = statement.get("Sid")
    return Grant(
        principals=found,
        actions=actions,
        actions_span=statement.field("Action").span,
        conditions=conditions,
        sid=sid.string if sid else None,
        effect=effect,
        span=entry.span,
    )


def _action(at: Cursor, context: Context) -> str:
    """The action in AWS's spelling; IAM ignores case."""
    known = _ACTIONS.get(at.string.casefold())
    if known is None:
        context.error(
            trust_codes.TRUST_ACTION,
            f"`{at.string}` is not an action of a trust policy",
            at.span,
            help=f"write one of {', '.join(sorted(_ACTIONS.values()))}",
        )
    return known or at.string


def _names_who(conditions: tuple[Condition, ...]) -> bool:
    return any(map(_names_some, conditions))


def _names_some(condition: Condition) -> bool:
    """Whether a condition lets in only organizations or accounts that it names; a path begins with an organization."""
    match condition.key.written.casefold():
        case "aws:principalorgid" | "aws:principalaccount":
            return condition.operator in _NARROW
        case "aws:principalarn":
            arns = [each.written for each in condition.values]
            return condition.operator in _OF_ARNS and all(map(IN_ACCOUNT.fullmatch, arns))
        case "aws:principalorgpaths":
            named = [each for each in condition.values if not each.is_list]
            first = [each.written.partition("/")[0] for each in named]
            return condition.operator in _OF_PATHS and not any({*"*?"} & {*each} for each in first)
        case _:
            return False


KIND = TrustKind(name="statement", lower=_lower)
