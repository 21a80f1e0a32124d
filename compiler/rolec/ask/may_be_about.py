"""Whether statements may be about the same request, as far as their texts tell.

What is not about the same is so for certain, and costs little to find: most policies say nothing of
what is asked. Conditions are left to the exact procedure.
"""

from __future__ import annotations

from functools import lru_cache

from rolec.ir.glob_cover import covers
from rolec.ir.glob_meet import any_meet
from rolec.policy.mark import is_marked, parts
from rolec.semantics.statement import Principals, Statement, Strings


def may_be_about(statement: Statement, other: Statement) -> bool:
    """Whether one request may fit the actions, the resources and the principals of both."""
    return (
        _actions_meet(statement.actions, other.actions)
        and _resources_meet(_resources(statement), _resources(other))
        and _principals_meet(statement.principals, other.principals)
    )


def _principals_meet(some: Principals | None, others: Principals | None) -> bool:
    if some is None or others is None or some.inverted or others.inverted:
        return True
    return any(
        one.type == other.type or _EVERYBODY in (one.value, other.value)
        for one in some.items
        for other in others.items
    )


_EVERYBODY = "*"


_ANYTHING = Strings(("*",))


def _resources(statement: Statement) -> Strings:
    """What stands for resources, with ``*`` for what may have any value: variables and references."""
    return _opened(statement.resources or _ANYTHING, variables=statement.variables)


@lru_cache(maxsize=16384)
def _opened(strings: Strings, *, variables: bool) -> Strings:
    opened = tuple(_with_star(item, variables=variables) for item in strings.items)
    if opened == strings.items:
        return strings
    if strings.inverted:
        # Of what such an item leaves out nothing is certain.
        kept = (item for item, other in zip(strings.items, opened, strict=True) if item == other)
        return Strings(tuple(kept), inverted=True)
    return Strings(opened)


def _with_star(text: str, *, variables: bool) -> str:
    plain = parts(text)[0][0]
    start = plain.find("${") if variables else -1
    if start != -1:
        return f"{text[:start]}*"
    return f"{plain}*" if is_marked(text) else text


@lru_cache(maxsize=16384)
def _actions_meet(some: Strings, others: Strings) -> bool:
    return _meet(_folded(some), _folded(others))


@lru_cache(maxsize=16384)
def _folded(strings: Strings) -> Strings:
    return Strings(tuple(item.lower() for item in strings.items), strings.inverted)


@lru_cache(maxsize=16384)
def _resources_meet(some: Strings, others: Strings) -> bool:
    return _meet(some, others)


def _meet(some: Strings, others: Strings) -> bool:
    if some.inverted and others.inverted:
        return "*" not in some.items and "*" not in others.items
    if others.inverted:
        some, others = others, some
    if some.inverted:
        return any(
            not any(covers(left_out, item) for left_out in some.items) for item in others.items
        )
    return any_meet(some.items, others.items)
