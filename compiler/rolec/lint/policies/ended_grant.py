"""Finds allows that held until a time which is over.

A condition that asks for an earlier time than now holds no more, so that the statement allows nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime

from rolec.diagnostics.diagnostic import Diagnostic
from rolec.diagnostics.level import Level
from rolec.ir.operator import Family as Operators
from rolec.lint.example import under
from rolec.lint.facts import Facts
from rolec.lint.lint import Family, Lint
from rolec.policy.policy_text import ConditionText, PolicyText
from rolec.semantics.typed import milliseconds

_OVER, _TO_COME = "2021-02-01T00:00:00Z", "9021-02-01T00:00:00Z"

ENDED = Lint(
    id="L0956",
    name="grant-that-has-ended",
    level=Level.WARNING,
    explain="""
The statement allows something up to a time, and that time is over. It does no harm and nothing else any more.
Whoever sets the time anew grants it again.
""",
    bad=under(f'"DateLessThan": {{"aws:CurrentTime": "{_OVER}"}}'),
    good=under(f'"DateLessThan": {{"aws:CurrentTime": "{_TO_COME}"}}'),
    facts=Facts(today=date(2026, 11, 1)),
)

_NOW = ("aws:currenttime", "aws:epochtime")


def _check(policy: PolicyText, facts: Facts) -> Iterator[Diagnostic]:
    if facts.today is None:
        return
    now = _milliseconds(facts.today)
    for statement in policy.statements:
        for condition in statement.conditions if statement.allows else ():
            if condition.key.text.lower() in _NOW and _is_over(condition, now):
                last = condition.values[-1]
                if last.span == condition.operator.span:
                    continue  # it is an `until`, of which its own code tells
                yield ENDED.at(
                    last.span,
                    f"what this statement allows has ended: `{last.text}` is over",
                    help="delete the statement, or agree on a later time",
                )


def _is_over(condition: ConditionText, now: int) -> bool:
    """Whether no time from ``now`` on meets the condition."""
    operator = condition.parsed
    if operator is None or operator.family not in {Operators.DATE, Operators.NUMERIC}:
        return False
    if operator.negated or "Greater" in operator.name or not condition.values:
        return False
    ends = [milliseconds(value.text) if value.exact else None for value in condition.values]
    return all(end is not None and end < now for end in ends)


def _milliseconds(day: date) -> int:
    return int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp() * 1000)


FAMILY = Family((ENDED,), _check)
