"""A policy document as the tree of IAM's JSON: the one place that spells its elements."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import TypeAlias

from rolec.ir.document import Condition, Document, Patterns, Principal, Statement
from rolec.ir.text import Text, text

Tree: TypeAlias = "Text | Sequence[Tree] | Mapping[str, Tree] | Mapping[Text, Tree]"
"""Objects are mappings in the order written; keys are texts where IAM takes a reference."""


def tree(document: Document) -> Mapping[str, Tree]:
    """The document with its elements in the order that AWS's own examples have.

    Actions and resources are always lists. A lone principal or condition value is a
    string, as in AWS's examples: trust policies have few characters to spend.
    """
    return {
        **({"Version": text(document.version)} if document.version else {}),
        **({"Id": text(document.id)} if document.id else {}),
        "Statement": [_statement(statement) for statement in document.statements],
    }


def _statement(statement: Statement) -> Mapping[str, Tree]:
    out: dict[str, Tree] = {}
    if statement.sid:
        out["Sid"] = text(statement.sid)
    out["Effect"] = text(statement.effect)
    if statement.principals:
        out["Principal"] = _principals(statement.principals)
    out |= _patterns("Action", statement.actions)
    if statement.resources:
        out |= _patterns("Resource", statement.resources)
    if statement.conditions:
        out["Condition"] = _conditions(statement.conditions)
    return out


def _principals(principals: tuple[Principal, ...]) -> Mapping[str, Tree]:
    return {
        str(kind): _one_or_many(tuple(principal.value for principal in same))
        for kind, same in groupby(principals, key=lambda p: p.type)
    }


def _patterns(element: str, patterns: Patterns) -> Mapping[str, Tree]:
    return {f"Not{element}" if patterns.inverted else element: list(patterns.items)}


def _conditions(conditions: tuple[Condition, ...]) -> Mapping[str, Tree]:
    return {
        operator: {condition.key: _one_or_many(condition.values) for condition in same}
        for operator, same in groupby(conditions, key=lambda c: c.operator)
    }


def _one_or_many(values: tuple[Text, ...]) -> Tree:
    return values[0] if len(values) == 1 else list(values)
