"""Whether some request of a kind is allowed, and if so which."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple, TypeAlias

from rolec.ask.may_be_about import may_be_about
from rolec.ask.requests import ANYTHING
from rolec.ir.document import Effect
from rolec.semantics.access import Layer, LayerKind
from rolec.semantics.request import Request
from rolec.semantics.statement import Statement


class Untold(NamedTuple):
    """That a bound of the procedure was hit, so that the answer is not known."""


class Witness(NamedTuple):
    """A request that is allowed, and the statement that allows it."""

    request: Request
    statement: Statement


Search: TypeAlias = Callable[[Sequence[Layer]], Request | Untold | None]
"""A request that every one of some layers allows, and that none denies."""


class Searches(NamedTuple):
    """Searches for a request: whatever the values of references are, and where they are of no other text."""

    of_any_values: Search
    general: Search


def some_request(
    layers: Sequence[Layer],
    among: Layer,
    search: Search,
    *,
    by: LayerKind = LayerKind.IDENTITY,
) -> Witness | Untold | None:
    """A request of the kind ``among`` that ``layers`` allow, or None where there is none.

    The statement that is told is one of the layer ``by``; of several that allow a request it is one
    with few conditions.
    """
    left = [_about(layer, among) for layer in layers]
    if not all(map(allows_of, left)):
        return None
    giving = next(layer for layer in left if layer.kind is by)
    others = [layer for layer in left if layer.kind is not by]
    untold: Untold | None = None
    for statement in sorted(allows_of(giving), key=lambda each: len(each.conditions)):
        layers = (only(giving, statement), *others)
        found = _searched((_that_matter(among, layers), *layers), search)
        if isinstance(found, Request):
            return Witness(found, statement)
        untold = untold or found
    return untold


def allows_of(layer: Layer) -> tuple[Statement, ...]:
    """The statements of ``layer`` that allow something."""
    return tuple(each for each in layer.statements if each.effect is Effect.ALLOW)


def only(layer: Layer, allow: Statement) -> Layer:
    """``layer`` with ``allow`` as its only allow: what that statement gives, denies respected."""
    denies = (each for each in layer.statements if each.effect is Effect.DENY)
    return Layer(layer.kind, (allow, *denies))


def whatever_it_allows(layer: Layer) -> Layer:
    """``layer`` as if it allowed everything: of it, only denies are left."""
    everything = Statement(effect=Effect.ALLOW, actions=ANYTHING, resources=ANYTHING)
    denies = (each for each in layer.statements if each.effect is Effect.DENY)
    return Layer(layer.kind, (everything, *denies))


@lru_cache(maxsize=4096)
def _searched(layers: tuple[Layer, ...], search: Search) -> Request | Untold | None:
    """What ``search`` finds; roles of one kind have the same statements, and ask the same."""
    return search(layers)


def _that_matter(among: Layer, layers: Sequence[Layer]) -> Layer:
    """``among`` without conditions on keys of which nothing else speaks: any request can meet these."""
    wanted, *left_out = among.statements
    spoken_of = {
        key
        for statement in (*left_out, *(each for layer in layers for each in layer.statements))
        for key in _keys(statement)
    }
    if _ANY_KEY in spoken_of:
        return among
    matter = tuple(each for each in wanted.conditions if each.key in spoken_of)
    if len(matter) == len(wanted.conditions):
        return among
    return Layer(among.kind, (replace(wanted, conditions=matter), *left_out))


_ANY_KEY = "${"


@lru_cache(maxsize=16384)
def _keys(statement: Statement) -> frozenset[str]:
    """The keys that ``statement`` compares, and that there are others: a policy variable is one."""
    resources = statement.resources.items if statement.resources else ()
    values = (value for each in statement.conditions for value in each.values)
    variable = any(_ANY_KEY in text for text in (*resources, *values))
    return frozenset(
        (*(each.key for each in statement.conditions), *((_ANY_KEY,) if variable else ()))
    )


def _about(layer: Layer, among: Layer) -> Layer:
    """``layer`` without what cannot be about requests of the kind."""
    wanted = among.statements[0]
    return Layer(layer.kind, tuple(s for s in layer.statements if may_be_about(s, wanted)))
