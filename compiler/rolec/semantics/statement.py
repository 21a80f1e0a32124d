"""What a statement says, as its meaning needs it: every element is there, and in one form.

Texts are in IAM's syntax, wildcards and policy variables and all; what only Terraform knows is a mark
(``policy.mark``), a text like any other.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field
from typing import NamedTuple

from rolec.ir.document import Effect
from rolec.ir.operator import Family, Operator
from rolec.record import dataclass
from rolec.source.span import NOWHERE, Span


class Strings(NamedTuple):
    """The items of Action and Resource or, ``inverted``, of NotAction and NotResource."""

    items: tuple[str, ...]
    inverted: bool = False


class Principal(NamedTuple):
    """A principal: its ``type`` is ``AWS``, ``Service``, ``Federated`` or ``CanonicalUser``."""

    type: str
    value: str


class Principals(NamedTuple):
    """The items of Principal or, ``inverted``, of NotPrincipal."""

    items: tuple[Principal, ...]
    inverted: bool = False


class Condition(NamedTuple):
    """One key, in lower case, under one operator."""

    operator: Operator
    key: str
    values: tuple[str, ...]

    @property
    def has_patterns(self) -> bool:
        """Whether IAM reads policy variables in the values."""
        return self.operator.family in {Family.STRING, Family.ARN}


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A statement; it is about ``resources``, or about ``principals``, or (of other policies) both.

    ``variables`` says whether ``${...}`` is a policy variable, as in version 2012-10-17, or plain
    text. ``policy``, ``sid`` and ``span`` are for people, and no part of what it says.
    """

    effect: Effect
    actions: Strings
    resources: Strings | None = None
    principals: Principals | None = None
    conditions: tuple[Condition, ...] = ()
    variables: bool = True
    policy: str = field(default="", compare=False)
    sid: str | None = field(default=None, compare=False)
    span: Span = field(default=NOWHERE, compare=False, repr=False)

    @property
    def patterns(self) -> Iterator[str]:
        """The texts in which IAM reads policy variables."""
        yield from self.resources.items if self.resources else ()
        for condition in self.conditions:
            yield from condition.values if condition.has_patterns else ()

    @property
    def texts(self) -> Iterator[str]:
        """All texts but the actions."""
        yield from self.resources.items if self.resources else ()
        yield from (each.value for each in self.principals.items) if self.principals else ()
        for condition in self.conditions:
            yield condition.key
            yield from condition.values
