"""The combinations of actions that lead to more access, of what policies surely let somebody do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from rolec.catalog.catalogue import Catalogue
from rolec.catalog.escalation import Escalation, escalations
from rolec.ir.glob import matches
from rolec.lint.granted import ON_ITSELF, PASS_ROLE, Given, Granted
from rolec.lint.known_action import listed
from rolec.policy.policy_text import PolicyText, StatementText, Words
from rolec.policy.whole_role import Held
from rolec.source.span import Span


def complete_ones(found: Mapping[str, Granted], catalogue: Catalogue) -> list[Escalation]:
    """The combinations of which all parts are ``found``."""
    if not found:
        return []
    return [
        each
        for each in escalations()
        if all(map(found.__contains__, each.actions)) and _is_complete(each, found, catalogue)
    ]


def shortest(complete: Sequence[Escalation]) -> Iterator[Escalation]:
    """Those of which no part is one of its own."""
    for each in complete:
        if not any(set(other.actions) < set(each.actions) for other in complete):
            yield each


def _is_complete(
    escalation: Escalation, found: Mapping[str, Granted], catalogue: Catalogue
) -> bool:
    passes = PASS_ROLE in escalation.actions
    services = escalation.services if passes else ()
    return all(
        found[action].on_something(catalogue)
        if passes and action != PASS_ROLE
        else found[action].on_everything(catalogue, services)
        for action in escalation.actions
    )


def all_in(policy: PolicyText) -> StatementText | None:
    """The statement of ``policy`` that allows everything on everything."""
    for statement in policy.statements:
        is_sure = statement.allows and not statement.conditions
        if is_sure and _is_all(statement.actions) and _is_all(statement.resources):
            return statement
    return None


def _is_all(words: Words | None) -> bool:
    if words is None or words.inverted:
        return False
    return any(word.exact and word.text == "*" for word in words.items)


def rank(escalation: Escalation) -> tuple[int, ...]:
    """Before others goes what the role does with itself alone, what needs least, and what most know of."""
    others = sum(action not in ON_ITSELF for action in escalation.actions)
    return others, len(escalation.actions), -len(escalation.sources)


def most_of(found: Granted) -> tuple[Held, Given]:
    """The statement that gives most of an action."""
    return max(found.given, key=lambda each: len(each[1].reach.all))


def place_of(statement: StatementText, action: str) -> Span:
    """The word of ``statement`` that allows ``action``."""
    folded = action.lower()
    for word in listed(statement):
        if word.exact and matches(word.text.lower(), folded):
            return word.span
    return statement.actions.span if statement.actions else statement.span
