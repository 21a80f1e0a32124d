"""JSON of any shape to what lints look at; what has the wrong shape is left out, and found elsewhere."""

from __future__ import annotations

from collections.abc import Iterator

from rolec.policy.policy_text import (
    ConditionText,
    Kind,
    PolicyText,
    PrincipalText,
    StatementText,
    Word,
    Words,
)
from rolec.read.value import Boolean, Items, Number, Object, Template, Value
from rolec.source.span import Span


def of_json(value: Value, kind: Kind) -> PolicyText:
    """The document that ``value`` is, as far as it is one."""
    statements = element(value, "Statement")
    return PolicyText(
        kind=kind,
        version=_word(element(value, "Version")),
        statements=tuple(
            _statement(each) for each in items(statements) if isinstance(each, Object)
        ),
        span=value.span,
    )


def kind_of(value: Value) -> Kind:
    """What a document seems to be: one with a Principal says who may assume a role."""
    principals = (
        element(statement, name)
        for statement in items(element(value, "Statement"))
        for name in ("Principal", "NotPrincipal")
    )
    return Kind.TRUST if any(each is not None for each in principals) else Kind.IDENTITY


def element(value: Value | None, name: str) -> Value | None:
    """The value of an element, or None."""
    if isinstance(value, Object):
        for entry in value.entries:
            if isinstance(entry.key, Template) and entry.key.literal == name:
                return entry.value
    return None


def entries(value: Value | None) -> Iterator[tuple[Word, Value]]:
    """The keys and values of an object; none of anything else."""
    if isinstance(value, Object):
        for entry in value.entries:
            key = _word(entry.key)
            if key is not None:
                yield key, entry.value


def items(value: Value | None) -> tuple[Value, ...]:
    """The items of a list; anything else stands for a list of one."""
    match value:
        case None:
            return ()
        case Items(items=found):
            return found
        case _:
            return (value,)


def head(value: Object) -> Span:
    """Where an object is shown: at its first key, for all of it would be many lines."""
    return value.entries[0].key.span if value.entries else value.span


def _statement(value: Object) -> StatementText:
    return StatementText(
        effect=_word(element(value, "Effect")),
        actions=_words(value, "Action"),
        resources=_words(value, "Resource"),
        principals=tuple(
            _principals(element(value, "Principal") or element(value, "NotPrincipal"))
        ),
        not_principal=element(value, "NotPrincipal") is not None,
        conditions=tuple(_conditions(element(value, "Condition"))),
        sid=_word(element(value, "Sid")),
        span=head(value),
    )


def _words(statement: Object, name: str) -> Words | None:
    plain, inverted = element(statement, name), element(statement, f"Not{name}")
    value = plain if plain is not None else inverted
    if value is None:
        return None
    return Words(tuple(_texts(value)), inverted=plain is None, span=value.span)


def _principals(value: Value | None) -> Iterator[PrincipalText]:
    word = _word(value)
    if word is not None:
        yield PrincipalText("AWS", word)
    for type_, values in entries(value):
        yield from (PrincipalText(type_.text, each) for each in _texts(values))


def _conditions(value: Value | None) -> Iterator[ConditionText]:
    for operator, keys in entries(value):
        for key, values in entries(keys):
            yield ConditionText(operator, key, tuple(_texts(values)))


def _texts(value: Value) -> Iterator[Word]:
    return (word for each in items(value) if (word := _word(each)) is not None)


def _word(value: Value | None) -> Word | None:
    match value:
        case Template(span=span) if value.literal is not None:
            return Word(value.literal, span)
        case Number(text=text, span=span):
            return Word(text, span)
        case Boolean(value=answer, span=span):
            return Word("true" if answer else "false", span)
        case _:
            return None
