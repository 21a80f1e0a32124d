"""Which requests meet a condition: as far as its operator alone tells."""

from __future__ import annotations

from collections.abc import Iterator

from rolec.ir.named_party import UNKNOWN, names_some
from rolec.ir.operator import Family
from rolec.policy.mark import as_reference
from rolec.policy.policy_text import ConditionText, StatementText


def needs_value(condition: ConditionText) -> bool:
    """Whether no request without the key meets the condition, and none with any other value."""
    operator = condition.parsed
    if operator is None or operator.if_exists or operator.negated:
        return False
    return operator.qualifier != "ForAllValues" and operator.family is not Family.NULL


def needs_key(condition: ConditionText) -> bool:
    """Whether no request without the key meets the condition."""
    operator = condition.parsed
    if operator is not None and operator.family is Family.NULL:
        return all(value.exact and value.text.lower() == "false" for value in condition.values)
    return needs_value(condition)


def holds_without_key(condition: ConditionText) -> bool:
    """Whether every request without the key meets the condition, as far as that is known."""
    operator = condition.parsed
    if operator is None:
        return False
    if operator.family is Family.NULL:
        return any(value.exact and value.text.lower() == "true" for value in condition.values)
    if operator.if_exists or operator.qualifier == "ForAllValues":
        return True
    return operator.negated and not operator.qualifier


def conditions_on(statement: StatementText, *keys: str) -> Iterator[ConditionText]:
    """The conditions of ``statement`` whose key is one of ``keys``, given in lower case."""
    return (each for each in statement.conditions if each.key.text.lower() in keys)


def needs(statement: StatementText, *keys: str) -> bool:
    """Whether a request must have a value that is named for one of ``keys``, in lower case."""
    return any(needs_value(each) for each in conditions_on(statement, *keys))


def names_one(condition: ConditionText) -> bool:
    """Whether ``condition`` lets in only organizations or accounts that it names, whoever the principal is."""
    values = (
        each.text if each.exact else as_reference(each.marked, UNKNOWN)
        for each in condition.values
    )
    return names_some(condition.operator.text, condition.key.text, values)


def says_something(condition: ConditionText) -> bool:
    """Whether no value of ``condition`` is empty, or a pattern that starts with anything."""
    operator = condition.parsed
    is_pattern = operator is not None and operator.takes_wildcards
    return all(
        not value.exact or (value.text.strip() and not (is_pattern and value.text.startswith("*")))
        for value in condition.values
    )
