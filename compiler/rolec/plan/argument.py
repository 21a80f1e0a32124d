"""Values of the IR to arguments.

The AWS provider takes policies for equal that differ in the order of statements, or in how an
account is written (github.com/hashicorp/awspolicyequivalence).
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable

from rolec.ir.document import Condition, Document, Patterns, Principal, Statement
from rolec.ir.role import Tag
from rolec.ir.text import Link, Part, Reference, Text
from rolec.ir.texts import document_texts
from rolec.plan.resource import Argument
from rolec.policy.mark import mark

_ACCOUNT = re.compile(r"arn:[a-z-]+:iam::(\d{12}):root", re.ASCII)


def literal(value: Hashable) -> Argument:
    """An argument that is known without Terraform."""
    return Argument(value)


def of_text(text: Text) -> Argument:
    """A string."""
    return Argument(_shown(text), _needs((text,)))


def of_texts(texts: tuple[Text, ...]) -> Argument:
    """A set of strings."""
    return Argument(frozenset(map(_shown, texts)), _needs(texts))


def of_tags(tags: tuple[Tag, ...], given: Text | None = None) -> Argument:
    """Tags, in any order, over those of a map that is ``given``; none at all is no argument."""
    values = tuple(tag.value for tag in tags)
    pairs = frozenset((tag.key, _shown(tag.value)) for tag in tags)
    return Argument((_shown(given), pairs) if given else pairs or None, _needs(values))


def of_document(document: Document, *, in_file: bool) -> Argument:
    """A policy; one that is read from the JSON ``in_file`` waits for nothing."""
    statements = (repr(_statement(each, in_file=in_file)) for each in document.statements)
    needs = frozenset[str]() if in_file else _needs(document_texts(document))
    return Argument((document.version, tuple(sorted(statements))), needs)


def _statement(statement: Statement, *, in_file: bool) -> tuple[object, ...]:
    return (
        str(statement.effect),
        statement.sid or "",
        _patterns(statement.actions, in_file=in_file),
        _patterns(statement.resources, in_file=in_file) if statement.resources else None,
        sorted(_principal(each, in_file=in_file) for each in statement.principals),
        sorted(_condition(each, in_file=in_file) for each in statement.conditions),
    )


def _patterns(patterns: Patterns, *, in_file: bool) -> tuple[bool, list[str]]:
    return patterns.inverted, sorted(_shown(item, in_file=in_file) for item in patterns.items)


def _principal(principal: Principal, *, in_file: bool) -> tuple[str, str]:
    shown = _shown(principal.value, in_file=in_file)
    account = _ACCOUNT.fullmatch(shown)
    return str(principal.type), account[1] if account else shown


def _condition(condition: Condition, *, in_file: bool) -> tuple[str, str, list[str]]:
    values = sorted(_shown(value, in_file=in_file) for value in condition.values)
    return condition.operator, _shown(condition.key, in_file=in_file), values


def _shown(text: Text, *, in_file: bool = False) -> str:
    return "".join([_part(part, in_file=in_file) for part in text.parts])


def _part(part: Part, *, in_file: bool) -> str:
    match part:
        case str():
            return part
        case Reference(expression=expression, value=value):
            # JSON has the value that rolec.yaml gives; in HCL it is the expression that counts.
            return value if in_file and value is not None else mark(expression)
        case Link(entity=entity, name=name, attribute=attribute, account=account, value=value):
            return value or mark(f"{entity}.{account or ''}.{name}.{attribute}")


def _needs(texts: Iterable[Text]) -> frozenset[str]:
    return frozenset(
        f"{part.entity}.{part.label}"
        for text in texts
        for part in text.parts
        # A name is configured, and so it is known; an ARN is what AWS answers.
        if isinstance(part, Link) and part.label and part.attribute == "arn"
    )
