"""Finds actions that need others, which no policy of the role allows.

AWS checks more than the action that was called: who runs an instance with a role also passes the role.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from rolec.catalog.catalogue import Catalogue
from rolec.catalog.escalation import pass_role_actions
from rolec.diagnostics.diagnostic import Diagnostic
from rolec.diagnostics.level import Level
from rolec.ir.glob import matches
from rolec.lint.facts import Facts
from rolec.lint.granted import PASS_ROLE
from rolec.lint.known_action import actions_of, is_wild, listed
from rolec.lint.lint import Family, Lint
from rolec.policy.policy_text import PolicyText, StatementText
from rolec.policy.whole_role import Held, WholeRole, aws_policy


def _example(actions: str) -> str:
    return f"""
role: builder
trust: [{{aws_service: ec2}}]
permissions:
  - inline_policy: build
    statements:
      - allow: [{actions}]
        on: "*"
"""


MISSING = Lint(
    id="L0733",
    name="missing-dependent-action",
    level=Level.NOTE,
    of_catalogue=True,
    explain=f"""
For some of its parameters the action needs other actions as well, on other resources, and no policy of the
role allows them. Where these parameters are not used nothing is missing. That an action needs {PASS_ROLE}
is known from several tables, for AWS's reference does not always say it.
""",
    bad=_example("glue:CreateJob"),
    good=_example("glue:CreateJob, iam:PassRole"),
)


def _check(role: WholeRole, facts: Facts) -> Iterator[Diagnostic]:
    if role.unknown:
        return  # one of them may allow it
    told: set[str] = set()
    for held in (*role.inline, *role.attached):
        if held.of_aws:
            continue
        for statement in held.policy.statements:
            if statement.allows:
                yield from _of_statement(statement, role, told, facts.catalogue)


def _of_statement(
    statement: StatementText, role: WholeRole, told: set[str], catalogue: Catalogue
) -> Iterator[Diagnostic]:
    for word in listed(statement):
        if not word.exact or word.text.lower() in told:
            continue
        needed = _needed(word.text, catalogue)
        missing = [name for name in needed if not any(_allows(h, name) for h in role.held)]
        if missing:
            told.add(word.text.lower())
            names = ", ".join(f"`{name}`" for name in missing)
            yield MISSING.at(
                word.span,
                f"`{word.text}` can need {names}, which no policy of the role allows",
                help="allow it on the resources that are meant, where the role needs it",
            )


@lru_cache(maxsize=16384)
def _needed(name: str, catalogue: Catalogue) -> tuple[str, ...]:
    """What else the action ``name`` needs; of a pattern it cannot be told what is meant."""
    if is_wild(name):
        return ()
    known = actions_of(name, catalogue)
    dependents = [each for action in known for each in action.dependents]
    if known and name.lower() in pass_role_actions():
        dependents.append(PASS_ROLE)
    return tuple(dict.fromkeys(dependents))


def _allows(held: Held, name: str) -> bool:
    return _aws_allows(held.name, name) if held.of_aws else _is_allowed(held.policy, name)


@lru_cache(maxsize=16384)
def _aws_allows(policy: str, name: str) -> bool:
    document = aws_policy(policy)
    return document is not None and _is_allowed(document, name)


def _is_allowed(policy: PolicyText, name: str) -> bool:
    """Whether a statement names the action, perhaps: what Terraform completes may be any."""
    folded = name.lower()
    for statement in policy.statements:
        actions = statement.actions
        if not statement.allows or actions is None:
            continue
        words = [word for word in actions.items if word.exact or not actions.inverted]
        if any(matches(word.text.lower(), folded) for word in words) is not actions.inverted:
            return True
    return False


FAMILY = Family((MISSING,), _check)
