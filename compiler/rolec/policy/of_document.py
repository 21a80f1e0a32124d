"""Documents of the IR to what lints look at."""

from __future__ import annotations

from rolec.ir.document import Document, Patterns, Statement
from rolec.ir.text import Link, Part, Reference, Text
from rolec.policy.mark import mark, mark_of_project
from rolec.policy.policy_text import (
    ConditionText,
    Kind,
    PolicyText,
    PrincipalText,
    StatementText,
    Word,
    Words,
)
from rolec.source.span import Span

_new = tuple.__new__
"""Makes a named tuple in half the time that its class takes."""


def of_document(document: Document, kind: Kind) -> PolicyText:
    """``document`` as it will be written."""
    return PolicyText(
        kind=kind,
        version=Word(document.version, document.span) if document.version else None,
        statements=tuple(map(_statement, document.statements)),
        span=document.span,
    )


def with_marks(text: Text) -> str:
    """``text`` as IAM reads it, with marks for what only Terraform knows."""
    word = word_of(text)
    return word.text if word.exact else word.marked


def _statement(statement: Statement) -> StatementText:
    span = statement.span
    return StatementText(
        effect=Word(statement.effect, span),
        actions=_words(statement.actions, span),
        resources=_words(statement.resources, span) if statement.resources else None,
        principals=tuple(
            PrincipalText(principal.type, word_of(principal.value))
            for principal in statement.principals
        ),
        conditions=tuple(
            ConditionText(
                Word(condition.operator, condition.span),
                word_of(condition.key),
                tuple(map(word_of, condition.values)),
            )
            for condition in statement.conditions
        ),
        sid=Word(statement.sid, span) if statement.sid else None,
        span=span,
    )


def _words(patterns: Patterns, span: Span) -> Words:
    return Words(tuple(map(word_of, patterns.items)), patterns.inverted, span)


def word_of(text: Text) -> Word:
    """``text`` as a word, in which what only Terraform knows is marked."""
    known = text.value
    if known is not None:
        return _new(
            Word, (known, text.span, True, "")
        )  # nearly always, and of every text of every role
    parts = [part if isinstance(part, str) else (part.value or "*") for part in text.parts]
    return Word("".join(parts), text.span, exact=False, marked="".join(map(_marked, text.parts)))


def _marked(part: Part) -> str:
    match part:
        case str():
            return part
        case Reference(expression=expression):
            return part.value or mark(expression)
        case Link(entity=entity, name=name, attribute=attribute, account=account):
            # Not by its label: that is another text in another module.
            return part.value or mark_of_project(entity, name, attribute, account)
