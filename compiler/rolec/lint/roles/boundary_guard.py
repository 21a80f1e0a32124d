"""Finds permissions boundaries that are asked for in one statement and may be taken away by another.

Who may make roles only with a boundary, and then take it off, makes roles without.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rolec.diagnostics.diagnostic import Diagnostic, Label
from rolec.diagnostics.level import Level
from rolec.ir.glob import matches
from rolec.lint.cover import may_overlap
from rolec.lint.facts import Facts
from rolec.lint.known_action import listed
from rolec.lint.lint import Family, Lint
from rolec.lint.met import conditions_on, needs
from rolec.policy.policy_text import ConditionText, Kind, PolicyText, StatementText, Word
from rolec.policy.whole_role import Held, WholeRole
from rolec.source.span import NOWHERE


def _example(*, more: str) -> str:
    return f"""
role: deployer
trust: [{{aws_service: ec2}}]
permissions:
  - inline_policy: roles
    statements:
      - allow: [iam:CreateRole, iam:PutRolePolicy]
        on: arn:aws:iam::111122223333:role/app-*
        when:
          StringEquals: {{iam:PermissionsBoundary: "arn:aws:iam::111122223333:policy/apps"}}
      - {{allow: "{more}", on: "arn:aws:iam::111122223333:role/*"}}
"""


TAKEN_AWAY = Lint(
    id="L0907",
    name="boundary-that-can-be-taken-away",
    level=Level.SECURITY_WARNING,
    explain="""
One statement allows something with roles only when they have a permissions boundary, and another
one allows to delete the boundary of such roles, or to put another there. To delete it under the
condition that it is there is the same. A deny of that without a condition is respected. Source: the
IAM User Guide, "Permissions boundaries for IAM entities", on delegating responsibility to others.
""",
    bad=_example(more="iam:DeleteRolePermissionsBoundary"),
    good=_example(more="iam:DeleteRole"),
)

_KEY = "iam:permissionsboundary"
_DELETE, _PUT = "iam:DeleteRolePermissionsBoundary", "iam:PutRolePermissionsBoundary"


def _check(role: WholeRole, _: Facts) -> Iterator[Diagnostic]:
    own = [held for held in role.held if not held.of_aws]
    return _found_in(own, role.held)


def _in_document(policy: PolicyText, _: Facts) -> Iterator[Diagnostic]:
    """The same of one policy, whoever has it."""
    held = [Held("", policy, NOWHERE)] if policy.kind is Kind.IDENTITY else []
    return _found_in(held, held)


def _found_in(own: Iterable[Held], whole: Iterable[Held]) -> Iterator[Diagnostic]:
    statements = [each for held in own for each in held.policy.statements if each.allows]
    asked = [(each, c) for each in statements for c in _conditions(each)]
    if not asked:
        return
    denies = [
        each
        for held in whole
        for each in held.policy.statements
        if each.denies and not each.conditions
    ]
    for statement in statements:
        guard = next((c for each, c in asked if _meet(statement, each)), None)
        for action in (_DELETE, _PUT) if guard else ():
            # Whoever puts one there under the same condition puts the same there.
            is_same = action == _PUT and needs(statement, _KEY)
            word = None if is_same else _word(statement, action)
            if word and guard and not any(_word(each, action) for each in denies):
                yield _taken_away(word, action, guard)
                break


def _taken_away(word: Word, action: str, guard: ConditionText) -> Diagnostic:
    other = f"allow it with the same `{guard.key.text}`" if action == _PUT else "leave it out"
    return TAKEN_AWAY.at(
        word.span,
        f"`{word.text}` can take away the boundary that is asked for",
        help=f"{other}, or deny `{action}`",
        secondary=(Label(guard.key.span, "asked for here"),),
    )


def _conditions(statement: StatementText) -> Iterator[ConditionText]:
    return conditions_on(statement, _KEY) if needs(statement, _KEY) else iter(())


def _word(statement: StatementText, action: str) -> Word | None:
    """The word that is for ``action``."""
    folded = action.lower()
    found = (w for w in listed(statement) if w.exact and matches(w.text.lower(), folded))
    return next(found, None)


def _meet(one: StatementText, other: StatementText) -> bool:
    """Whether the resources of both may be the same."""
    ours, theirs = one.resources, other.resources
    if ours is None or theirs is None or ours.inverted or theirs.inverted:
        return True
    return any(may_overlap(a.text, b.text) for a in ours.items for b in theirs.items)


FAMILY = Family((TAKEN_AWAY,), _check, alone=_in_document)
