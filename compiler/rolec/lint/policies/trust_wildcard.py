"""Finds trust that lets callers say more of themselves than that they want the role.

A pattern for all actions of STS is for assuming the role, and for session tags, a source identity and context.
"""

from __future__ import annotations

from collections.abc import Iterator

from rolec.catalog.trust_action import ASSUME_ROLE, SET_CONTEXT, SET_SOURCE_IDENTITY, TAG_SESSION
from rolec.diagnostics.diagnostic import Diagnostic
from rolec.diagnostics.level import Level
from rolec.ir.glob import matches
from rolec.lint.example import policy
from rolec.lint.facts import Facts
from rolec.lint.known_action import is_wild, listed
from rolec.lint.lint import Family, Lint
from rolec.policy.policy_text import Kind, PolicyText


def _trust(action: str) -> str:
    return policy(
        '{"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:role/ci"},'
        f' "Action": "{action}"}}'
    )


PASSES_MORE = Lint(
    id="L0650",
    name="pattern-that-lets-tags-pass",
    level=Level.SUGGESTION,
    explain=f"""
The pattern is for more than assuming the role: with {TAG_SESSION} the caller chooses tags of its
session, by which policies may decide what it may do, with {SET_SOURCE_IDENTITY} the name that
CloudTrail shows. Where that is meant, naming the actions says so.
""",
    bad=_trust("sts:*"),
    good=_trust("sts:AssumeRole"),
)

_MORE = {
    TAG_SESSION: "session tags",
    SET_SOURCE_IDENTITY: "a source identity",
    SET_CONTEXT: "context",
}


def _check(document: PolicyText, _: Facts) -> Iterator[Diagnostic]:
    if document.kind is not Kind.TRUST:
        return
    for statement in document.statements:
        for word in listed(statement) if statement.allows else ():
            passed = _passed_by(word.text) if word.exact and is_wild(word.text) else []
            if passed:
                yield PASSES_MORE.at(
                    word.span,
                    f"`{word.text}` also lets the caller pass {_and(passed)}",
                    help=f"list the actions, such as `{ASSUME_ROLE}`",
                )


def _passed_by(pattern: str) -> list[str]:
    folded = pattern.lower()
    return [what for action, what in _MORE.items() if matches(folded, action.lower())]


def _and(items: list[str]) -> str:
    *others, last = items
    return f"{', '.join(others)} and {last}" if others else last


FAMILY = Family((PASSES_MORE,), _check)
