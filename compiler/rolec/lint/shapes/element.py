"""Finds elements that IAM does not know, has no use for in this form, or misses altogether.

IAM refuses such a document before it looks at what it says.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from rolec.diagnostics.diagnostic import Diagnostic
from rolec.diagnostics.level import Level
from rolec.diagnostics.suggest import did_you_mean
from rolec.lint.example import policy
from rolec.lint.facts import Facts
from rolec.lint.json_document import JsonDocument
from rolec.lint.json_type import json_type
from rolec.lint.lint import Family, Lint
from rolec.policy.of_json import element, entries, head, items
from rolec.read.value import Items, Object, Template, Value
from rolec.record import dataclass

DATA_TYPE_MISMATCH = Lint(
    id="L0101",
    name="wrong-json-type",
    level=Level.ERROR,
    access_analyzer="DATA_TYPE_MISMATCH",
    explain="""
An element has another JSON type than IAM reads there. A policy is an object; `Statement` is an
object or a list of them; `Version`, `Id`, `Sid` and `Effect` are strings; actions, resources and
principals are strings or lists of strings; `Condition` is an object of objects.
""",
    bad=policy('{"Effect": "Allow", "Action": {"s3": "GetObject"}, "Resource": "*"}'),
    good=policy('{"Effect": "Allow", "Action": ["s3:GetObject"], "Resource": "*"}'),
)

INVALID_POLICY_ELEMENT = Lint(
    id="L0102",
    name="element-unknown-to-iam",
    level=Level.ERROR,
    access_analyzer="INVALID_POLICY_ELEMENT",
    explain="""
IAM knows no element of this name. A policy has `Version`, `Id` and `Statement`, and a statement
`Sid`, `Effect`, `Principal`, `NotPrincipal`, `Action`, `NotAction`, `Resource`, `NotResource` and
`Condition`. Case counts.
""",
    bad=policy('{"Effect": "Allow", "Action": "s3:GetObject", "resource": "*"}'),
    good=policy('{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}'),
)

MISSING_STATEMENT = Lint(
    id="L0103",
    name="no-statement",
    level=Level.ERROR,
    access_analyzer="MISSING_STATEMENT",
    explain="""
A policy has at least one statement: an object, or a list of objects that is not empty. IAM refuses one
without.
""",
    bad='{"Version": "2012-10-17", "Id": "what-visitors-may-see", "Statement": []}',
    good=policy(
        '{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}',
        version='"Version": "2012-10-17", "Id": "what-visitors-may-see", ',
    ),
)


@dataclass(frozen=True, slots=True)
class _Form:
    """What an element may be, for people and as a predicate."""

    words: str
    fits: Callable[[Value], bool]
    of_items: bool = False


def _is_text(value: Value) -> bool:
    return isinstance(value, Template)


def _is_object(value: Value) -> bool:
    return isinstance(value, Object)


_TEXT = _Form("a string", _is_text)
_TEXTS = _Form("a string or a list of strings", _is_text, of_items=True)
_ANYTHING = _Form("", lambda _: True)
_OF_POLICY = {
    "Version": _TEXT,
    "Id": _TEXT,
    "Statement": _Form("an object or a list of objects", _is_object, of_items=True),
}
_OF_STATEMENT = {
    "Sid": _TEXT,
    "Effect": _TEXT,
    # What is wrong with a principal has lints of its own.
    "Principal": _ANYTHING,
    "NotPrincipal": _ANYTHING,
    "Action": _TEXTS,
    "NotAction": _TEXTS,
    "Resource": _TEXTS,
    "NotResource": _TEXTS,
    "Condition": _Form("an object", _is_object),
}


def _check(document: JsonDocument, _: Facts) -> Iterator[Diagnostic]:
    root = document.value
    if not isinstance(root, Object):
        yield _mismatch("a policy", root, "an object")
        return
    yield from _check_elements(root, _OF_POLICY)
    statements = element(root, "Statement")
    if statements is None or statements == Items((), statements.span):
        span = head(root) if statements is None else statements.span
        yield MISSING_STATEMENT.at(
            span, "the policy has no statement", help="add one to `Statement`"
        )
    for statement in items(statements):
        if isinstance(statement, Object):
            yield from _check_elements(statement, _OF_STATEMENT)
            yield from _check_condition(element(statement, "Condition"))


def _check_elements(value: Object, known: Mapping[str, _Form]) -> Iterator[Diagnostic]:
    for key, found in entries(value):
        form = known.get(key.text)
        if form is None:
            yield INVALID_POLICY_ELEMENT.at(
                key.span,
                f"`{key.text}` is not an element of IAM",
                help=did_you_mean(key.text, known) or f"the elements here are {', '.join(known)}",
            )
            continue
        for each in items(found) if form.of_items else (found,):
            if not form.fits(each):
                yield _mismatch(f"`{key.text}`", each, form.words)


def _check_condition(condition: Value | None) -> Iterator[Diagnostic]:
    for operator, keys in entries(condition):
        if not isinstance(keys, Object):
            yield _mismatch(f"`{operator.text}`", keys, "an object of condition keys")


def _mismatch(what: str, found: Value, words: str) -> Diagnostic:
    return DATA_TYPE_MISMATCH.at(
        found.span, f"{what} cannot hold {json_type(found)}", help=f"write {words}"
    )


FAMILY = Family((DATA_TYPE_MISMATCH, INVALID_POLICY_ELEMENT, MISSING_STATEMENT), _check)
