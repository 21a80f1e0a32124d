"""Which denies of a trust policy leave a principal nothing but requests with a value that is named."""

from __future__ import annotations

from rolec.ir.glob import matches
from rolec.lint.met import says_something
from rolec.policy.policy_text import PolicyText, PrincipalText, StatementText

_ASSUME = "sts:assumerole"


def denied_unless(document: PolicyText, principal: PrincipalText, *keys: str) -> bool:
    """Whether ``principal`` is denied ``sts:AssumeRole`` unless one of ``keys`` has a value that is named.

    A negated operator also holds where the key is missing, so that such a request is denied too.
    """
    return any(
        statement.denies
        and _is_about(statement, principal)
        and _is_negated(statement, keys)
        and _denies_assuming(statement)
        for statement in document.statements
    )


def _is_about(statement: StatementText, principal: PrincipalText) -> bool:
    if statement.not_principal:
        return False
    return any(
        (each.type == "AWS" and each.value.text == "*")
        or (each.type == principal.type and each.value.text == principal.value.text)
        for each in statement.principals
        if each.value.exact
    )


def _is_negated(statement: StatementText, keys: tuple[str, ...]) -> bool:
    """Whether the only condition is that one of ``keys`` has none of some values."""
    if len(statement.conditions) != 1:
        return False
    (condition,) = statement.conditions
    operator = condition.parsed
    return (
        condition.key.text.lower() in keys
        and operator is not None
        and operator.negated
        and not operator.qualifier
        and says_something(condition)
    )


def _denies_assuming(statement: StatementText) -> bool:
    actions = statement.actions
    if actions is None or actions.inverted:
        return False
    return any(word.exact and matches(word.text.lower(), _ASSUME) for word in actions.items)
