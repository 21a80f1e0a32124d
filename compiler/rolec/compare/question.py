"""Whether one access allows something that another does not, as boxes and what is asked of them.

New access is a request that an allow statement of each layer of the new side is about, and none of
its denies, and that on the old side no allow of some layer is about, or a deny is. What stands
unchanged on both sides drops out at once, so that an edit costs what it touches.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property, partial
from typing import Any, NamedTuple

from rolec.compare.actions import Known, Universe, key
from rolec.compare.binding import Bindings
from rolec.compare.bounds import Budget, Exhausted
from rolec.compare.box import Box, Boxes
from rolec.compare.elements import Elements
from rolec.compare.key_shape import Shape, shapes
from rolec.compare.pattern import glob
from rolec.compare.predicate import ACTION, PRINCIPAL, RESOURCE, Pool
from rolec.compare.principal import apart as principals_apart
from rolec.compare.problem import Problems, Values
from rolec.compare.texts import Texts
from rolec.compare.variable import encoded, variables
from rolec.ir.document import Effect
from rolec.ir.operator import Family
from rolec.semantics.access import Access, LayerKind
from rolec.semantics.statement import Condition, Principal, Statement


class Side(NamedTuple):
    """An access as boxes: the allows of each layer, and all denies; and the ARNs of ``hidden``
    policies, of which it is not known what they allow and deny.
    """

    layers: tuple[tuple[Box, ...], ...]
    denies: tuple[Box, ...]
    hidden: tuple[str, ...] = ()


class Question:
    """Two accesses, in the terms of both; ``given`` holds of every request."""

    def __init__(
        self,
        accesses: tuple[Access, Access],
        given: Sequence[Condition],
        known: Known,
        budget: Budget,
    ) -> None:
        statements = [statement for access in accesses for statement in access.statements]
        conditions = [each for statement in statements for each in statement.conditions]
        self.shapes: Mapping[str, Shape] = shapes(
            (*conditions, *given), _variables(statements), partial(key, known)
        )
        self.budget = budget
        universe = Universe(known, _action_patterns(statements))
        self._boxes = Boxes(self.shapes, Pool())
        self.elements = Elements(self.shapes, self._boxes, universe, Texts(self.budget))
        bindings = Bindings(self._boxes, self.elements, self.budget)
        self._problems = Problems(self.elements, bindings, self.budget)
        self.epochs = frozenset(
            each.key for each in conditions if each.operator.family is Family.NUMERIC
        )
        self._statements = statements
        self._elements_asked = tuple(
            name
            for name, is_asked in (
                (ACTION, True),
                (RESOURCE, any(each.resources is not None for each in statements)),
                (PRINCIPAL, any(each.principals is not None for each in statements)),
            )
            if is_asked
        )
        self.given = self._boxes.of_conditions(given)
        self.sides = (self._side(accesses[0]), self._side(accesses[1]))

    @cached_property
    def named_actions(self) -> frozenset[str]:
        """The actions that statements name one by one, in lower case."""
        items = (item for each in self._statements for item in each.actions.items)
        return frozenset(item.lower() for item in items if "*" not in item)

    @cached_property
    def named_resources(self) -> tuple[str, ...]:
        """The resources of statements, those with the fewest wildcards first."""
        items = {
            item for each in self._statements if each.resources for item in each.resources.items
        }
        return tuple(sorted(items, key=lambda each: (each.count("*") + each.count("?"), each)))

    @cached_property
    def principals(self) -> tuple[Principal, ...]:
        """A principal of each kind that statements tell apart."""
        named = (each.principals for each in self._statements if each.principals)
        return principals_apart(item for each in named for item in each.items)

    @cached_property
    def characters(self) -> frozenset[str]:
        """The characters of all texts."""
        return frozenset("".join(_texts(self._statements)))

    def request(self, new: Side, old: Side) -> Values | None:
        """A request that ``new`` allows and ``old`` does not; None when there is none."""
        exhausted: Exhausted | None = None
        self.budget.renew()
        if self.given is None:
            return None
        for within, outside in self._parts(new, old):
            self.budget.begin()
            try:
                found = self._problems.request(within, outside)
            except Exhausted as bound:
                exhausted = bound
                continue
            if found is not None:
                hidden = sorted({*new.hidden, *old.hidden})
                if hidden:
                    raise Exhausted(f"what is not known: the document of {', '.join(hidden)}")
                return found
        if exhausted is not None:
            raise exhausted
        return None

    def allows(self, side: Side, values: Mapping[str, tuple[Any, ...] | None]) -> bool:
        """Whether ``side`` allows a request."""
        is_in = self.elements.is_in
        return all(any(is_in(box, values) for box in layer) for layer in side.layers) and not any(
            is_in(box, values) for box in side.denies
        )

    def is_given(self, values: Mapping[str, tuple[Any, ...] | None]) -> bool:
        """Whether what is given holds of a request."""
        return self.given is not None and self.elements.is_in(self.given, values)

    def with_all(self, values: Values) -> dict[str, tuple[Any, ...] | None]:
        """``values`` with those of the elements that nothing was asked of."""
        found: dict[str, tuple[Any, ...] | None] = {RESOURCE: None, PRINCIPAL: None}
        for name in self._elements_asked:
            found[name] = self.elements.values_of(name, values)
        return {**found, **values}

    def _side(self, access: Access) -> Side:
        layers: list[tuple[Box, ...]] = []
        denies: dict[Box, None] = {}
        for layer in access.layers:
            allows: dict[Box, None] = {}
            for statement in layer.statements:
                box = self._boxes.of_statement(statement)
                if box is not None:
                    (allows if statement.effect is Effect.ALLOW else denies)[box] = None
            if layer.kind is LayerKind.IDENTITY:
                allows |= dict.fromkeys(map(self._allowed_by, access.unknown))
            layers.append(tuple(allows))
        hidden = access.unknown
        if access.unknown_boundary is not None:
            hidden = (*hidden, access.unknown_boundary)
            layers.append((self._allowed_by(access.unknown_boundary),))
        denies |= dict.fromkeys(map(self._denied_by, hidden))
        return Side(tuple(layers), tuple(denies), hidden)

    def _allowed_by(self, arn: str) -> Box:
        """The requests that a policy allows whose document is not known: some, or none."""
        return self._boxes.of_hidden(f"{arn} allows")

    def _denied_by(self, arn: str) -> Box:
        return self._boxes.of_hidden(f"{arn} denies")

    def _parts(self, new: Side, old: Side) -> Iterator[tuple[tuple[Box, ...], tuple[Box, ...]]]:
        """Boxes that a request has to be in, and boxes that it has to be out of."""
        assert self.given is not None
        for layer in dict.fromkeys(old.layers):
            unchanged = set(layer)
            changed = [[box for box in each if box not in unchanged] for each in new.layers]
            for within in self._together(changed, (self.given,)):
                yield within, (*new.denies, *layer)
        kept = set(new.denies)
        for deny in old.denies:
            if deny not in kept:
                for within in self._together(new.layers, (self.given, deny)):
                    yield within, new.denies

    def _together(
        self, layers: Sequence[Iterable[Box]], within: tuple[Box, ...]
    ) -> Iterator[tuple[Box, ...]]:
        """``within`` and a box of each of ``layers``, as far as some request is in all of them."""
        if not layers:
            yield within
            return
        for box in layers[0]:
            both = (*within, box) if box not in within else within
            if len(layers) == 1 or self._meet(both):
                yield from self._together(layers[1:], both)

    def _meet(self, boxes: tuple[Box, ...]) -> bool:
        self.budget.begin()
        try:
            return self._problems.request(boxes, ()) is not None
        except Exhausted:
            return True


def _action_patterns(statements: Iterable[Statement]) -> Iterator[str]:
    return (glob(each.lower()) for statement in statements for each in statement.actions.items)


def _texts(statements: Iterable[Statement]) -> Iterator[str]:
    for statement in statements:
        yield from statement.actions.items
        yield from statement.resources.items if statement.resources else ()
        for condition in statement.conditions:
            yield from condition.values


def _variables(statements: Iterable[Statement]) -> Iterator[str]:
    """The keys of policy variables."""
    for statement in statements:
        if statement.variables:
            texts = [*statement.resources.items] if statement.resources else []
            texts += [value for each in statement.conditions for value in each.values]
            for text in texts:
                if "${" in text:
                    yield from (each.key for each in variables((encoded(text, str),)))
