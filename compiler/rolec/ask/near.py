"""Statements that nearly allow what is denied because nothing allows it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple

from rolec.ir.document import Effect
from rolec.semantics.access import Access
from rolec.semantics.applies import applies, lookup_in
from rolec.semantics.condition import holds
from rolec.semantics.interpolated import with_given
from rolec.semantics.keys import Keys
from rolec.semantics.request import Request
from rolec.semantics.statement import Condition, Statement


class Near(NamedTuple):
    """A statement that would allow a request if it met ``conditions``; with none, on or by another."""

    statement: Statement
    conditions: tuple[Condition, ...]


def near(access: Access, request: Request, keys: Keys) -> tuple[Near, ...]:
    """The statements of ``access`` that allow the action of ``request``, of each layer those that lack least.

    They are of the layers of which nothing allows it.
    """
    found: list[Near] = []
    for layer in with_given(access, request).layers:
        allows = [each for each in layer.statements if each.effect is Effect.ALLOW]
        if not any(applies(each, request, keys) is True for each in allows):
            near_ = tuple(_near(allows, request, keys))
            found += [each for each in near_ if each.conditions] or near_
    return tuple(found)


def _near(allows: Iterable[Statement], request: Request, keys: Keys) -> Iterator[Near]:
    for each in allows:
        whole = replace(each, conditions=())
        if applies(replace(whole, resources=None, principals=None), request, keys) is not True:
            continue
        if applies(whole, request, keys) is not True:
            yield Near(each, ())
            continue
        lookup = lookup_in(request, keys)
        unmet = tuple(
            condition
            for condition in each.conditions
            if holds(condition, request, keys, lookup, variables=each.variables) is False
        )
        if unmet:
            yield Near(each, unmet)
