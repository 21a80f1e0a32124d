"""Finds Principal elements whose shape or keys IAM does not know, and ones in which nobody stands.

Who is trusted is said by a key for the type of principal: `{"AWS": "111122223333"}`.
"""

from __future__ import annotations

from collections.abc import Iterator

from rolec.diagnostics.diagnostic import Diagnostic
from rolec.diagnostics.level import Level
from rolec.diagnostics.suggest import did_you_mean
from rolec.lint.example import policy
from rolec.lint.facts import Facts
from rolec.lint.json_document import JsonDocument
from rolec.lint.json_type import json_type
from rolec.lint.lint import Family, Lint
from rolec.policy.of_json import element, entries, items
from rolec.policy.policy_text import Word
from rolec.read.value import Items, Object, Template, Value

_TRUST = policy(
    '{"Effect": "Allow", "Principal": {"AWS": ["111122223333"]}, "Action": "sts:AssumeRole"}'
)

PRINCIPAL_FORMAT = Lint(
    id="L0111",
    name="principal-without-its-type",
    level=Level.ERROR,
    access_analyzer="INVALID_PRINCIPAL_FORMAT",
    explain="""
`Principal` is an object whose keys are types of principals, `AWS`, `Service` or `Federated`, and
whose values say who. The only text that may stand in its place is `*`.
""",
    bad=_TRUST.replace('{"AWS": ["111122223333"]}', '["111122223333"]'),
    good=_TRUST,
)

PRINCIPAL_KEY = Lint(
    id="L0112",
    name="unknown-principal-type",
    level=Level.ERROR,
    access_analyzer="INVALID_PRINCIPAL_KEY",
    explain="""
The types of principals are `AWS`, `Service`, `Federated` and, in the policies of S3 alone,
`CanonicalUser`. Case counts.
""",
    bad=_TRUST.replace('"AWS"', '"Aws"'),
    good=_TRUST,
)

EMPTY_LIST = Lint(
    id="L0113",
    name="empty-principal-list",
    level=Level.SUGGESTION,
    access_analyzer="EMPTY_ARRAY_PRINCIPAL",
    explain="""
The list of principals is empty, so that the statement is about nobody. Name whom it is about, or delete
the statement.
""",
    bad=_TRUST.replace('["111122223333"]', "[]"),
    good=_TRUST,
)

EMPTY_OBJECT = Lint(
    id="L0114",
    name="empty-principal",
    level=Level.SUGGESTION,
    access_analyzer="EMPTY_OBJECT_PRINCIPAL",
    explain="""
`Principal` has no key, so that the statement is about nobody. Name whom it is about, or delete the
statement.
""",
    bad=_TRUST.replace('{"AWS": ["111122223333"]}', "{}"),
    good=_TRUST,
)

PRINCIPAL_VALUE = Lint(
    id="L0115",
    name="principal-that-is-no-text",
    level=Level.ERROR,
    access_analyzer="DATA_TYPE_MISMATCH",
    explain="""
A principal is a string. An account id without quotes is a number, and loses its leading zeros.
""",
    bad=_TRUST.replace('["111122223333"]', "[111122223333]"),
    good=_TRUST,
)

_TYPES = ("AWS", "Service", "Federated", "CanonicalUser")


def _check(document: JsonDocument, _: Facts) -> Iterator[Diagnostic]:
    for statement in items(element(document.value, "Statement")):
        for name in ("Principal", "NotPrincipal"):
            found = element(statement, name)
            if found is not None:
                yield from _check_principal(name, found)


def _check_principal(name: str, found: Value) -> Iterator[Diagnostic]:
    match found:
        case Template(literal="*"):
            return
        case Object(entries=()):
            yield EMPTY_OBJECT.at(
                found.span, f"`{name}` names nobody", help="say who, or delete the statement"
            )
        case Object():
            for key, value in entries(found):
                yield from _check_key(key)
                yield from _check_values(key, value)
        case _:
            yield PRINCIPAL_FORMAT.at(
                found.span,
                f"`{name}` does not say of what type its principals are",
                help='write {"AWS": ...}, {"Service": ...} or {"Federated": ...}',
            )


def _check_key(key: Word) -> Iterator[Diagnostic]:
    if key.text not in _TYPES:
        yield PRINCIPAL_KEY.at(
            key.span,
            f"`{key.text}` is not a type of principals",
            help=did_you_mean(key.text, _TYPES) or f"write {', '.join(_TYPES[:-1])}",
        )


def _check_values(key: Word, value: Value) -> Iterator[Diagnostic]:
    if isinstance(value, Items) and not value.items:
        yield EMPTY_LIST.at(
            value.span, f"`{key.text}` lists nobody", help="fill the list, or delete the key"
        )
    for each in items(value):
        if not isinstance(each, Template):
            yield PRINCIPAL_VALUE.at(
                each.span,
                f"`{key.text}` cannot hold {json_type(each)}",
                help="write a string or a list of strings",
            )


FAMILY = Family(
    (PRINCIPAL_FORMAT, PRINCIPAL_KEY, EMPTY_LIST, EMPTY_OBJECT, PRINCIPAL_VALUE), _check
)
