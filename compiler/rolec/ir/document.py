"""Policy documents: what a statement says, in the terms of IAM's grammar.

Source: the IAM User Guide, "Grammar of the IAM JSON policy language".
"""

from __future__ import annotations

from dataclasses import field
from enum import StrEnum

from rolec.ir.text import Text
from rolec.record import dataclass
from rolec.source.span import NOWHERE, Span

VERSION = "2012-10-17"
"""The version in which policy variables work, and the only one that IAM takes for a new managed policy."""

OLD_VERSION = "2008-10-17"
"""The version in which ``${...}`` is ordinary text, and as which IAM reads a document without one."""


class Effect(StrEnum):
    """Whether a statement gives access or takes it away."""

    ALLOW = "Allow"
    DENY = "Deny"


class PrincipalType(StrEnum):
    """The keys of a Principal element that a trust policy may have."""

    AWS = "AWS"
    FEDERATED = "Federated"
    SERVICE = "Service"


@dataclass(frozen=True, slots=True)
class Principal:
    """Who may assume a role: an ARN, an account, a service, a provider, or everyone (``*``)."""

    type: PrincipalType
    value: Text


@dataclass(frozen=True, slots=True)
class Patterns:
    """The patterns of Action and Resource or, ``inverted``, of NotAction and NotResource.

    In canonical order, each once; IAM has no meaning for an empty list.
    """

    items: tuple[Text, ...]
    inverted: bool = False

    def __post_init__(self) -> None:
        # INVARIANT: an empty list would be refused by IAM, or mean everything.
        if not self.items:
            raise AssertionError("no patterns")


@dataclass(frozen=True, slots=True)
class Condition:
    """One key under one operator; a request fits when it matches any of the ``values``."""

    operator: str
    key: Text
    values: tuple[Text, ...]
    span: Span = field(default=NOWHERE, compare=False, repr=False)

    def __post_init__(self) -> None:
        # INVARIANT: an empty list never matches, and IAM Access Analyzer refuses it.
        if not self.values:
            raise AssertionError("no values")


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One statement; in a trust policy it has ``principals`` and no ``resources``.

    ``conditions`` are sorted by operator and key, each pair once: they are AND-ed.
    """

    effect: Effect
    actions: Patterns
    resources: Patterns | None = None
    principals: tuple[Principal, ...] = ()
    conditions: tuple[Condition, ...] = ()
    sid: str | None = None
    because: str | None = field(default=None, compare=False)
    span: Span = field(default=NOWHERE, compare=False, repr=False)

    def __post_init__(self) -> None:
        # INVARIANT: a statement is about resources, or about who assumes a role.
        if (self.resources is None) != bool(self.principals):
            raise AssertionError("a statement has either resources or principals")


@dataclass(frozen=True, slots=True)
class Document:
    """A policy document; statements stay in the order written, and ``version`` None is none at all."""

    statements: tuple[Statement, ...]
    id: str | None = None
    version: str | None = VERSION
    span: Span = field(default=NOWHERE, compare=False, repr=False)

    def __post_init__(self) -> None:
        # INVARIANT: IAM refuses a document without statements.
        if not self.statements:
            raise AssertionError("no statements")


def patterns(items: tuple[Text, ...], *, inverted: bool = False) -> Patterns:
    """``items`` in canonical order: sorted by what is written, each once."""
    return Patterns(in_order(items), inverted)


def conditions(items: tuple[Condition, ...]) -> tuple[Condition, ...]:
    """``items`` in canonical order, their values too."""
    ordered = map(_with_values_in_order, items)
    return tuple(sorted(ordered, key=lambda c: (c.operator, c.key.written)))


def principals(items: tuple[Principal, ...]) -> tuple[Principal, ...]:
    """``items`` in canonical order, each once."""
    unique = dict.fromkeys(items)
    return tuple(sorted(unique, key=lambda p: (p.type, p.value.written)))


def in_order(items: tuple[Text, ...]) -> tuple[Text, ...]:
    """The texts sorted by what is written, each once."""
    if len(items) == 1:
        return items
    by_written = {item.written: item for item in items}
    if len(by_written) < len(items):  # perhaps not equal all the same, as links are
        return tuple(sorted(dict.fromkeys(items), key=lambda item: item.written))
    return tuple([by_written[written] for written in sorted(by_written)])


def _with_values_in_order(condition: Condition) -> Condition:
    values = in_order(condition.values)
    if values == condition.values:
        return condition
    return Condition(condition.operator, condition.key, values, condition.span)
