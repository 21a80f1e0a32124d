"""Policy documents and texts as Terraform, and as JSON, must say them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from rolec.ir.document import (
    Condition,
    Document,
    Principal,
    Statement,
    conditions,
    patterns,
    principals,
)
from rolec.ir.module import PolicyForm
from rolec.ir.text import Link, Part, Reference, Text, joined, text


def in_terraform(document: Document) -> Document:
    """The document with its links as references, or as values where they have no label."""
    return _mapped(document, text_in_terraform)


def is_known(document: Document) -> bool:
    """Whether the document can be written without Terraform."""
    return all(found.value is not None for found in texts(document))


def in_json(document: Document) -> Document:
    """A document that is known, with the value of every reference."""
    return _mapped(document, lambda found: text(found.value or ""))


def as_written(document: Document, form: PolicyForm) -> Document:
    """The document as it is read back from ``.tf``: by way of its JSON where that is wanted."""
    if form is PolicyForm.FILE and is_known(document):
        return in_json(document)
    return in_terraform(document)


def waits_for(document: Document, form: PolicyForm) -> tuple[str, ...]:
    """The resources that JSON cannot name as references, so that Terraform is told to wait."""
    if form is not PolicyForm.FILE or not is_known(document):
        return ()
    links = [p for found in texts(document) for p in found.parts if isinstance(p, Link)]
    return tuple(sorted({f"{link.entity}.{link.label}" for link in links if link.label}))


def text_in_terraform(found: Text) -> Text:
    """The text with links as Terraform references, or as values."""
    return joined(tuple(_part(part) for part in found.parts))


def texts(document: Document) -> Iterator[Text]:
    """Every text of a document in which Terraform may have a part."""
    for statement in document.statements:
        yield from statement.actions.items
        yield from statement.resources.items if statement.resources else ()
        for principal in statement.principals:
            yield principal.value
        for condition in statement.conditions:
            yield condition.key
            yield from condition.values


def _part(part: Part) -> Part:
    match part:
        case str():
            return part
        case Reference(expression=expression) | Link(expression=str() as expression):
            return Reference(expression)
        case Link(value=str() as value):
            return value
        case _:
            raise AssertionError(f"not linked: {part}")


def _mapped(document: Document, change: Callable[[Text], Text]) -> Document:
    statements = tuple(_statement(statement, change) for statement in document.statements)
    return Document(statements, document.id or None, document.version)


def _statement(statement: Statement, change: Callable[[Text], Text]) -> Statement:
    """The statement in canonical order, which a reference and its value do not share."""
    resources = statement.resources
    return replace(
        statement,
        sid=statement.sid or None,
        actions=patterns(
            tuple(map(change, statement.actions.items)), inverted=statement.actions.inverted
        ),
        resources=patterns(tuple(map(change, resources.items)), inverted=resources.inverted)
        if resources
        else None,
        principals=principals(
            tuple(Principal(p.type, change(p.value)) for p in statement.principals)
        ),
        conditions=conditions(
            tuple(
                Condition(c.operator, change(c.key), tuple(map(change, c.values)))
                for c in statement.conditions
            )
        ),
    )
