"""Whether a condition holds.

Source: the IAM User Guide, "IAM JSON policy elements: Condition operators" and "Conditions with
multiple context keys or values".
"""

from __future__ import annotations

from functools import partial

from rolec.ir.operator import Family, Operator
from rolec.semantics.comparison import compares
from rolec.semantics.keys import Keys, is_multivalued, values_of
from rolec.semantics.pattern import Lookup
from rolec.semantics.request import Request, Values
from rolec.semantics.statement import Condition
from rolec.semantics.truth import Truth, Unknown, all_of, any_of, negation
from rolec.semantics.typed import address, boolean


def holds(
    condition: Condition, request: Request, keys: Keys, lookup: Lookup, *, variables: bool
) -> Truth:
    """Whether ``request`` meets ``condition``."""
    operator = condition.operator
    if operator.family is Family.NULL and operator.qualifier:
        # Access Analyzer's "Null with qualifier": the answer is always the same.
        return operator.qualifier == "ForAllValues"
    values = values_of(condition.key, request)
    if isinstance(values, Unknown):
        return values
    if operator.family is Family.NULL:
        return any(boolean(wanted) is (not values) for wanted in condition.values)
    if not values:
        return _without_key(operator)
    of_value = partial(_of_value, condition, lookup=lookup, variables=variables)
    match operator.qualifier:
        case "ForAllValues":
            return all_of(map(of_value, values))
        case "ForAnyValue":
            return any_of(map(of_value, values))
        case _ if _is_one(condition.key, values, keys):
            return of_value(values[0])
        case _:
            # Seen in IAM: of several values no operator holds without a qualifier.
            return False


def _without_key(operator: Operator) -> bool:
    """What holds of a key that the request does not have."""
    if operator.if_exists or operator.qualifier == "ForAllValues":
        return True
    return operator.negated and not operator.qualifier


def _is_one(key: str, values: Values, keys: Keys) -> bool:
    return len(values) == 1 and not is_multivalued(key, keys)


def _of_value(condition: Condition, value: str, *, lookup: Lookup, variables: bool) -> Truth:
    """One value of the request against all of the condition: any of them or, negated, none."""
    operator = condition.operator
    if not _can_be(operator.family, value):
        return False
    found = any_of(
        compares(operator, wanted, value, lookup, variables=variables)
        for wanted in condition.values
    )
    return negation(found) if operator.negated else found


def _can_be(family: Family, value: str) -> bool:
    """Whether ``value`` is what the operator compares; seen in IAM: if not, no negation holds either."""
    match family:
        case Family.IP_ADDRESS:
            return address(value) is not None
        case Family.ARN:
            return value.startswith("arn:") and value.count(":") >= _COLONS
        case _:
            return True


_COLONS = 5
