"""Finds aliases of KMS that stand where the keys were meant.

A request for a key is about the key, by whatever name it was called: an alias as the resource of a policy is
the alias itself, which one makes and deletes, and not its key.
"""

from __future__ import annotations

from collections.abc import Iterator

from rolec.catalog.catalogue import Catalogue
from rolec.diagnostics.diagnostic import Diagnostic
from rolec.diagnostics.level import Level
from rolec.lint.arn_form import is_key_alias
from rolec.lint.example import on
from rolec.lint.facts import Facts
from rolec.lint.known_action import actions_of, is_wild, listed
from rolec.lint.lint import Family, Lint
from rolec.policy.policy_text import Kind, PolicyText, StatementText, Word

_START = "arn:aws:kms:eu-west-1:111122223333:"

ALIAS = Lint(
    id="L0738",
    name="alias-in-place-of-key",
    level=Level.WARNING,
    of_catalogue=True,
    explain="""
The pattern is for using keys too, and all resources of the statement are aliases, of which a policy
means no key: only what makes, moves and deletes aliases is allowed, or denied. Name the key, or
compare `kms:ResourceAliases`. Source: the AWS KMS Developer Guide, "Use aliases to control access
to KMS keys".
""",
    bad=on(f'"{_START}alias/app"', '"kms:*"'),
    good=on(f'"{_START}key/1234abcd-12ab-34cd-56ef-1234567890ab"', '"kms:*"'),
)

_TYPE = "alias"


def _check(document: PolicyText, facts: Facts) -> Iterator[Diagnostic]:
    if document.kind is not Kind.IDENTITY:
        return
    for statement in document.statements:
        word = _uses_keys(statement, facts.catalogue) if _is_of_aliases(statement) else None
        if word and statement.resources:
            alias = statement.resources.items[0]
            yield ALIAS.at(
                alias.span,
                f"`{alias.text}` is an alias, and `{word.text}` on it is for no key",
                help="name the key, or allow keys by their alias with `kms:ResourceAliases`",
            )


def _is_of_aliases(statement: StatementText) -> bool:
    resources = statement.resources
    if resources is None or resources.inverted or not resources.items:
        return False
    return all(word.exact and is_key_alias(word.text) for word in resources.items)


def _uses_keys(statement: StatementText, catalogue: Catalogue) -> Word | None:
    """The first pattern for something that is done with a key and with no alias; what is named is told elsewhere."""
    for word in listed(statement):
        known = actions_of(word.text, catalogue) if word.exact and is_wild(word.text) else ()
        on_types = [{on.type.name for on in action.acts_on} for action in known]
        # What acts on neither is found for all patterns.
        if any(_TYPE in types for types in on_types) and any(
            types and _TYPE not in types for types in on_types
        ):
            return word
    return None


FAMILY = Family((ALIAS,), _check)
