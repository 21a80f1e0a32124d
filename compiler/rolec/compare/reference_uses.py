"""Where two accesses have what only Terraform knows, and beside which other texts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from rolec.ir.operator import Family
from rolec.policy.mark import as_key, is_marked, is_of_project, is_part_of_arn, marks
from rolec.semantics.access import Access
from rolec.semantics.statement import Condition, Statement


class Place(NamedTuple):
    """What is compared with each other: values of a ``family`` of one key, or principals of a type."""

    family: Family | None
    name: str


class Uses:
    """The places of marks in the statements of ``accesses``.

    ``in_patterns`` are the keys of those that stand in patterns alone, and ``names`` those of which one is
    but a part of an ARN; ``typed`` are the texts with marks of other places, and ``beside`` all texts of
    such a place.
    """

    def __init__(self, accesses: Iterable[Access]) -> None:
        self.beside: defaultdict[Place, dict[str, None]] = defaultdict(dict)
        self.typed: dict[tuple[Place, str], None] = {}
        patterns: dict[str, None] = {}
        fixed: set[str] = set()
        names: set[str] = set()
        statements = [
            s for access in accesses for layer in access.layers for s in layer.statements
        ]
        for statement in statements:
            texts = tuple(statement.patterns)
            patterns |= dict.fromkeys(_keys(texts))
            names.update(_keys(filter(is_part_of_arn, texts)))
            fixed.update(_keys(each.key for each in statement.conditions if not _is_own(each)))
            for place, text in _places(statement):
                self.beside[place][text] = None
                if is_marked(text):
                    self.typed[place, text] = None
        fixed.update(_keys(text for _, text in self.typed))
        self.in_patterns = tuple(key for key in patterns if key not in fixed)
        self.names = frozenset(names)

    def __bool__(self) -> bool:
        return bool(self.in_patterns or self.typed)


def _is_own(condition: Condition) -> bool:
    """Whether the key is the value of a reference itself, on which something is made."""
    return any(as_key(mark) == condition.key for mark in marks(condition.key))


def _keys(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        yield from (as_key(mark) for mark in marks(text) if not is_of_project(mark))


def _places(statement: Statement) -> Iterator[tuple[Place, str]]:
    for principal in statement.principals.items if statement.principals else ():
        yield Place(None, principal.type), principal.value
    for condition in statement.conditions:
        family = condition.operator.family
        if not condition.has_patterns and family is not Family.NULL:
            yield from ((Place(family, condition.key), value) for value in condition.values)
