"""Finds lists of values of which one says all.

The values of a list are alternatives. Between true and false there is none left, and of two limits
one is the wider.
"""

from __future__ import annotations

from collections.abc import Iterator

from rolec.diagnostics.diagnostic import Diagnostic
from rolec.diagnostics.level import Level
from rolec.ir import operator
from rolec.lint.example import under
from rolec.lint.facts import Facts
from rolec.lint.lint import Family, Lint
from rolec.lint.literal import is_number
from rolec.policy.policy_text import ConditionText, PolicyText

MANY_BOOLEANS = Lint(
    id="L0345",
    name="many-booleans",
    level=Level.ERROR,
    access_analyzer="INVALID_CONDITION_MULTIPLE_BOOLEAN",
    explain="""
`Bool` and `Null` take one value. A list of true and false would hold whichever it is.
""",
    bad=under('"Bool": {"aws:SecureTransport": ["true", "false"]}'),
    good=under('"Bool": {"aws:SecureTransport": ["true"]}'),
)

MANY_LIMITS = Lint(
    id="L0346",
    name="many-limits",
    level=Level.SUGGESTION,
    access_analyzer="REDUNDANT_CONDITION_VALUE_NUM",
    explain="""
A number that is less than one of several limits is less than the greatest of them, and one that is
greater than one of several is greater than the least. The other limits say nothing.
""",
    bad=under('"NumericLessThan": {"aws:MultiFactorAuthAge": ["900", "3600"]}'),
    good=under('"NumericLessThan": {"aws:MultiFactorAuthAge": ["3600"]}'),
)


def _check(policy: PolicyText, _: Facts) -> Iterator[Diagnostic]:
    for statement in policy.statements:
        for condition in statement.conditions:
            if len(condition.values) > 1:
                yield from _judged(condition)


def _judged(condition: ConditionText) -> Iterator[Diagnostic]:
    parsed = condition.parsed
    if parsed is None:
        return
    if parsed.family in (operator.Family.BOOL, operator.Family.NULL):
        yield MANY_BOOLEANS.at(
            condition.values[1].span,
            f"`{condition.operator.text}` takes one value, and this is another",
            help="write true, or false, or leave the condition out",
        )
    elif parsed.name.startswith(("NumericLess", "NumericGreater")):
        yield from _limits(condition, greatest=parsed.name.startswith("NumericLess"))


def _limits(condition: ConditionText, *, greatest: bool) -> Iterator[Diagnostic]:
    values = condition.values
    if not all(value.exact and is_number(value.text) for value in values):
        return
    ordered = sorted(values, key=lambda value: float(value.text))
    kept = ordered[-1] if greatest else ordered[0]
    spare = next(value for value in values if value is not kept)
    yield MANY_LIMITS.at(
        spare.span,
        f"`{spare.text}` says nothing beside `{kept.text}` under `{condition.operator.text}`",
        help=f"write `{kept.text}` alone",
    )


FAMILY = Family((MANY_BOOLEANS, MANY_LIMITS), _check)
