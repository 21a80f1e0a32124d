"""Which patterns for the subject of a GitHub token are met by tokens of anybody's repositories."""

from __future__ import annotations

import re

from rolec.ir.glob import matches
from rolec.lint.met import needs_value
from rolec.policy.policy_text import StatementText, Word

_HOST = "token.actions.githubusercontent.com"
_SUB = f"{_HOST}:sub"
_NOT_WHOSE = (
    *(
        f"{_HOST}:{claim}"
        for claim in ("amr", "aud", "environment", "oaud", "ref", "sub", "workflow")
    ),
    "aws:securetransport",
)
"""What says nothing of whose workflow it is that has a token of github.com."""

_LITERAL = re.compile("[^*?]*")
_WILDCARDS = re.compile("[*?]+")
_SUBJECT = re.compile("repo:[^/:@]+/[^/:]+:.+")
_START = "repo:"
_FILLINGS = ("z", "anybody", "anybody/any", "anybody/any:ref:refs/heads/any")


def literal(pattern: str) -> str:
    """What stands before the first wildcard."""
    match = _LITERAL.match(pattern)
    return match.group() if match else ""


def of_anybody(statement: StatementText) -> tuple[Word, ...]:
    """The patterns by which anybody meets ``statement``; none where another condition may say who."""
    if any(each.key.text.lower() not in _NOT_WHOSE for each in statement.conditions):
        return ()
    subjects = [each for each in statement.conditions if each.key.text.lower() == _SUB]
    if len(subjects) != 1 or not needs_value(subjects[0]):
        return ()
    (condition,) = subjects
    if condition.parsed is None or not condition.parsed.takes_wildcards:
        return ()
    return tuple(each for each in condition.values if each.exact and lets_anybody_in(each.text))


def lets_anybody_in(pattern: str) -> bool:
    """Whether an owner of whom ``pattern`` says nothing, or not all, can have a subject that it matches.

    Such a subject is written out, so that true is certain.
    """
    start = literal(pattern)
    if pattern == start:
        return False
    if not (_START.startswith(start) or (start.startswith(_START) and not set("/@") & set(start))):
        return False
    rest = _WILDCARDS.sub("", pattern[len(start) :], count=1)
    known = max(start, _START, key=len)
    subjects = (known + filling + _WILDCARDS.sub("x", rest) for filling in _FILLINGS)
    return any(_SUBJECT.fullmatch(each) and matches(pattern, each) for each in subjects)
