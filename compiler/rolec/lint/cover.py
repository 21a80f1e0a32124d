"""Whether one statement says all that another says, as far as their texts tell."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple, TypeAlias

from rolec.ir.glob_cover import covers, is_wild
from rolec.lint.variable import without_variables
from rolec.policy.policy_text import StatementText

Conditions: TypeAlias = frozenset[tuple[str, str, frozenset[str]]]


class Named(NamedTuple):
    """Actions of one service, in lower case: names, and patterns."""

    names: frozenset[str] = frozenset()
    patterns: tuple[str, ...] = ()


class Said(NamedTuple):
    """A statement in a form that compares fast; ``actions`` are by their service.

    What has a wildcard for that stands under the empty prefix.
    """

    statement: StatementText
    actions: Mapping[str, Named]
    all_but_actions: bool
    resources: tuple[str, ...]
    all_but_resources: bool
    conditions: Conditions


def said(statement: StatementText) -> Said | None:
    """``statement`` in that form, or None where Terraform completes it or a part is missing."""
    actions, resources = statement.actions, statement.resources
    if actions is None or resources is None:
        return None
    in_conditions = [
        word for each in statement.conditions for word in (each.operator, each.key, *each.values)
    ]
    if not all(word.exact for word in (*actions.items, *resources.items, *in_conditions)):
        return None
    return Said(
        statement=statement,
        actions=_by_service(tuple(word.text for word in actions.items)),
        all_but_actions=actions.inverted,
        resources=tuple(word.text for word in resources.items),
        all_but_resources=resources.inverted,
        conditions=frozenset(
            (
                each.operator.text,
                each.key.text.lower(),
                frozenset(word.text for word in each.values),
            )
            for each in statement.conditions
        ),
    )


def says_all(wide: Said, narrow: Said) -> bool:
    """Whether every request that ``narrow`` is about is one that ``wide`` is about.

    False says nothing. Effects are not looked at; conditions count when they are the same, or when
    ``wide`` has none.
    """
    if wide.conditions and wide.conditions != narrow.conditions:
        return False
    if not (
        wide.all_but_actions or "" in wide.actions or narrow.actions.keys() <= wide.actions.keys()
    ):
        return False
    return _has_resources(wide, narrow) and _has_actions(wide, narrow)


@lru_cache(maxsize=2048)
def _by_service(actions: tuple[str, ...]) -> Mapping[str, Named]:
    found: dict[str, list[str]] = {}
    for action in actions:
        text = action.lower()
        found.setdefault(_prefix(text), []).append(text)
    return {
        prefix: Named(
            frozenset(text for text in texts if not is_wild(text)),
            tuple(sorted({text for text in texts if is_wild(text)})),
        )
        for prefix, texts in found.items()
    }


def _prefix(action: str) -> str:
    prefix, colon, _ = action.partition(":")
    return prefix if colon and not is_wild(prefix) else ""


def may_overlap(one: str, other: str) -> bool:
    """Whether two patterns may have something in common: false only where it is certain."""
    one, other = without_variables(one, "*"), without_variables(other, "*")
    if covers(one, other) or covers(other, one):
        return True
    if not is_wild(one) or not is_wild(other):
        return False
    ours, theirs = _start(one), _start(other)
    return ours.startswith(theirs) or theirs.startswith(ours)


def _start(text: str) -> str:
    return text.replace("?", "*").partition("*")[0]


class _Listed(NamedTuple):
    """Patterns, or all but them."""

    texts: tuple[str, ...]
    all_but: bool


def _has_resources(wide: Said, narrow: Said) -> bool:
    if wide.all_but_resources or narrow.all_but_resources:
        return _has_listed(
            _Listed(wide.resources, wide.all_but_resources),
            _Listed(narrow.resources, narrow.all_but_resources),
        )
    return all(any(_covers(their, our) for their in wide.resources) for our in narrow.resources)


def _has_listed(wide: _Listed, narrow: _Listed) -> bool:
    """Whether ``wide`` has all that ``narrow`` has, where one of them is all but a list."""
    if not wide.all_but:
        return "*" in wide.texts
    if narrow.all_but:
        return all(any(_covers(our, their) for our in narrow.texts) for their in wide.texts)
    return not any(may_overlap(their, our) for their in wide.texts for our in narrow.texts)


def _has_actions(wide: Said, narrow: Said) -> bool:
    if wide.all_but_actions or narrow.all_but_actions:
        return _has_listed(_actions(wide), _actions(narrow))
    anywhere = wide.actions.get("", _NONE).patterns
    return all(
        _has_named(wide.actions.get(prefix, _NONE), anywhere, ours)
        for prefix, ours in narrow.actions.items()
    )


_NONE = Named()


def _actions(part: Said) -> _Listed:
    texts = (
        text for each in part.actions.values() for text in (*sorted(each.names), *each.patterns)
    )
    return _Listed(tuple(texts), part.all_but_actions)


def _has_named(theirs: Named, anywhere: tuple[str, ...], ours: Named) -> bool:
    patterns = (*theirs.patterns, *anywhere)
    left = (*(ours.names - theirs.names), *ours.patterns)
    return all(any(covers(pattern, our) for pattern in patterns) for our in left)


def _covers(wide: str, narrow: str) -> bool:
    # How long a policy variable is nobody knows.
    return covers(wide, narrow) and (wide == narrow or "?" not in wide or "${" not in narrow)
