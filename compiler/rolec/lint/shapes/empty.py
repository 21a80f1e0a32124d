"""Finds lists of actions and resources, and conditions, in which nothing stands.

A statement about nothing has no effect, and whoever wrote it meant one.
"""

from __future__ import annotations

from collections.abc import Iterator

from rolec.diagnostics.diagnostic import Diagnostic
from rolec.diagnostics.level import Level
from rolec.lint.example import policy
from rolec.lint.facts import Facts
from rolec.lint.json_document import JsonDocument
from rolec.lint.lint import Family, Lint
from rolec.policy.of_json import element, entries, items
from rolec.policy.policy_text import Word
from rolec.read.value import Items, Object, Value

_DOCUMENT = policy(
    '{"Effect": "Allow", "Action": ["s3:GetObject"], "Resource": ["arn:aws:s3:::photos/*"],'
    ' "Condition": {"Bool": {"aws:SecureTransport": "true"}}}'
)

EMPTY_ACTION = Lint(
    id="L0519",
    name="empty-action",
    level=Level.ERROR,
    access_analyzer="EMPTY_ARRAY_ACTION",
    explain="""
The list of actions is empty, so that the statement is about nothing. IAM refuses the document: "Policy
statement must contain actions." IAM Access Analyzer only suggests to fill the list.
""",
    bad=_DOCUMENT.replace('["s3:GetObject"]', "[]"),
    good=_DOCUMENT,
)

EMPTY_RESOURCE = Lint(
    id="L0520",
    name="empty-resource",
    level=Level.ERROR,
    access_analyzer="EMPTY_ARRAY_RESOURCE",
    explain="""
The list of resources is empty, so that the statement is about nothing. IAM refuses the document: "Policy
statement must contain resources." IAM Access Analyzer only suggests to fill the list.
""",
    bad=_DOCUMENT.replace('["arn:aws:s3:::photos/*"]', "[]"),
    good=_DOCUMENT,
)

EMPTY_CONDITION = Lint(
    id="L0521",
    name="empty-condition-block",
    level=Level.SUGGESTION,
    access_analyzer="EMPTY_OBJECT_CONDITION",
    explain="""
The block `Condition`, or an operator in it, compares no key. Every request meets it, as if it were
not there.
""",
    bad=_DOCUMENT.replace('{"Bool": {"aws:SecureTransport": "true"}}', "{}"),
    good=_DOCUMENT,
)

_LISTS = {
    "Action": EMPTY_ACTION,
    "NotAction": EMPTY_ACTION,
    "Resource": EMPTY_RESOURCE,
    "NotResource": EMPTY_RESOURCE,
}


def _check(document: JsonDocument, _: Facts) -> Iterator[Diagnostic]:
    for statement in items(element(document.value, "Statement")):
        for key, value in entries(statement):
            lint = _LISTS.get(key.text)
            if lint and isinstance(value, Items) and not value.items:
                yield lint.at(
                    value.span,
                    f"`{key.text}` lists nothing",
                    help="fill the list, or delete the statement",
                )
            elif key.text == "Condition":
                yield from _check_condition(key, value)


def _check_condition(key: Word, condition: Value) -> Iterator[Diagnostic]:
    for name, block in ((key, condition), *entries(condition)):
        if isinstance(block, Object) and not block.entries:
            yield EMPTY_CONDITION.at(
                block.span, f"`{name.text}` compares nothing", help="compare a key, or delete it"
            )


FAMILY = Family((EMPTY_ACTION, EMPTY_RESOURCE, EMPTY_CONDITION), _check)
