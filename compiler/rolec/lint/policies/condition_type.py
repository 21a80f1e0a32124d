"""Finds operators that do not suit their key: of another type, or for another number of values.

IAM does not convert: a date compared as text, or a list compared as one value, matches nothing, and
what matches nothing is an allow without effect, or a deny that always holds.
"""

from __future__ import annotations

from collections.abc import Iterator

from rolec.catalog.condition_key import ConditionKey, KeyType
from rolec.catalog.key_type import families, key_type
from rolec.catalog.lone_keys import lone_keys
from rolec.diagnostics.diagnostic import Diagnostic
from rolec.diagnostics.level import Level
from rolec.ir import operator
from rolec.ir.operator import Operator
from rolec.lint.example import under
from rolec.lint.facts import Facts
from rolec.lint.lint import Family, Lint
from rolec.lint.variable import variables
from rolec.policy.policy_text import ConditionText, PolicyText

MISSING_QUALIFIER = Lint(
    id="L0320",
    name="many-values-without-qualifier",
    level=Level.ERROR,
    access_analyzer="MISSING_QUALIFIER",
    explain="""
A request has several values of this key, such as all tag keys, or all services that a call came
through. An operator without `ForAnyValue:` or `ForAllValues:` never matches such a key.
""",
    bad=under('"StringEquals": {"aws:TagKeys": ["team"]}'),
    good=under('"ForAnyValue:StringEquals": {"aws:TagKeys": ["team"]}'),
)

FOR_ALL_VALUES = Lint(
    id="L0321",
    name="for-all-values-of-one",
    level=Level.SECURITY_WARNING,
    access_analyzer="FORALLVALUES_WITH_SINGLE_VALUED_KEY",
    explain="""
`ForAllValues:` also holds where there is no value at all. Of a key that has one value at most, this
is all that it adds: the condition is met by every request without the key.
""",
    bad=under('"ForAllValues:StringEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}'),
    good=under('"StringEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}'),
)

TYPE_MISMATCH = Lint(
    id="L0322",
    name="operator-of-another-type",
    level=Level.WARNING,
    access_analyzer="TYPE_MISMATCH",
    explain="""
Each condition key has a type, and operators compare one type. A number is compared by `Numeric`
operators, a date by `Date`, an address by `IpAddress`, true and false by `Bool`; with others the
comparison is not what it looks like.
""",
    bad=under('"StringEquals": {"aws:SecureTransport": "true"}'),
    good=under('"Bool": {"aws:SecureTransport": "true"}'),
)

ARN_AS_STRING = Lint(
    id="L0323",
    name="string-like-of-arn",
    level=Level.SECURITY_WARNING,
    access_analyzer="STRING_LIKE_OPERATOR_WITH_ARN_CONDITION_KEYS",
    explain="""
Under `StringLike` a `*` also stands for colons, so it reaches from one part of an ARN into the
next: `arn:aws:iam::*:role/app` matches a role of which nobody thought. `ArnLike` compares part by
part.
""",
    bad=under('"StringLike": {"aws:PrincipalArn": "arn:aws:iam::111122223333:role/app-*"}'),
    good=under('"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::111122223333:role/app-*"}'),
)


def _check(policy: PolicyText, _: Facts) -> Iterator[Diagnostic]:
    for statement in policy.statements:
        for condition in statement.conditions:
            parsed = condition.parsed
            if parsed and parsed.family is not operator.Family.NULL and condition.key.exact:
                known = key_type(condition.key.text)
                if known:
                    yield from _number(condition, parsed, known)
                    yield from _type(condition, parsed, known)


def _number(
    condition: ConditionText, parsed: Operator, known: ConditionKey
) -> Iterator[Diagnostic]:
    word, key = condition.operator, condition.key.text
    if known.multivalued and not parsed.qualifier:
        if known.name in lone_keys():
            return
        yield MISSING_QUALIFIER.at(
            word.span,
            f"`{key}` has many values, and `{word.text}` never matches them",
            help=f"write `ForAnyValue:{word.text}` where one that matches is enough,"
            f" or `ForAllValues:{word.text}` where all must",
        )
    elif (
        not known.multivalued
        and parsed.qualifier == "ForAllValues"
        # Of the audience of a token a lint of its own tells.
        and not key.lower().endswith(":aud")
    ):
        yield FOR_ALL_VALUES.at(
            word.span,
            f"`{key}` has one value, and `ForAllValues` holds without any",
            help=f"write `{word.text.removeprefix('ForAllValues:')}`",
        )


def _type(condition: ConditionText, parsed: Operator, known: ConditionKey) -> Iterator[Diagnostic]:
    word, key = condition.operator, condition.key.text
    # A key with a name of the user's own, as `kms:EncryptionContext:` has, holds what the user likes.
    fitting = () if "$" in known.name else families(known)
    if fitting and parsed.family not in fitting:
        if not _compares_variables(condition, parsed):
            yield TYPE_MISMATCH.at(
                word.span,
                f"`{key}` is of type {known.type}, which `{word.text}` does not compare",
                help=f"use {'an' if fitting[0][0] in 'AI' else 'a'} `{fitting[0]}` operator",
            )
    elif (
        known.type is KeyType.ARN
        and "Like" in parsed.name
        and parsed.family is operator.Family.STRING
    ):
        better = parsed.name.replace("String", "Arn")
        yield ARN_AS_STRING.at(
            word.span,
            f"`{word.text}` compares `{key}` as text, not as an ARN",
            help=f"write `{word.text.replace(parsed.name, better)}`",
        )


def _compares_variables(condition: ConditionText, parsed: Operator) -> bool:
    """Only String and Arn operators take variables: two addresses cannot be compared otherwise."""
    return parsed.family is operator.Family.STRING and all(
        variables(value.text) for value in condition.values
    )


FAMILY = Family((MISSING_QUALIFIER, FOR_ALL_VALUES, TYPE_MISMATCH, ARN_AS_STRING), _check)
