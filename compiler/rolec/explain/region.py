"""Where a class of actions is allowed on one side and not on the other."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple, TypeVar

from rolec.explain.grant import Region
from rolec.explain.narrowed import by_statement, denying, is_open, widest_of, within, without
from rolec.ir.document import Effect
from rolec.ir.glob_cover import covers
from rolec.semantics.access import Access
from rolec.semantics.statement import Condition, Principal, Principals, Statement, Strings


class OutOfWork(Exception):  # noqa: N818 - no error: what is told before is true
    """To tell more would cost too much."""


Gains = Callable[[Access, Access], bool]
"""Whether the first allows something that the second does not, or may."""
OnlyWhere = Callable[[Access, Access], tuple[Condition, ...]]
"""The values of references without which the first allows nothing that the second does not, as conditions."""

_Item = TypeVar("_Item")
_SEVERAL = 2


class _Asked(NamedTuple):
    """One action on both sides: what ``there`` allows and ``here`` does not."""

    there: Access
    here: Access
    action: str
    gains: Gains
    only_where: OnlyWhere


def regions(
    there: Access, here: Access, action: str, gains: Gains, only_where: OnlyWhere
) -> Iterator[Region]:
    """Where ``there`` allows ``action``, of which alone both speak, and ``here`` does not."""
    asked = _Asked(there, here, action, gains, only_where)
    for statement in there.layers[0].statements:
        if statement.effect is Effect.ALLOW and _adds(asked, statement, statement):
            yield from _of_statement(asked, statement)


def _adds(asked: _Asked, statement: Statement, instead: Statement) -> bool:
    """Whether ``statement`` alone, as it is ``instead``, allows something that is not allowed here."""
    return asked.gains(by_statement(asked.there, statement, instead), asked.here)


def _of_statement(asked: _Asked, statement: Statement) -> Iterator[Region]:
    found: dict[tuple[object, ...], list[Region]] = {}
    for part in _parts(asked, statement):
        conditions = tuple(_values(asked, statement, part))
        for region in _shown(asked, statement, replace(part, conditions=conditions)):
            key = (region.conditions, region.otherwise, region.denied, bool(region.within))
            found.setdefault(key, []).append(region)
    for same in found.values():
        yield replace(
            same[0],
            resources=tuple(dict.fromkeys(r for each in same for r in each.resources)),
            principals=tuple(dict.fromkeys(p for each in same for p in each.principals)),
            within=tuple(dict.fromkeys(r for each in same for r in each.within)),
        )


def _parts(asked: _Asked, statement: Statement) -> Iterator[Statement]:
    """The items of ``statement`` that add something, a statement each."""
    match statement:
        case Statement(principals=Principals(items=items, inverted=False)):
            adding = _adding(items, lambda some: _adds(asked, statement, _by(statement, some)))
            yield from (_by(statement, (item,)) for item in adding)
        case Statement(resources=Strings(items=items, inverted=False)):
            resources = _adding(items, lambda some: _adds(asked, statement, _on(statement, some)))
            yield from (_on(statement, (item,)) for item in resources)
        case _:
            yield statement


def _by(statement: Statement, principals: Sequence[Principal]) -> Statement:
    return replace(statement, principals=Principals(tuple(principals)))


def _on(statement: Statement, resources: Sequence[str]) -> Statement:
    return replace(statement, resources=Strings(tuple(resources)))


def _adding(items: Sequence[_Item], adds: Callable[[Sequence[_Item]], bool]) -> list[_Item]:
    """The ``items`` that add something, of which it is known that they do together.

    Halves are asked about, so that a few among many are found with few questions.
    """
    if len(items) == 1:
        return list(items)
    middle = len(items) // 2
    halves = [half for half in (items[:middle], items[middle:]) if adds(half)]
    return [item for half in halves for item in _adding(half, adds)]


def _values(asked: _Asked, statement: Statement, part: Statement) -> Iterator[Condition]:
    """The conditions of ``part``, each with those of its values alone that add something."""
    for number, condition in enumerate(part.conditions):
        yield condition._replace(values=tuple(_of_values(asked, statement, part, number)))


def _of_values(asked: _Asked, statement: Statement, part: Statement, number: int) -> Sequence[str]:
    condition = part.conditions[number]
    operator, values = condition.operator, condition.values
    # The values of others are no alternatives: without one more may be allowed.
    if len(values) < _SEVERAL or operator.negated or operator.qualifier == "ForAllValues":
        return values
    return _adding(
        values,
        lambda some: _adds(
            asked, statement, _with(part, number, condition._replace(values=tuple(some)))
        ),
    )


def _with(statement: Statement, number: int, condition: Condition) -> Statement:
    conditions = list(statement.conditions)
    conditions[number] = condition
    return replace(statement, conditions=tuple(conditions))


def _shown(asked: _Asked, statement: Statement, part: Statement) -> Iterator[Region]:
    only = asked._replace(there=by_statement(asked.there, statement, part))
    resources = _resources(only, part)
    otherwise = _otherwise(asked.here, part, resources)
    yield Region(
        resources=resources,
        principals=_principals(part),
        conditions=(
            *part.conditions,
            *_limits(asked.there),
            *asked.only_where(only.there, only.here),
        ),
        otherwise=otherwise,
        denied=() if otherwise is None else tuple(dict.fromkeys(_denied(only))),
        within=tuple(dict.fromkeys(_within(asked.here, part, resources))),
    )


def _principals(part: Statement) -> tuple[Principal, ...]:
    return part.principals.items if part.principals else ()


def _resources(asked: _Asked, part: Statement) -> tuple[str, ...]:
    """The resources of ``part`` that it allows more on: of less than all it says, if that is enough."""
    if part.resources is None:
        return ()
    if part.resources.inverted or len(part.resources.items) > 1:
        items = part.resources.items
        return tuple(f"all but {item}" for item in items) if part.resources.inverted else items
    (whole,) = part.resources.items
    widest = widest_of(whole, variables=part.variables)
    narrower = [
        each
        for each in _narrower(asked, but_kept=is_open(whole))
        if covers(widest, each[0]) and not covers(each[0], whole)
    ]
    if not narrower or asked.gains(without(asked.there, asked.action, narrower), asked.here):
        return (whole,)
    return tuple(each[0] for each in narrower if _adds_within(asked, each))


def _adds_within(asked: _Asked, resource: tuple[str, bool]) -> bool:
    there, here = (within(each, asked.action, resource) for each in (asked.there, asked.here))
    return asked.gains(there, here)


def _narrower(asked: _Asked, *, but_kept: bool) -> list[tuple[str, bool]]:
    """What a deny of the other side, or another layer of this, names: it may be all that matters.

    ``but_kept`` leaves out the denies that both sides have.
    """
    kept = set(asked.there.statements) if but_kept else set()
    denies = [s for s in asked.here.statements if s.effect is Effect.DENY and s not in kept]
    limits = [s for layer in asked.there.layers[1:] for s in layer.statements]
    named = (
        (item, each.variables)
        for each in (*denies, *limits)
        if each.resources and not each.resources.inverted
        for item in each.resources.items
    )
    return list(dict.fromkeys(named))


def _limits(access: Access) -> Iterator[Condition]:
    """The conditions of other layers, where one statement of it is all that allows."""
    for layer in access.layers[1:]:
        allowing = [each for each in layer.statements if each.effect is Effect.ALLOW]
        if len(allowing) == 1:
            yield from allowing[0].conditions


def _otherwise(
    here: Access, part: Statement, resources: Sequence[str]
) -> tuple[Condition, ...] | None:
    """The conditions under which the other side allows the same, that ``part`` does not have."""
    for other in here.layers[0].statements:
        if other.effect is Effect.ALLOW and _holds(other, part, resources):
            return tuple(each for each in other.conditions if each not in part.conditions)
    return None


def _denied(asked: _Asked) -> Iterator[tuple[Condition, ...]]:
    """The conditions of denies that only the other side has, and that take something off this."""
    kept = set(asked.there.statements)
    for other in asked.here.statements:
        lost = other.effect is Effect.DENY and other not in kept
        if lost and other.conditions and asked.gains(asked.there, denying(asked.there, (other,))):
            yield other.conditions


def _within(here: Access, part: Statement, resources: Sequence[str]) -> Iterator[str]:
    """The resources, of those named, on which the other side allows all that ``part`` does."""
    for other in here.layers[0].statements:
        if other.effect is not Effect.ALLOW or not other.resources or other.resources.inverted:
            continue
        if set(other.conditions) <= set(part.conditions):
            yield from (
                item
                for item in other.resources.items
                if any(item != each and covers(each, item) for each in resources)
            )


def _holds(other: Statement, part: Statement, resources: Sequence[str]) -> bool:
    """Whether ``other`` is about all that ``part`` is, its conditions aside."""
    if part.principals is not None:
        held = other.principals
        return held is not None and (
            held == part.principals
            or (not held.inverted and set(part.principals.items) <= set(held.items))
        )
    if other.resources is None or other.resources.inverted:
        return other.resources == part.resources
    known = other.resources.items
    return all(any(covers(each, resource) for each in known) for resource in resources)
