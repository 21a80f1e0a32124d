"""What the meaning of policies is made of, as AWS writes it."""

from __future__ import annotations

from rolec.catalog.key_type import key_type
from rolec.ir.document import Condition as WrittenCondition
from rolec.ir.operator import Operator
from rolec.ir.text import text
from rolec.policy.mark import unmarked
from rolec.semantics.statement import Condition

_PLACEHOLDER = "${"


def shown_key(key: str) -> str:
    """A condition key, which has no case where it is compared, in the letters that AWS has for it."""
    known = key_type(key)
    if known is None:
        return unmarked(key)
    start = known.name.partition(_PLACEHOLDER)[0]
    return start + unmarked(key[len(start) :])


def shown_operator(operator: Operator) -> str:
    """An operator as policies write it."""
    qualifier = f"{operator.qualifier}:" if operator.qualifier else ""
    return f"{qualifier}{operator.name}{'IfExists' if operator.if_exists else ''}"


def written(condition: Condition) -> WrittenCondition:
    """A condition as a policy writes it."""
    return WrittenCondition(
        shown_operator(condition.operator),
        text(shown_key(condition.key)),
        tuple(text(unmarked(value)) for value in condition.values),
    )
