"""Where statements have what only Terraform knows, and beside which other texts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from rolec.ir.operator import Family
from rolec.policy.mark import as_key, is_marked, is_of_project, is_part_of_arn, marks
from rolec.semantics.statement import Statement

AT = "values of what only Terraform knows"


class Place(NamedTuple):
    """What is compared with each other: values of a ``family`` of the key ``name``, principals of a type, or resources."""

    family: Family | None
    name: str

    @property
    def has_patterns(self) -> bool:
        """Whether policy variables may stand there."""
        return self == RESOURCES or self.family in {Family.STRING, Family.ARN}


RESOURCES = Place(None, "resources")


class Uses:
    """The places of marks in ``statements``.

    ``in_patterns`` and ``typed`` are the texts with marks in places where policy variables may stand, and in
    others; ``beside`` has all texts of a place. ``names`` are the keys of marks that are but parts of ARNs.

    A mark in the key of a condition is none of these: two keys that may be one allow no more than two keys do.
    """

    def __init__(self, statements: Iterable[Statement]) -> None:
        self.beside: defaultdict[Place, dict[str, None]] = defaultdict(dict)
        self.in_patterns: dict[tuple[Place, str], None] = {}
        self.typed: dict[tuple[Place, str], None] = {}
        names: set[str] = set()
        wholes: set[str] = set()
        for statement in statements:
            for place, text in _places(statement):
                self.beside[place][text] = None
                if is_marked(text):
                    (self.in_patterns if place.has_patterns else self.typed)[place, text] = None
                    (names if is_part_of_arn(text) else wholes).update(keys_of((text,)))
        self.names = frozenset(names - wholes)

    def __bool__(self) -> bool:
        return bool(self.in_patterns or self.typed)


def keys_of(texts: Iterable[str]) -> Iterator[str]:
    """The keys of the values of marks in ``texts`` that may be any text."""
    for text in texts:
        yield from (as_key(mark) for mark in marks(text) if not is_of_project(mark))


def _places(statement: Statement) -> Iterator[tuple[Place, str]]:
    for text in statement.resources.items if statement.resources else ():
        yield RESOURCES, text
    for principal in statement.principals.items if statement.principals else ():
        yield Place(None, principal.type), principal.value
    for condition in statement.conditions:
        # Strings and ARNs of one key are compared with each other.
        family = Family.STRING if condition.has_patterns else condition.operator.family
        yield from ((Place(family, condition.key), value) for value in condition.values)
