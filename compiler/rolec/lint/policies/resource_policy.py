"""Finds statements that let the policy of a resource be written, and less than all of that resource.

In one account an allow of either policy is enough: whoever writes that of a resource can name themselves in
it, and so has what their own policies do not say.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from rolec.catalog.catalogue import Catalogue
from rolec.diagnostics.diagnostic import Diagnostic, Label
from rolec.diagnostics.level import Level
from rolec.ir.glob import matches
from rolec.lint.acts_on import can_act_on
from rolec.lint.and_more import and_more
from rolec.lint.covering import resource_covers
from rolec.lint.example import policy
from rolec.lint.facts import Facts
from rolec.lint.known_action import listed
from rolec.lint.lint import Family, Lint
from rolec.policy.policy_text import Kind, PolicyText, StatementText, Word

ACTIONS = (
    "dynamodb:PutResourcePolicy",
    "ecr:SetRepositoryPolicy",
    "kms:CreateGrant",
    "kms:PutKeyPolicy",
    "lambda:AddPermission",
    "s3:PutBucketPolicy",
    "secretsmanager:PutResourcePolicy",
)
"""Actions that write who may use a resource, where a role of the account may be named.

Sources: IAM User Guide, "Policy evaluation for requests within a single account", and the API reference of
each; parliament's RESOURCE_POLICY_PRIVILEGE_ESCALATION, for buckets.
"""


def _example(actions: str) -> str:
    return policy(
        f'{{"Effect": "Allow", "Action": [{actions}],\n'
        '   "Resource": ["arn:aws:s3:::photos", "arn:aws:s3:::photos/*"]}'
    )


WRITES_POLICY = Lint(
    id="L0736",
    name="escalation-by-resource-policy",
    level=Level.SUGGESTION,
    explain=f"""
Whoever may write the policy of a resource can give themselves all that may be done with it. An action that
does so is allowed on a resource that is named, without a condition, and not everything else of the service.
On `*` that is told as a write on everything. The actions are

    {f"{chr(10)}    ".join(ACTIONS)}
""",
    bad=_example('"s3:GetObject", "s3:PutBucketPolicy"'),
    good=_example('"s3:GetObject", "s3:GetBucketPolicy"'),
)


def _check(document: PolicyText, facts: Facts) -> Iterator[Diagnostic]:
    if document.kind is not Kind.IDENTITY:
        return
    for statement in document.statements:
        if not statement.allows or statement.conditions:
            continue
        for word in listed(statement):
            for name in _covered(word.text) if word.exact else ():
                yield from _judge(document, statement, (word, name), facts.catalogue)


def _judge(
    document: PolicyText, statement: StatementText, action: tuple[Word, str], catalogue: Catalogue
) -> Iterator[Diagnostic]:
    word, name = action
    resources = statement.resources
    if resources is None or resources.inverted:
        return
    open_to = [
        each
        for each in resources.items
        if each.exact
        and each.text.startswith("arn:")
        and can_act_on(name, each.text, catalogue)
        and not any(_settles(other, name, each.text) for other in document.statements)
    ]
    if open_to:
        yield WRITES_POLICY.at(
            word.span,
            f"who may use `{name}` can give itself more on `{open_to[0].text}`",
            help="leave it to another role, or limit it by a condition",
            secondary=tuple(Label(each.span, "the resource") for each in open_to),
            notes=and_more(len(open_to)),
        )


def _settles(other: StatementText, name: str, resource: str) -> bool:
    """Whether ``other`` allows everything there is on ``resource``, or denies ``name`` on it."""
    if other.conditions or other.actions is None or other.resources is None:
        return False
    words, targets = other.actions, other.resources
    if other.denies:
        named = any(matches(word.text.lower(), name.lower()) for word in words.items)
        # What a deny leaves out may be anything.
        return named is not words.inverted and (
            targets.inverted or _is_in(targets.items, resource)
        )
    everything = {"*", f"{name.partition(':')[0]}:*"}
    return (
        other.allows
        and not (words.inverted or targets.inverted)
        and any(word.text.lower() in everything for word in words.items)
        and _is_in(targets.items, resource)
    )


def _is_in(words: tuple[Word, ...], resource: str) -> bool:
    return any(resource_covers(word.text, resource) for word in words)


@lru_cache(maxsize=16384)
def _covered(pattern: str) -> tuple[str, ...]:
    folded = pattern.lower()
    return tuple(name for name in ACTIONS if matches(folded, name.lower()))


FAMILY = Family((WRITES_POLICY,), _check, of_grants=True)
