"""A statement of a trust policy as IAM has it, a deny too."""

from __future__ import annotations

from rolec.catalog.trust_action import TRUST_ACTIONS
from rolec.ir.document import Condition, Effect
from rolec.ir.named_party import UNKNOWN, names_some
from rolec.ir.text import Text
from rolec.lower import trust_codes
from rolec.lower.condition import lower_when
from rolec.lower.context import Context
from rolec.lower.cursor import Cursor
from rolec.lower.principal import is_everyone, principals_at
from rolec.lower.trust_kind import Grant, TrustKind

_ACTIONS = {action.casefold(): action for action in TRUST_ACTIONS}


def _lower(entry: Cursor, context: Context) -> Grant | None:
    statement = entry.field("statement")
    effect = Effect(statement.field("Effect").string)
    actions = tuple(_action(at, context) for at in statement.get_many("Action"))
    conditions = lower_when(statement.get("Condition"), context)
    found = principals_at(statement, context)
    if effect is Effect.ALLOW and is_everyone(found) and not any(map(_names_some, conditions)):
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


def _names_some(condition: Condition) -> bool:
    values = map(_fixed, condition.values)
    return names_some(condition.operator, condition.key.written, values)


def _fixed(text: Text) -> str:
    return "".join(part if isinstance(part, str) else part.value or UNKNOWN for part in text.parts)


KIND = TrustKind(name="statement", lower=_lower)
