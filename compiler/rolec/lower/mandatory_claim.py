"""Claims that IAM refuses to go without, because many customers share an issuer."""

from __future__ import annotations

from rolec.catalog.oidc_issuer import oidc_issuer
from rolec.catalog.trust_action import WITH_WEB_IDENTITY
from rolec.ir.document import Condition, Effect, Statement
from rolec.ir.text import Text
from rolec.lower import trust_codes
from rolec.lower.context import Context
from rolec.lower.identity_provider import issuers_of

_COUNTED = {"StringEquals", "StringEqualsIgnoreCase", "StringLike"}
_QUALIFIERS = ("ForAnyValue:", "ForAllValues:")


def refuse_missing_claims(statement: Statement, issuer: Text | None, context: Context) -> None:
    """Report each issuer of ``statement`` whose mandatory claim no condition evaluates.

    IAM judges each Allow statement for itself; one that only tags sessions is exempt.
    """
    if statement.effect is Effect.DENY or not _assumes(statement):
        return
    found = [at for p in statement.principals for at in issuers_of(p, context)]
    for at in found or ([issuer] if issuer else []):
        _check(statement, at, context)


def _assumes(statement: Statement) -> bool:
    actions = {action.written.casefold() for action in statement.actions.items}
    return WITH_WEB_IDENTITY.casefold() in actions


def _check(statement: Statement, issuer: Text, context: Context) -> None:
    host = issuer.value or issuer.written
    known = oidc_issuer(host)
    if known.exact:
        _refuse_patterns(statement, issuer, context)
    if not known.requires:
        return
    keys = {name if ":" in name else f"{issuer.written}:{name}" for name in known.requires}
    wanted = {key.casefold() for key in keys}
    if any(_evaluates(condition, wanted) for condition in statement.conditions):
        return
    names = " or ".join(f"`{key}`" for key in sorted(keys))
    context.error(
        trust_codes.CLAIM_NEEDED,
        f"IAM refuses a role for `{host}` that does not compare {names}",
        statement.span.before(),
        help="compare it with a value that is more than a wildcard",
    )


def _refuse_patterns(statement: Statement, issuer: Text, context: Context) -> None:
    prefix = f"{issuer.written}:".casefold()
    for condition in statement.conditions:
        operator = _base(condition)
        if not condition.key.written.casefold().startswith(prefix):
            continue
        if operator == "StringLike" or operator.endswith("IfExists"):
            context.error(
                trust_codes.NO_PATTERN,
                f"IAM refuses `{operator}` on the claims of `{issuer.written}`",
                condition.span,
                help="use exact values, which are compared by StringEquals",
            )


def _base(condition: Condition) -> str:
    operator = condition.operator
    for qualifier in _QUALIFIERS:
        operator = operator.removeprefix(qualifier)
    return operator


def _evaluates(condition: Condition, wanted: set[str]) -> bool:
    operator = _base(condition)
    return (
        operator in _COUNTED
        and condition.key.written.casefold() in wanted
        and all(_says_something(value, operator) for value in condition.values)
    )


def _says_something(value: Text, operator: str) -> bool:
    """Whether a value is neither blank nor, in a pattern, begins with a star."""
    written = value.written.strip()
    return bool(written) and not (operator == "StringLike" and written.startswith("*"))
