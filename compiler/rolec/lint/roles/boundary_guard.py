"""Finds permissions boundaries that are asked for in one statement and may be taken away by another.

Who may make roles only with a boundary, and then take it off, makes roles without.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from rolec.diagnostics.diagnostic import Diagnostic, Label
from rolec.diagnostics.level import Level
from rolec.ir.glob import matches
from rolec.ir.glob_cover import covers
from rolec.lint.cover import may_overlap
from rolec.lint.facts import Facts
from rolec.lint.granted import denies_for_sure
from rolec.lint.lint import Family, Lint
from rolec.lint.met import conditions_on, needs
from rolec.policy.policy_text import ConditionText, Kind, PolicyText, StatementText, Word
from rolec.policy.whole_role import WholeRole


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
condition that it is there is the same. A deny of that for all those roles, without a condition, is
respected. Users are like roles. Source: the
IAM User Guide, "Permissions boundaries for IAM entities", on delegating responsibility to others.
""",
    bad=_example(more="iam:DeleteRolePermissionsBoundary"),
    good=_example(more="iam:DeleteRole"),
)

_KEY = "iam:permissionsboundary"
_VERBS = ("Create{}", "Put{}Policy", "Delete{}Policy", "Attach{}Policy", "Detach{}Policy")
_DELETE, _PUT = "iam:Delete{}PermissionsBoundary", "iam:Put{}PermissionsBoundary"
_ENTITIES = ("Role", "User")


def _check(role: WholeRole, _: Facts) -> Iterator[Diagnostic]:
    own = [held.policy for held in role.held if not held.of_aws]
    return _found_in(own, denies_for_sure(role))


def _in_document(policy: PolicyText, _: Facts) -> Iterator[Diagnostic]:
    """The same of one policy, whoever has it."""
    if policy.kind is not Kind.IDENTITY:
        return iter(())
    denies = [each for each in policy.statements if each.denies and not each.conditions]
    return _found_in([policy], denies)


def _found_in(own: Iterable[PolicyText], denies: Sequence[StatementText]) -> Iterator[Diagnostic]:
    statements = [each for policy in own for each in policy.statements if each.allows]
    asked = [(each, c) for each in statements for c in _conditions(each)]
    if not asked:
        return
    for statement in statements:
        found = (_taken(statement, asked, denies, entity) for entity in _ENTITIES)
        yield from next(([each] for each in found if each), [])


def _taken(
    statement: StatementText,
    asked: Iterable[tuple[StatementText, ConditionText]],
    denies: Iterable[StatementText],
    entity: str,
) -> Diagnostic | None:
    guards = [(each, c) for each, c in asked if _is_about(each, entity) and _meet(statement, each)]
    for form in (_DELETE, _PUT) if guards else ():
        action = form.format(entity)
        word = _word(statement, action)
        # Whoever puts one there that is asked for takes none away.
        if word is None or (form == _PUT and _puts_asked(statement, [c for _, c in guards])):
            continue
        against = [each for each in denies if _denies(each, action)]
        for guard, condition in guards:
            if not any(_is_on_all(d, statement) or _is_on_all(d, guard) for d in against):
                return _taken_away(word, action, condition)
    return None


def _is_about(guard: StatementText, entity: str) -> bool:
    return any(_word(guard, f"iam:{verb.format(entity)}") for verb in _VERBS)


def _puts_asked(statement: StatementText, guards: Sequence[ConditionText]) -> bool:
    """Whether ``statement`` is for boundaries alone that ``guards`` ask for, as far as they are known."""
    return any(
        all(any(_may_be(value, each) for each in guards) for value in condition.values)
        for condition in _conditions(statement)
    )


def _may_be(value: Word, guard: ConditionText) -> bool:
    is_pattern = guard.parsed is not None and guard.parsed.takes_wildcards
    return any(
        not (value.exact and each.exact)
        or value.text == each.text
        or (is_pattern and covers(each.text, value.text))
        for each in guard.values
    )


def _denies(deny: StatementText, action: str) -> bool:
    """Whether ``deny`` is for ``action``, or may be."""
    actions = deny.actions
    if actions is None:
        return False
    words = [word for word in actions.items if word.exact or not actions.inverted]
    named = any(matches(word.text.lower(), action.lower()) for word in words)
    return named is not actions.inverted


def _is_on_all(deny: StatementText, other: StatementText) -> bool:
    """Whether ``deny`` is for all resources of ``other``, or may be where one is not known."""
    wide, narrow = deny.resources, other.resources
    if wide is None or narrow is None:
        return False
    if wide.inverted:
        kept = [word for word in wide.items if word.exact]
        return not narrow.inverted and not any(
            may_overlap(a.text, b.text) for a in kept for b in narrow.items
        )
    if narrow.inverted:
        return any(not word.exact or word.text == "*" for word in wide.items)
    return all(any(_has(a, b) for a in wide.items) for b in narrow.items)


def _has(wide: Word, narrow: Word) -> bool:
    if wide.exact and narrow.exact:
        return covers(wide.text, narrow.text)
    return may_overlap(wide.text, narrow.text)


def _taken_away(word: Word, action: str, guard: ConditionText) -> Diagnostic:
    other = (
        f"allow it with the same `{guard.key.text}`"
        if action.startswith("iam:Put")
        else "leave it out"
    )
    return TAKEN_AWAY.at(
        word.span,
        f"`{word.text}` can take away the boundary that is asked for",
        help=f"{other}, or deny `{action}`",
        secondary=(Label(guard.key.span, "asked for here"),),
    )


def _conditions(statement: StatementText) -> Iterator[ConditionText]:
    return conditions_on(statement, _KEY) if needs(statement, _KEY) else iter(())


def _word(statement: StatementText, action: str) -> Word | None:
    """The word that is for ``action``; for all actions but some, it and where they are."""
    actions = statement.actions
    if actions is None:
        return None
    folded = action.lower()
    if actions.inverted:
        is_left_out = any(matches(word.text.lower(), folded) for word in actions.items)
        return None if is_left_out else Word(action, actions.span)
    found = (w for w in actions.items if w.exact and matches(w.text.lower(), folded))
    return next(found, None)


def _meet(one: StatementText, other: StatementText) -> bool:
    """Whether the resources of both may be the same."""
    ours, theirs = one.resources, other.resources
    if ours is None or theirs is None or ours.inverted or theirs.inverted:
        return True
    return any(may_overlap(a.text, b.text) for a in ours.items for b in theirs.items)


FAMILY = Family((TAKEN_AWAY,), _check, alone=_in_document)
