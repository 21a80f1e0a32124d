"""The parts of a statement: patterns, principals and conditions."""

from __future__ import annotations

from collections.abc import Iterator

from rolec.diagnostics.diagnostic import error
from rolec.diagnostics.outcome import Sink
from rolec.ir.document import (
    Condition,
    Patterns,
    Principal,
    PrincipalType,
    conditions,
    patterns,
    principals,
)
from rolec.ir.text import Text
from rolec.ir.text import text as literal_text
from rolec.read import codes
from rolec.read.text import as_list, as_text, literal_of
from rolec.read.value import Object, Value


def read_patterns(value: Value, name: str, sink: Sink, *, inverted: bool) -> Patterns | None:
    """The patterns of Action, Resource or, ``inverted``, NotAction, NotResource."""
    texts = _texts(value, name, sink)
    return patterns(texts, inverted=inverted) if texts else None


def read_principals(value: Value, sink: Sink) -> tuple[Principal, ...]:
    """Who the Principal element names; a lone ``*`` is everyone, as ``{"AWS": "*"}`` is."""
    if literal_of(value) == "*":
        return (Principal(PrincipalType.AWS, literal_text("*", value.span)),)
    if not isinstance(value, Object):
        sink.add(error(codes.POLICY_SHAPE, "`Principal` is an object or `*`", value.span))
        return ()
    return principals(tuple(_principals(value, sink)))


def read_conditions(value: Value, sink: Sink) -> tuple[Condition, ...]:
    """The conditions of the Condition element, by operator and key."""
    return conditions(tuple(_conditions(value, sink)))


def _principals(value: Object, sink: Sink) -> Iterator[Principal]:
    for entry in value.entries:
        name = literal_of(entry.key) or "?"
        if name not in set(PrincipalType):
            message = f"`{name}` is no type of principal that a trust policy has"
            sink.add(error(codes.POLICY_NOT_KEPT, message, entry.key.span))
            continue
        for text in _texts(entry.value, f"the principal `{name}`", sink):
            yield Principal(PrincipalType(name), text)


def _conditions(value: Value, sink: Sink) -> Iterator[Condition]:
    for operator, keys in _entries(value, "`Condition`", sink):
        name = literal_of(operator)
        if name is None:
            sink.add(error(codes.POLICY_SHAPE, "an operator is a plain text", operator.span))
            continue
        for key, values in _entries(keys, f"`{name}`", sink):
            written = as_text(key, sink)
            texts = _texts(values, f"`{name}`", sink)
            if written is not None and texts:
                yield Condition(name, written, texts, key.span)


def _entries(value: Value, what: str, sink: Sink) -> Iterator[tuple[Value, Value]]:
    if not isinstance(value, Object):
        sink.add(error(codes.POLICY_SHAPE, f"{what} is an object", value.span))
        return
    for entry in value.entries:
        yield entry.key, entry.value


def _texts(value: Value, name: str, sink: Sink) -> tuple[Text, ...]:
    """The texts of a scalar or list; none, after an error, when one is no text."""
    texts = as_list(value, sink)
    if not texts:
        sink.add(error(codes.POLICY_SHAPE, f"{name} is an empty list", value.span))
    known = tuple(text for text in texts if text is not None)
    return known if len(known) == len(texts) else ()
