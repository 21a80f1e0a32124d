"""Grants whose time is over, and those whose time is not, or cannot be told."""

from __future__ import annotations

import pytest

from rolec.lint.example import under
from rolec.lint.facts import Facts
from support.lint import TODAY, found_in


def count(condition: str, **more: str) -> int:
    found = found_in(under(condition, **more), Facts(today=TODAY))
    return [d.code.name for d in found].count("grant-that-has-ended")


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ('"DateLessThan": {"aws:CurrentTime": "2026-10-31T00:00:00Z"}', 1),
        ('"DateLessThanEquals": {"AWS:currenttime": ["2020-01-01", "2026-10-31T23:59:59Z"]}', 1),
        ('"DateLessThan": {"aws:CurrentTime": ["2020-01-01", "2027-01-01"]}', 0),
        ('"DateLessThan": {"aws:CurrentTime": "2026-11-01T12:00:00Z"}', 0),
        ('"DateLessThan": {"aws:EpochTime": "1600000000"}', 1),
        ('"NumericLessThan": {"aws:EpochTime": "1600000000"}', 1),
        ('"DateEquals": {"aws:CurrentTime": "2020-01-01T00:00:00Z"}', 1),
        ('"DateNotEquals": {"aws:CurrentTime": "2020-01-01T00:00:00Z"}', 0),
        ('"DateGreaterThan": {"aws:CurrentTime": "2020-01-01T00:00:00Z"}', 0),
        ('"DateLessThan": {"aws:TokenIssueTime": "2020-01-01T00:00:00Z"}', 0),
        ('"DateLessThan": {"aws:CurrentTime": "tomorrow"}', 0),
    ],
)
def test_a_time_that_is_over(condition, expected):
    assert count(condition) == expected


def test_a_deny_that_has_ended_is_no_grant():
    ended = '"DateLessThan": {"aws:CurrentTime": "2020-01-01T00:00:00Z"}'
    assert count(ended, effect="Deny") == 0
