"""Whether a role may do something, and by which statement."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple, TypeVar

from rolec.graph.graph import Reason
from rolec.graph.known_role import KnownRole
from rolec.graph.layers import ANYTHING, allowing, by_role, only, requests
from rolec.graph.world import World
from rolec.semantics.access import Layer, LayerKind
from rolec.semantics.statement import Condition, Principal, Statement, Strings

T = TypeVar("T")


class Allowed(NamedTuple):
    """What a statement allows: the statement, and the action that was asked for."""

    action: str
    statement: Statement

    @property
    def reason(self) -> Reason:
        """The statement as a reason of an edge."""
        each = self.statement
        return Reason(self.action, each.policy, each.sid, each.span)


class Untold(NamedTuple):
    """That a bound was hit, so that nothing is known."""


def best(answers: Iterable[T | Untold | None]) -> T | Untold | None:
    """The first of ``answers`` that says something or, without one, that one could not be told."""
    untold: Untold | None = None
    for answer in answers:
        if isinstance(answer, Untold):
            untold = answer
        elif answer is not None:
            return answer
    return untold


def may(
    role: KnownRole,
    action: str,
    world: World,
    *,
    on: Strings = ANYTHING,
    given: tuple[Condition, ...] = (),
) -> Allowed | Untold | None:
    """The statement that lets ``role`` use ``action`` on one of ``on`` in some request, or None.

    ``given`` is what is true of the request. Of several statements that do, it is one with few
    conditions.
    """
    layers = role.permissions.layers
    found = {s for text in on.items for s in allowing(layers, action, text)}
    if not found:
        return None
    asked = requests(
        (action,),
        on,
        principal=Principal("AWS", role.arn),
        conditions=(*by_role(role), *given),
    )
    untold = False
    for statement in _by_conditions(layers, found):
        answer = world.ask((asked, *(_only(each, statement) for each in layers)))
        if answer:
            return Allowed(action, statement)
        untold = untold or answer is None
    return Untold() if untold else None


def may_one(
    role: KnownRole,
    actions: Iterable[str],
    world: World,
    *,
    on: Strings = ANYTHING,
    given: tuple[Condition, ...] = (),
) -> Allowed | Untold | None:
    """The same for the first of ``actions`` that ``role`` may use."""
    return best(may(role, action, world, on=on, given=given) for action in actions)


def _by_conditions(layers: Iterable[Layer], found: set[Statement]) -> Iterator[Statement]:
    in_order = [s for layer in layers for s in layer.statements if s in found]
    yield from sorted(in_order, key=lambda each: len(each.conditions))


def _only(layer: Layer, statement: Statement) -> Layer:
    return only(layer, statement) if layer.kind is LayerKind.IDENTITY else layer
