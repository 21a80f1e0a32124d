"""Finds conditions on tags that a request would set, on actions that set none.

`aws:RequestTag` is what the caller wants something tagged with, `aws:ResourceTag` what it is tagged with already.
"""

from __future__ import annotations

from collections.abc import Iterator

from rolec.catalog.catalogue import Catalogue
from rolec.catalog.condition_key import key_covers
from rolec.catalog.service import Action
from rolec.diagnostics.diagnostic import Diagnostic, Label
from rolec.diagnostics.level import Level
from rolec.lint.example import policy
from rolec.lint.facts import Facts
from rolec.lint.known_action import actions_of, listed
from rolec.lint.lint import Family, Lint
from rolec.lint.met import needs_value
from rolec.policy.policy_text import ConditionText, Kind, PolicyText, StatementText, Word


def _terminate(key: str) -> str:
    return policy(
        '{"Effect": "Allow", "Action": "ec2:TerminateInstances",'
        ' "Resource": "arn:aws:ec2:*:111122223333:instance/*",'
        f' "Condition": {{"StringEquals": {{"aws:{key}/team": "web"}}}}}}'
    )


UNTAGGED = Lint(
    id="L0740",
    name="request-tag-of-no-request",
    level=Level.WARNING,
    of_catalogue=True,
    explain="""
The action sets no tags, so that no request for it has the key, and a condition that needs a value
is never met: an allow gives nothing, and a deny denies nothing. Mostly the tags of what the action
acts on were meant.
""",
    bad=_terminate("RequestTag"),
    good=_terminate("ResourceTag"),
)

_REQUESTED, _OF_RESOURCE = "aws:requesttag/", "aws:ResourceTag/"


def _check(document: PolicyText, facts: Facts) -> Iterator[Diagnostic]:
    if document.kind is not Kind.IDENTITY:
        return
    for statement in document.statements:
        for condition in statement.conditions:
            key = condition.key
            if key.exact and key.text.lower().startswith(_REQUESTED) and needs_value(condition):
                yield from _unsent(statement, condition, facts.catalogue)


def _unsent(
    statement: StatementText, condition: ConditionText, catalogue: Catalogue
) -> Iterator[Diagnostic]:
    key = condition.key
    lacking = [word for word in listed(statement) if _sets_none(word, key.text, catalogue)]
    if lacking:
        names = ", ".join(f"`{word.text}`" for word in lacking)
        tag = key.text[len(_REQUESTED) :]
        yield UNTAGGED.at(
            key.span,
            f"no request for {names} sets tags, and so none has `{key.text}`",
            help=f"compare `{_OF_RESOURCE}{tag}`, or give it a statement of its own",
            secondary=tuple(Label(word.span, "sets no tags") for word in lacking),
        )


def _sets_none(word: Word, key: str, catalogue: Catalogue) -> bool:
    known = actions_of(word.text, catalogue) if word.exact else ()
    is_live = bool(known) and not any(action.retired for action in known)
    return is_live and not any(_sets_tags(action, key) for action in known)


def _sets_tags(action: Action, key: str) -> bool:
    """Whether the action has the key itself: a type has the keys of all that is done with it."""
    of_types = (each for on in action.acts_on for each in on.keys)
    return any(key_covers(each, key) for each in (*action.keys, *of_types))


FAMILY = Family((UNTAGGED,), _check)
