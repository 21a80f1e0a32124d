"""Finds statements that hand out secrets, data or credentials of everything.

Whoever uses the role can take them along. What is named one by one was meant; told is only what covers
all of a kind, without a condition.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from rolec.catalog.catalogue import Catalogue
from rolec.catalog.exposing_action import CREDENTIALS, DATA
from rolec.diagnostics.diagnostic import Diagnostic, Label
from rolec.diagnostics.level import Level
from rolec.ir.glob import matches
from rolec.lint.example import policy
from rolec.lint.facts import Facts
from rolec.lint.known_action import listed
from rolec.lint.lint import Family, Lint
from rolec.lint.reach import NO_TYPE, needed_types, reach
from rolec.policy.policy_text import Kind, PolicyText, StatementText, Word


def _example(action: str, resource: str) -> str:
    return policy(f'{{"Effect": "Allow", "Action": ["{action}"], "Resource": "{resource}"}}')


def _listed(names: tuple[str, ...]) -> str:
    return "\n".join(f"    {name}" for name in names)


OF_DATA = Lint(
    id="L0734",
    name="exposure-of-all-data",
    level=Level.SUGGESTION,
    explain=f"""
The statement lets all objects, secrets or parameters be read. The actions are:

{_listed(DATA)}
""",
    bad=_example("secretsmanager:GetSecretValue", "*"),
    good=_example("secretsmanager:GetSecretValue", "arn:aws:secretsmanager:*:*:secret:shop-*"),
)

OF_CREDENTIALS = Lint(
    id="L0735",
    name="exposure-of-credentials",
    level=Level.SUGGESTION,
    explain=f"""
The answer to the action is a key, a token or a password, which outlives the session of the role or works
elsewhere, and the statement gives it for everything. The actions are:

{_listed(CREDENTIALS)}
""",
    bad=_example("iam:CreateAccessKey", "*"),
    good=_example("iam:CreateAccessKey", "arn:aws:iam::111122223333:user/mailer"),
)

_TABLES = ((OF_DATA, DATA, "reads"), (OF_CREDENTIALS, CREDENTIALS, "returns credentials"))
_BY_NAME = {name.lower(): name for _, names, _ in _TABLES for name in names}
_LINTS = {name: (lint, what) for lint, names, what in _TABLES for name in names}


def _check(document: PolicyText, facts: Facts) -> Iterator[Diagnostic]:
    if document.kind is not Kind.IDENTITY:
        return
    for statement in document.statements:
        if statement.allows and not statement.conditions:
            yield from _exposing(statement, facts.catalogue)


def _exposing(statement: StatementText, catalogue: Catalogue) -> Iterator[Diagnostic]:
    found: dict[str, list[tuple[Word, str]]] = {}
    for word in listed(statement):
        for name in _covered(word.text) if word.exact else ():
            if _is_everything(statement, name, catalogue):
                found.setdefault(_LINTS[name][0].id, []).append((word, name))
    for each in found.values():
        lint, what = _LINTS[each[0][1]]
        words = list(dict.fromkeys(word for word, _ in each))
        names = ", ".join(f"`{name}`" for name in dict.fromkeys(name for _, name in each))
        yield lint.at(
            words[0].span,
            f"{names} {'are' if ',' in names else 'is'} allowed on everything",
            help="name the resources, or take it out where nobody needs it",
            secondary=tuple(Label(word.span, what) for word in words[1:]),
        )


@lru_cache(maxsize=16384)
def _covered(pattern: str) -> tuple[str, ...]:
    if ":" not in pattern:
        return ()  # `*` is everything, which is told as such
    folded = pattern.lower()
    if "*" not in folded and "?" not in folded:
        return (_BY_NAME[folded],) if folded in _BY_NAME else ()
    return tuple(name for known, name in _BY_NAME.items() if matches(folded, known))


def _is_everything(statement: StatementText, name: str, catalogue: Catalogue) -> bool:
    types = reach(statement.resources, name, catalogue).all
    # What cannot be limited to resources, such as a token of a registry, is asked for with `*`.
    limited = types - {NO_TYPE}
    return bool(limited) and (NO_TYPE in types or types >= needed_types(name, catalogue))


FAMILY = Family((OF_DATA, OF_CREDENTIALS), _check, of_grants=True)
