"""Condition operators: how they are spelt, and what their parts are.

Source: the IAM User Guide, "IAM JSON policy elements: Condition operators".
"""

from __future__ import annotations

from enum import StrEnum
from functools import cache, lru_cache
from types import MappingProxyType
from typing import NamedTuple


class Family(StrEnum):
    """What an operator compares."""

    STRING = "String"
    NUMERIC = "Numeric"
    DATE = "Date"
    BOOL = "Bool"
    BINARY = "Binary"
    IP_ADDRESS = "IpAddress"
    ARN = "Arn"
    NULL = "Null"


# fmt: off
_NAMES = MappingProxyType({
    Family.STRING: (
        "StringEquals", "StringNotEquals", "StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase",
        "StringLike", "StringNotLike",
    ),
    Family.NUMERIC: (
        "NumericEquals", "NumericNotEquals", "NumericLessThan", "NumericLessThanEquals",
        "NumericGreaterThan", "NumericGreaterThanEquals",
    ),
    Family.DATE: (
        "DateEquals", "DateNotEquals", "DateLessThan", "DateLessThanEquals",
        "DateGreaterThan", "DateGreaterThanEquals",
    ),
    Family.BOOL: ("Bool",),
    Family.BINARY: ("BinaryEquals",),
    Family.IP_ADDRESS: ("IpAddress", "NotIpAddress"),
    Family.ARN: ("ArnEquals", "ArnLike", "ArnNotEquals", "ArnNotLike"),
    Family.NULL: ("Null",),
})
# fmt: on
_QUALIFIERS = ("", "ForAllValues", "ForAnyValue")
_IF_EXISTS = "IfExists"


class Operator(NamedTuple):
    """A condition operator: ``ForAnyValue:StringLikeIfExists`` and its parts.

    ``qualifier`` is ``ForAllValues``, ``ForAnyValue`` or empty; ``name`` is the operator without
    its qualifier and suffix.
    """

    qualifier: str
    name: str
    family: Family
    if_exists: bool

    @property
    def negated(self) -> bool:
        """Whether it holds when no value matches, and when the key is absent."""
        return "Not" in self.name

    @property
    def takes_wildcards(self) -> bool:
        """Whether ``*`` and ``?`` stand for other text in its values."""
        return self.name.endswith("Like") or self.family is Family.ARN


@cache
def operators() -> tuple[str, ...]:
    """Every operator that IAM takes and that means something; `Null` has no other form."""
    bare = [
        f"{name}{suffix}"
        for family, names in _NAMES.items()
        for suffix in ("", _IF_EXISTS)
        for name in names
        if family is not Family.NULL
    ]
    qualified = [f"{qualifier}:{name}" for qualifier in _QUALIFIERS[1:] for name in bare]
    return (*bare, "Null", *qualified)


@lru_cache(maxsize=1024)
def parse_operator(text: str) -> Operator | None:
    """The parts of an operator, also of ones that say nothing, such as ``NullIfExists``.

    IAM ignores the case of neither; None is no operator.
    """
    return _parsed().get(text)


@cache
def _parsed() -> dict[str, Operator]:
    return {
        f"{qualifier}{':' if qualifier else ''}{name}{suffix}": Operator(
            qualifier, name, family, bool(suffix)
        )
        for family, names in _NAMES.items()
        for name in names
        for qualifier in _QUALIFIERS
        for suffix in ("", _IF_EXISTS)
    }
