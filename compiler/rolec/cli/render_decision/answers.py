"""The answers of all accounts that are asked, put together."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from rolec.ask.near import Near
from rolec.catalog.catalogue import SHIPPED
from rolec.cli.place import place_of
from rolec.ir.document import Effect
from rolec.policy.mark import is_marked, unmarked
from rolec.semantics.decide import Decision
from rolec.semantics.statement import Statement
from rolec.source.file import SourceMap

WORDS = {True: "allowed", False: "denied", None: "depends"}


class Answer(NamedTuple):
    """What is decided in the account ``nickname`` and, of what nothing allows, what nearly does."""

    nickname: str
    decision: Decision
    near: tuple[Near, ...]


class Line(NamedTuple):
    """A statement that decides, for people: ``policy`` is where the role has it from."""

    effect: Effect
    sid: str | None
    file: str | None
    line: int | None
    policy: str


def decision_word(decisions: Iterable[Decision]) -> str:
    """The answer that all give; where they differ, it depends."""
    words = {WORDS[each.answer] for each in decisions}
    return words.pop() if len(words) == 1 else WORDS[None]


def lines_of(statements: Iterable[Statement], sources: SourceMap) -> tuple[Line, ...]:
    """A line for each of ``statements``, once."""
    return tuple(dict.fromkeys(_line(each, sources) for each in statements))


def needs(decisions: Iterable[Decision]) -> tuple[str, ...]:
    """The condition keys that would tell, as AWS spells them."""
    return tuple(
        dict.fromkeys(
            unmarked(SHIPPED.spelt(key)) for each in decisions for key in each.depends_on
        )
    )


def others(decisions: Iterable[Decision]) -> tuple[str, ...]:
    """The policies that are not known, and what only Terraform knows, that would tell."""
    return tuple(dict.fromkeys(unmarked(text) for each in decisions for text in each.unknown))


def references(decision: Decision) -> tuple[str, ...]:
    """What only Terraform knows that would tell."""
    return tuple(unmarked(each) for each in decision.unknown if is_marked(each))


def policies(decision: Decision) -> tuple[str, ...]:
    """The policies whose documents would tell."""
    return tuple(each for each in decision.unknown if not is_marked(each))


def _line(statement: Statement, sources: SourceMap) -> Line:
    place = place_of(statement.span, sources)
    return Line(statement.effect, statement.sid, place.file, place.line, statement.policy)
