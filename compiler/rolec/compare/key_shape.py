"""What the values of a condition key are, from the catalogue or else from how policies use it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from enum import Enum
from typing import NamedTuple, TypeAlias

from rolec.catalog.condition_key import ConditionKey, KeyType
from rolec.ir.operator import Family
from rolec.semantics.statement import Condition

Keys: TypeAlias = Callable[[str], ConditionKey | None]
"""What is known of a condition key by its name, as ``Catalogue.key``."""


class Values(Enum):
    """What a value of a key is, as far as it tells operators apart."""

    TEXT = "text"
    ARN = "ARN"
    BOOL = "bool"
    NUMBER = "number"
    DATE = "date"
    ADDRESS = "IP address"
    BYTES = "bytes"
    SEVERAL = "several types"


class Shape(NamedTuple):
    """What the ``values`` of a key are, and whether a request has several of them.

    ``known`` says that the catalogue has the key. ``in_doubt`` is a key that policies use as one
    value and as several: either is possible.
    """

    values: Values
    many: bool
    known: bool
    in_doubt: bool = False


_OF_TYPE = {
    KeyType.STRING: Values.TEXT,
    KeyType.ARN: Values.ARN,
    KeyType.BOOL: Values.BOOL,
    KeyType.NUMERIC: Values.NUMBER,
    KeyType.DATE: Values.DATE,
    KeyType.IP_ADDRESS: Values.ADDRESS,
}
_FITS = {
    Values.TEXT: {Family.STRING, Family.ARN, Family.BOOL},
    Values.ARN: {Family.STRING, Family.ARN, Family.BOOL},
    Values.BOOL: {Family.STRING, Family.BOOL},
    Values.NUMBER: {Family.NUMERIC},
    Values.DATE: {Family.NUMERIC, Family.DATE},
    Values.ADDRESS: {Family.IP_ADDRESS},
    Values.BYTES: {Family.BINARY},
}


def shapes(
    conditions: Iterable[Condition], variables: Iterable[str], keys: Keys
) -> dict[str, Shape]:
    """The shape of each key of ``conditions`` and of ``variables``, which are all of both sides.

    One policy alone would not do: what it calls absent, the other may call a number.
    """
    families: defaultdict[str, set[Family]] = defaultdict(set)
    for key in variables:
        # As a variable, a number is a text.
        families[key] = {Family.STRING}
    alone: set[str] = set()
    several: set[str] = set()
    for condition in conditions:
        operator = condition.operator
        used = families[condition.key]
        if operator.family is not Family.NULL:
            used.add(operator.family)
            (several if operator.qualifier else alone).add(condition.key)
    return {
        key: _shape(keys(key), used, alone=key in alone, several=key in several)
        for key, used in families.items()
    }


def _shape(
    known: ConditionKey | None, families: set[Family], *, alone: bool, several: bool
) -> Shape:
    values = _values(_OF_TYPE[known.type] if known and known.type else None, families)
    if known and known.type:
        return Shape(values, known.multivalued, known=True)
    return Shape(values, several and not alone, known=False, in_doubt=alone and several)


def _values(known: Values | None, families: set[Family]) -> Values:
    if known:
        # Of a value that is none of the operator's type neither it nor its negation holds.
        return known if families <= _FITS[known] else Values.SEVERAL
    if families == {Family.BOOL}:
        return Values.BOOL
    return next((each for each, fits in _FITS.items() if families <= fits), Values.SEVERAL)
