"""Finds statements that let everything of a kind be changed.

What only reads on `*` shows too much; what writes there can destroy everything of its kind, and what
manages permissions can give it away.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from rolec.catalog.access_level import AccessLevel
from rolec.catalog.catalogue import Catalogue
from rolec.diagnostics.diagnostic import Diagnostic, Label
from rolec.diagnostics.level import Level
from rolec.lint.and_more import and_more
from rolec.lint.example import policy
from rolec.lint.facts import Facts
from rolec.lint.known_action import actions_of, listed
from rolec.lint.lint import Family, Lint
from rolec.policy.policy_text import Kind, PolicyText, StatementText, Word


def _example(resource: str) -> str:
    return policy(
        f'{{"Effect": "Allow", "Action": ["sqs:SendMessage"], "Resource": "{resource}"}}'
    )


WRITE = Lint(
    id="L0732",
    name="write-on-everything",
    level=Level.SUGGESTION,
    of_catalogue=True,
    explain="""
Actions that write or manage permissions are allowed on `*`, without a condition, and AWS lets them be
limited to resources. Actions that cannot be limited are not counted.
""",
    bad=_example("*"),
    good=_example("arn:aws:sqs:*:*:jobs"),
)

_CHANGING = frozenset((AccessLevel.WRITE, AccessLevel.PERMISSIONS_MANAGEMENT))
_EVERY_ACTION = "*"


def _check(document: PolicyText, facts: Facts) -> Iterator[Diagnostic]:
    if document.kind is not Kind.IDENTITY:
        return
    for statement in document.statements:
        star = _star(statement)
        if star is None:
            continue
        changing = [
            word
            for word in listed(statement)
            if word.exact and _changes(word.text, facts.catalogue)
        ]
        if changing:
            yield WRITE.at(
                star.span,
                f"`{changing[0].text}` may change everything of its kind",
                help="name the resources",
                secondary=tuple(Label(word.span, "changes something") for word in changing),
                notes=and_more(len(changing)),
            )


def _star(statement: StatementText) -> Word | None:
    resources = statement.resources
    if not statement.allows or statement.conditions or resources is None or resources.inverted:
        return None
    return next((word for word in resources.items if word.exact and word.text == "*"), None)


@lru_cache(maxsize=16384)
def _changes(pattern: str, catalogue: Catalogue) -> bool:
    """Whether an action that ``pattern`` covers changes something that could be named."""
    return pattern == _EVERY_ACTION or any(
        action.level in _CHANGING and action.acts_on and not action.retired
        for action in actions_of(pattern, catalogue)
    )


FAMILY = Family((WRITE,), _check, of_grants=True)
