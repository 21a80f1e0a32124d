"""Finds condition values of a JSON type that IAM does not compare, and conditions without values.

All values of a key are alternatives, of one JSON type; where there is none, nothing can be equal to it.
"""

from __future__ import annotations

from collections.abc import Iterator

from rolec.diagnostics.diagnostic import Diagnostic
from rolec.diagnostics.level import Level
from rolec.ir.operator import parse_operator
from rolec.lint.example import policy
from rolec.lint.facts import Facts
from rolec.lint.json_document import JsonDocument
from rolec.lint.json_type import json_type
from rolec.lint.lint import Family, Lint
from rolec.policy.of_json import element, entries, items
from rolec.policy.policy_text import Word
from rolec.read.value import Boolean, Items, Number, Template, Value


def _document(operator: str, key: str, values: str) -> str:
    return policy(
        '{"Effect": "Allow", "Action": "ec2:CreateTags", "Resource": "*",'
        f' "Condition": {{"{operator}": {{"{key}": {values}}}}}}}'
    )


CONDITION_DATA_TYPE = Lint(
    id="L0121",
    name="condition-value-type",
    level=Level.ERROR,
    access_analyzer="INVALID_CONDITION_DATA_TYPE",
    explain="""
The values of a condition key are strings, numbers or booleans, and all of one list are the same.
Strings are right for every operator.
""",
    bad=_document("NumericEquals", "s3:max-keys", '["10", 100]'),
    good=_document("NumericEquals", "s3:max-keys", '["10", "100"]'),
)

EMPTY = Lint(
    id="L0122",
    name="condition-without-values",
    level=Level.SUGGESTION,
    access_analyzer="EMPTY_ARRAY_CONDITION",
    explain="""
The key is compared with an empty list, to which no value of a request is equal. Write the values that are
meant, or delete the key.
""",
    bad=_document("StringEquals", "aws:RequestedRegion", "[]"),
    good=_document("StringEquals", "aws:RequestedRegion", '["eu-west-1"]'),
)

EMPTY_FOR_ALL = Lint(
    id="L0123",
    name="for-all-values-of-none",
    level=Level.SUGGESTION,
    access_analyzer="EMPTY_ARRAY_CONDITION_FORALLVALUES",
    explain="""
Every value of the request must be in an empty list: that is only so where the request has none.
`"Null": {"KEY": "true"}` says this in words.
""",
    bad=_document("ForAllValues:StringEquals", "aws:TagKeys", "[]"),
    good=_document("ForAllValues:StringEquals", "aws:TagKeys", '["team"]'),
)

EMPTY_FOR_ANY = Lint(
    id="L0124",
    name="for-any-value-of-none",
    level=Level.SUGGESTION,
    access_analyzer="EMPTY_ARRAY_CONDITION_FORANYVALUE",
    explain="""
Some value of the request must be in an empty list: no request is like that. Write the values that are
meant, or delete the key.
""",
    bad=_document("ForAnyValue:StringEquals", "aws:TagKeys", "[]"),
    good=_document("ForAnyValue:StringEquals", "aws:TagKeys", '["team"]'),
)

EMPTY_IF_EXISTS = Lint(
    id="L0125",
    name="if-exists-of-none",
    level=Level.SUGGESTION,
    access_analyzer="EMPTY_ARRAY_CONDITION_IFEXISTS",
    explain="""
If the key is there, its value must be in an empty list: that is only so where the key is not there.
`"Null": {"KEY": "true"}` says this in words.
""",
    bad=_document("StringEqualsIfExists", "aws:RequestedRegion", "[]"),
    good=_document("StringEqualsIfExists", "aws:RequestedRegion", '["eu-west-1"]'),
)


def _check(document: JsonDocument, _: Facts) -> Iterator[Diagnostic]:
    for statement in items(element(document.value, "Statement")):
        for operator, keys in entries(element(statement, "Condition")):
            for key, value in entries(keys):
                if isinstance(value, Items) and not value.items:
                    yield _no_values(operator.text, key, value)
                yield from _check_types(key, value)


def _check_types(key: Word, value: Value) -> Iterator[Diagnostic]:
    values = items(value)
    for each in values:
        if not isinstance(each, Template | Number | Boolean):
            yield CONDITION_DATA_TYPE.at(
                each.span,
                f"`{key.text}` cannot be compared with {json_type(each)}",
                help="write a string or a list of strings",
            )
        elif type(each) is not type(values[0]):
            yield CONDITION_DATA_TYPE.at(
                each.span,
                f"`{key.text}` is compared with {json_type(values[0])} and {json_type(each)}",
                help="write all values as strings",
            )
            return


def _no_values(operator: str, key: Word, value: Value) -> Diagnostic:
    parsed = parse_operator(operator)
    lint, to_do = EMPTY, "fill the list, or delete the key"
    # With a negated operator the same lists say something else, but as little.
    if parsed and parsed.if_exists and parsed.qualifier != "ForAllValues":
        lint = EMPTY_IF_EXISTS
    elif parsed and parsed.qualifier:
        lint = EMPTY_FOR_ALL if parsed.qualifier == "ForAllValues" else EMPTY_FOR_ANY
    if parsed and not parsed.negated and lint in {EMPTY_IF_EXISTS, EMPTY_FOR_ALL}:
        to_do = f'fill the list, or write "Null": {{"{key.text}": "true"}}'
    return lint.at(value.span, f"`{key.text}` is compared with no value", help=to_do)


FAMILY = Family(
    (CONDITION_DATA_TYPE, EMPTY, EMPTY_FOR_ALL, EMPTY_FOR_ANY, EMPTY_IF_EXISTS), _check
)
