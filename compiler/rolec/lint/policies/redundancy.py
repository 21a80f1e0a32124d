"""Finds actions, resources and statements that add nothing to others beside them.

What is said twice must be changed twice, and whoever deletes one of the two takes nothing away.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator

from rolec.diagnostics.diagnostic import Diagnostic, Label
from rolec.diagnostics.level import Level
from rolec.lint.covering import Patterns, covered_actions, covered_resources
from rolec.lint.example import on, policy
from rolec.lint.facts import Facts
from rolec.lint.known_action import is_wild
from rolec.lint.lint import Family, Lint
from rolec.policy.policy_text import PolicyText, StatementText, Word, Words

ACTION = Lint(
    id="L0260",
    name="redundant-action",
    level=Level.SUGGESTION,
    access_analyzer="REDUNDANT_ACTION",
    explain="""
Another pattern of the list covers all that this one does, so that deleting this one takes nothing
away. The case of actions does not count.
""",
    bad=on('"arn:aws:s3:::photos/*"', '["s3:Get*", "s3:GetObject"]'),
    good=on('"arn:aws:s3:::photos/*"', '["s3:Get*", "s3:PutObject"]'),
)

RESOURCE = Lint(
    id="L0261",
    name="redundant-resource",
    level=Level.SUGGESTION,
    access_analyzer="REDUNDANT_RESOURCE",
    explain="""
Another pattern of the list covers all that this one does, so that deleting this one takes nothing
away.
""",
    bad=on('["arn:aws:s3:::photos/*", "arn:aws:s3:::photos/2026/*"]'),
    good=on('["arn:aws:s3:::photos/*", "arn:aws:s3:::videos/2026/*"]'),
)

STATEMENT = Lint(
    id="L0262",
    name="redundant-statement",
    level=Level.SUGGESTION,
    access_analyzer="REDUNDANT_STATEMENT",
    explain="""
Two statements say the same, but for their Sid and the order of what they list. Whoever
changes one of them changes nothing.
""",
    bad=policy(
        '{"Sid": "One", "Effect": "Allow", "Action": ["s3:GetObject", "s3:PutObject"], "Resource": "*"}',
        '{"Sid": "Two", "Effect": "Allow", "Action": ["s3:PutObject", "s3:GetObject"], "Resource": "*"}',
    ),
    good=policy(
        '{"Sid": "One", "Effect": "Allow", "Action": ["s3:GetObject", "s3:PutObject"], "Resource": "*"}',
        '{"Sid": "Two", "Effect": "Allow", "Action": ["s3:ListBucket"], "Resource": "*"}',
    ),
)


def _check(policy: PolicyText, _: Facts) -> Iterator[Diagnostic]:
    for statement in policy.statements:
        if statement.actions and _may_repeat(statement.actions):
            yield from _in_list(ACTION, statement.actions, covered_actions)
        if statement.resources and _may_repeat(statement.resources):
            yield from _in_list(RESOURCE, statement.resources, covered_resources)
    if len(policy.statements) > 1:
        yield from _statements(policy.statements)


def _may_repeat(words: Words) -> bool:
    """Whether a word may cover another: for that one has a wildcard, or is there twice."""
    texts = {word.text.lower() for word in words.items}
    count = len(words.items)
    return count > 1 and (len(texts) < count or any(map(is_wild, texts)))


def _in_list(
    lint: Lint, words: Words, covered: Callable[[Patterns], tuple[tuple[int, int], ...]]
) -> Iterator[Diagnostic]:
    for spare, kept in covered(tuple((word.text, word.exact) for word in words.items)):
        word, other = words.items[spare], words.items[kept]
        twice = word.text == other.text
        yield lint.at(
            word.span,
            f"`{word.text}` is listed twice"
            if twice
            else f"`{word.text}` adds nothing to `{other.text}`",
            help="delete one of the two" if twice else f"delete `{word.text}`",
            secondary=(Label(other.span, "also here" if twice else "covers it"),)
            if other.span != word.span
            else (),
        )


def _statements(statements: tuple[StatementText, ...]) -> Iterator[Diagnostic]:
    first: dict[Hashable, StatementText] = {}
    for group in _alike(statements):
        for statement in group:
            meaning = _meaning(statement)
            before = first.setdefault(meaning, statement) if meaning else statement
            if before is not statement:
                yield STATEMENT.at(
                    statement.span,
                    "this statement says the same as another",
                    help="delete one of the two",
                    secondary=(Label(before.span, "the other"),),
                )


def _alike(statements: tuple[StatementText, ...]) -> Iterator[list[StatementText]]:
    """Statements with the same actions, which few are: of the others no more need be known."""
    groups: dict[frozenset[str], list[StatementText]] = {}
    for statement in statements:
        if statement.actions:
            key = frozenset(word.text.lower() for word in statement.actions.items)
            groups.setdefault(key, []).append(statement)
    return (group for group in groups.values() if len(group) > 1)


def _meaning(statement: StatementText) -> Hashable:
    """What a statement says, or None where that is not known in full."""
    words = [*_words(statement)]
    if not (statement.effect and all(word.exact for word in words)):
        return None
    return (
        statement.effect.text,
        _set(statement.actions, fold=True),
        _set(statement.resources),
        statement.not_principal,
        frozenset((principal.type, principal.value.text) for principal in statement.principals),
        frozenset(
            (c.operator.text, c.key.text.lower(), frozenset(v.text for v in c.values))
            for c in statement.conditions
        ),
    )


def _words(statement: StatementText) -> Iterator[Word]:
    for words in (statement.actions, statement.resources):
        yield from words.items if words else ()
    yield from (principal.value for principal in statement.principals)
    for condition in statement.conditions:
        yield condition.key
        yield from condition.values


def _set(words: Words | None, *, fold: bool = False) -> Hashable:
    if words is None:
        return None
    texts = (word.text.lower() if fold else word.text for word in words.items)
    return words.inverted, frozenset(texts)


FAMILY = Family((ACTION, RESOURCE, STATEMENT), _check)
