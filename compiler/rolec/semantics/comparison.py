"""How an operator compares one value of a request with one of its own, negation aside.

Source: the IAM User Guide, "IAM JSON policy elements: Condition operators".
"""

from __future__ import annotations

from collections.abc import Callable
from operator import eq, ge, gt, le, lt
from types import MappingProxyType
from typing import Any

from rolec.ir.operator import Family, Operator
from rolec.policy.mark import is_marked, marks
from rolec.semantics.pattern import Lookup, Marked, arn_glob, glob, pieces, replaced
from rolec.semantics.truth import Truth, Unknown
from rolec.semantics.typed import address, boolean, milliseconds, network, number, octets

_RELATIONS: MappingProxyType[str, Callable[[Any, Any], bool]] = MappingProxyType(
    {
        "Equals": eq,
        "NotEquals": eq,
        "LessThan": lt,
        "LessThanEquals": le,
        "GreaterThan": gt,
        "GreaterThanEquals": ge,
    }
)


def compares(
    operator: Operator, wanted: str, value: str, lookup: Lookup, *, variables: bool
) -> Truth:
    """Whether ``value``, of a request, is as ``wanted``, of a policy, says.

    A value that cannot be read as what the operator compares is like nothing.
    """
    if operator.family in {Family.STRING, Family.ARN}:
        return _text(operator, wanted, value, lookup, variables=variables)
    if is_marked(wanted):
        found = [lookup(Marked(each)) for each in marks(wanted)]
        return next((each for each in found if isinstance(each, Unknown)), False)
    match operator.family:
        case Family.NUMERIC:
            return _related(operator, number(value), number(wanted))
        case Family.DATE:
            return _related(operator, milliseconds(value), milliseconds(wanted))
        case Family.BOOL:
            return boolean(value) is boolean(wanted)
        case Family.BINARY:
            return octets(value) is not None and octets(value) == octets(wanted)
        case Family.IP_ADDRESS:
            return _within(value, wanted)
        case _:
            raise AssertionError(f"{operator.family} compares no typed value")


def _text(
    operator: Operator, wanted: str, value: str, lookup: Lookup, *, variables: bool
) -> Truth:
    found = pieces(wanted, wild=operator.takes_wildcards, variables=variables)
    pattern = replaced(found, lookup)
    if pattern is None:
        return False
    if operator.family is Family.ARN:
        return arn_glob(pattern, value)
    return glob(pattern, value, fold=operator.name.endswith("IgnoreCase"))


def _related(operator: Operator, value: Any, wanted: Any) -> bool:
    relation = _RELATIONS[operator.name.removeprefix(operator.family)]
    return value is not None and wanted is not None and relation(value, wanted)


def _within(value: str, wanted: str) -> bool:
    place, area = address(value), network(wanted)
    return place is not None and area is not None and place in area
