"""Finds resources on which no action of their statement can act.

IAM compares a statement with a request as a whole: what no request of its actions is about adds nothing, and what
was meant is missing, as the objects of a bucket are where only the bucket is named.
"""

from __future__ import annotations

from collections.abc import Iterator

from rolec.catalog.catalogue import Catalogue
from rolec.diagnostics.diagnostic import Diagnostic, Label
from rolec.diagnostics.level import Level
from rolec.lint.acts_on import can_act_on
from rolec.lint.arn_fault import arn_faults
from rolec.lint.example import on
from rolec.lint.facts import Facts
from rolec.lint.known_action import listed
from rolec.lint.lint import Family, Lint
from rolec.policy.policy_text import Kind, PolicyText, StatementText, Word

SPARE = Lint(
    id="L0739",
    name="resource-of-no-action",
    level=Level.WARNING,
    of_catalogue=True,
    explain="""
Every action of the statement acts on another type of resources than this one is, so that the
statement says nothing about it: GetObject acts on what is in a bucket, and ListBucket on the
bucket. Told is what would fit with `/*` or `:*` at its end, or without, unless that stands beside
it.
""",
    bad=on('["arn:aws:s3:::photos", "arn:aws:s3:::videos/*"]'),
    good=on('["arn:aws:s3:::photos/*", "arn:aws:s3:::videos/*"]'),
)


def _check(document: PolicyText, facts: Facts) -> Iterator[Diagnostic]:
    if document.kind is not Kind.IDENTITY:
        return
    for statement in document.statements:
        resources = statement.resources
        if resources and not resources.inverted and len(resources.items) > 1:
            yield from _spare(statement, resources.items, facts.catalogue)


def _spare(
    statement: StatementText, resources: tuple[Word, ...], catalogue: Catalogue
) -> Iterator[Diagnostic]:
    actions = listed(statement)
    if not actions or not all(word.exact for word in (*actions, *resources)):
        return
    spare = [
        word
        for word in resources
        if not any(can_act_on(action.text, word.text, catalogue) for action in actions)
    ]
    # Where there is an action for none of them, that is told of the action.
    if not spare or len(spare) == len(resources):
        return
    for word in spare:
        meant = None if _is_beside_its_own(word, resources) else _meant(word, actions, catalogue)
        if meant:
            yield SPARE.at(
                word.span,
                f"no action of this statement can act on `{word.text}`",
                help=f"did you mean `{meant}`?",
                secondary=(Label(actions[0].span, "the actions"),),
            )


def _is_beside_its_own(word: Word, resources: tuple[Word, ...]) -> bool:
    """Whether what is in ``word``, or what it is in, is listed as well: such pairs are written by habit."""
    return any(
        one.text.startswith((f"{other.text}/", f"{other.text}:"))
        for each in resources
        for one, other in ((word, each), (each, word))
    )


def _meant(word: Word, actions: tuple[Word, ...], catalogue: Catalogue) -> str | None:
    """What is in ``word``, or what it is in, where an action of the statement acts on that."""
    text = word.text
    outer = text[:-2] if text.endswith(("/*", ":*")) else None
    near = [outer] if outer else [f"{text}{sign}*" for sign in "/:"] if text[-1] != "*" else []
    return next(
        (
            each
            for each in near
            if not arn_faults(each, catalogue)
            and any(can_act_on(action.text, each, catalogue) for action in actions)
        ),
        None,
    )


FAMILY = Family((SPARE,), _check)
