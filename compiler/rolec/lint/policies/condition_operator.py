"""Finds condition operators that IAM does not have, or that say less than they seem to.

An operator that IAM does not know makes it refuse the document. `Null` asks whether a key is
there, so nothing can be added to it.
"""

from __future__ import annotations

from collections.abc import Iterator

from rolec.diagnostics.diagnostic import Diagnostic
from rolec.diagnostics.level import Level
from rolec.diagnostics.suggest import did_you_mean
from rolec.ir import operator
from rolec.ir.operator import operators
from rolec.lint.example import under
from rolec.lint.facts import Facts
from rolec.lint.lint import Family, Lint
from rolec.policy.policy_text import ConditionText, PolicyText

UNKNOWN_OPERATOR = Lint(
    id="L0301",
    name="unknown-condition-operator",
    level=Level.ERROR,
    access_analyzer="INVALID_CONDITION_OPERATOR",
    explain="""
IAM has 27 condition operators, each also with `IfExists` behind it or `ForAnyValue:` or
`ForAllValues:` before it. Their case counts. IAM refuses a document with any other.
""",
    bad=under('"StringEqual": {"aws:RequestedRegion": "eu-west-1"}'),
    good=under('"StringEquals": {"aws:RequestedRegion": "eu-west-1"}'),
)

NULL_IF_EXISTS = Lint(
    id="L0302",
    name="null-if-exists",
    level=Level.ERROR,
    access_analyzer="NULL_WITH_IF_EXISTS",
    explain="""
`Null` asks whether a key is there, and `IfExists` takes what is not there for a match. The two
together ask nothing, and IAM refuses the document.
""",
    bad=under('"NullIfExists": {"aws:SourceVpce": "false"}'),
    good=under('"Null": {"aws:SourceVpce": "false"}'),
)

QUALIFIED_NULL = Lint(
    id="L0303",
    name="qualified-null",
    level=Level.SUGGESTION,
    access_analyzer="NULL_WITH_QUALIFIER",
    explain="""
`Null` asks whether a key is there, whatever its values are. `ForAllValues:Null` is always true and
`ForAnyValue:Null` always false, whichever way the question is put.
""",
    bad=under('"ForAnyValue:Null": {"aws:TagKeys": "false"}'),
    good=under('"Null": {"aws:TagKeys": "false"}'),
)


def _check(policy: PolicyText, _: Facts) -> Iterator[Diagnostic]:
    for statement in policy.statements:
        for condition in statement.conditions:
            parsed = condition.parsed
            if parsed is None or parsed.family is operator.Family.NULL:
                yield from _judged(condition)


def _judged(condition: ConditionText) -> Iterator[Diagnostic]:
    word, parsed = condition.operator, condition.parsed
    if parsed is None:
        yield UNKNOWN_OPERATOR.at(
            word.span,
            f"`{word.text}` is no condition operator",
            help=did_you_mean(word.text, operators())
            or "write an operator of IAM, such as `StringEquals` or `ArnLike`",
        )
    elif parsed.if_exists:
        yield NULL_IF_EXISTS.at(
            word.span,
            f"`{word.text}` asks about a key only where it is there",
            help='write `Null`, with "true" for a key that must be absent',
        )
    elif parsed.qualifier:
        answer = "true" if parsed.qualifier == "ForAllValues" else "false"
        yield QUALIFIED_NULL.at(
            word.span, f"`{word.text}` is always {answer}", help="write `Null`"
        )


FAMILY = Family((UNKNOWN_OPERATOR, NULL_IF_EXISTS, QUALIFIED_NULL), _check)
