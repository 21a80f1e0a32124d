"""A policy document as it is written: what lints look at, be it JSON of a console or part of a spec.

Unlike the IR it can hold what IAM would refuse, and unlike JSON it has one form: lists.
"""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from rolec.ir.operator import Operator, parse_operator
from rolec.record import dataclass
from rolec.source.span import NOWHERE, Span


class Kind(StrEnum):
    """What a document is attached to."""

    IDENTITY = "identity"
    TRUST = "trust"


class Word(NamedTuple):
    """A text of a document.

    Where a part is known only to Terraform, ``text`` has a ``*`` for it and ``exact`` is false:
    of such a word nothing may be said that another value could belie. ``marked`` is then the text
    with each such part as a mark that stands for one value, whatever it is (``policy.mark``).
    """

    text: str
    span: Span
    exact: bool = True
    marked: str = ""


class Words(NamedTuple):
    """The items of Action, Resource or, ``inverted``, NotAction, NotResource."""

    items: tuple[Word, ...]
    inverted: bool
    span: Span


class PrincipalText(NamedTuple):
    """A principal; ``type`` is ``AWS``, ``Federated``, ``Service`` or what else is written."""

    type: str
    value: Word


class ConditionText(NamedTuple):
    """One key under one operator; ``parsed`` is None where there is no such operator."""

    operator: Word
    key: Word
    values: tuple[Word, ...]

    @property
    def parsed(self) -> Operator | None:
        """The parts of the operator."""
        return parse_operator(self.operator.text)


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementText:
    """One statement; what it does not have, or has in a form that cannot be read, is None."""

    effect: Word | None
    actions: Words | None
    resources: Words | None = None
    principals: tuple[PrincipalText, ...] = ()
    not_principal: bool = False
    conditions: tuple[ConditionText, ...] = ()
    sid: Word | None = None
    span: Span

    @property
    def allows(self) -> bool:
        """Whether the statement gives access."""
        return self.effect is not None and self.effect.text == "Allow"

    @property
    def denies(self) -> bool:
        """Whether the statement takes access away."""
        return self.effect is not None and self.effect.text == "Deny"

    @property
    def is_of_entry(self) -> bool:
        """Whether its actions stand in no file, because it is an entry of a spec that has a kind."""
        words = self.actions.items if self.actions else ()
        return bool(words) and all(word.span == NOWHERE for word in words)


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyText:
    """A document with its kind; ``version`` is that of the policy language, None without one."""

    kind: Kind
    version: Word | None
    statements: tuple[StatementText, ...]
    span: Span
