"""The items of an Action or a Resource element, in a form that answers fast."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from rolec.semantics.pattern import (
    Lookup,
    Piece,
    expression,
    glob,
    pieces,
    replaced,
    units,
)
from rolec.semantics.truth import Truth, any_of


class Element(NamedTuple):
    """All that has no wildcard, all that has one, and each item with something to put in."""

    literal: frozenset[str]
    wild: re.Pattern[str] | None
    variable: tuple[tuple[Piece, ...], ...]


@lru_cache(maxsize=4096)
def compiled(items: tuple[str, ...], *, fold: bool, variables: bool) -> Element:
    """The form of ``items``; with ``fold`` they are in lower case."""
    literal: list[str] = []
    wild: list[str] = []
    variable: list[tuple[Piece, ...]] = []
    for item in items:
        found = pieces(item.lower() if fold else item, wild=True, variables=variables)
        match found:
            case (str(text),):
                literal.append(text)
            case _:
                plain = replaced(found, lambda _: None)
                if plain:
                    wild.append(expression(plain.pieces))
                else:
                    variable.append(found)
    union = re.compile("|".join(wild), re.DOTALL) if wild else None
    return Element(frozenset(literal), union, tuple(variable))


def covers(element: Element, text: str, lookup: Lookup) -> Truth:
    """Whether one item of ``element`` stands for ``text``; a variable without a value for nothing."""
    if text in element.literal:
        return True
    if element.wild and element.wild.fullmatch(units(text)):
        return True
    return any_of(
        glob(pattern, text) if pattern else False
        for pattern in (replaced(each, lookup) for each in element.variable)
    )
