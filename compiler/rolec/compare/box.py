"""A statement as a box: what it asks of each element of a request, all of which has to hold."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from rolec.compare.bounds import Exhausted
from rolec.compare.key_shape import Shape, Values
from rolec.compare.pattern import (
    ANY_ARN,
    OPEN,
    STAR,
    glob,
    in_either_case,
    is_internal,
)
from rolec.compare.predicate import (
    ACTION,
    PRINCIPAL,
    RESOURCE,
    Form,
    Of,
    Pool,
    Predicate,
    Test,
    Union,
    union,
)
from rolec.compare.principal import covering
from rolec.compare.variable import bound, encoded, finished
from rolec.compare.variable import variables as read_variables
from rolec.ir.operator import Family
from rolec.semantics.statement import Condition, Principals, Statement, Strings

_EVERY_ACTION = (STAR, f"{STAR}:{STAR}")
_NEVER = Predicate("", None)


class Box:
    """Requests of which all of ``predicates`` hold, those first that tell most requests apart.

    ``keys`` are the keys whose values the box reads as policy variables.
    """

    __slots__ = ("keys", "predicates")

    def __init__(self, predicates: tuple[Predicate, ...]) -> None:
        self.predicates = predicates
        self.keys = frozenset(
            each.key
            for predicate in predicates
            if isinstance(predicate.test, Union) and predicate.test.variable
            for each in read_variables(predicate.test.patterns)
        )


class Boxes:
    """Makes boxes for one question, the same one for all statements that say the same."""

    def __init__(self, shapes: Mapping[str, Shape], pool: Pool) -> None:
        self._shapes = shapes
        self._pool = pool
        self._known: dict[frozenset[Predicate], Box] = {}
        self._bound: dict[tuple[Box, tuple[str | None, ...]], Box | None] = {}

    def of_statement(self, statement: Statement) -> Box | None:
        """The requests to which ``statement`` applies; None where there are none."""
        found = [self._action(statement.actions)]
        if statement.resources is not None:
            found.append(self._resource(statement.resources, variables=statement.variables))
        if statement.principals is not None:
            found.append(self._principal(statement.principals))
        found += self._conditions(statement.conditions, variables=statement.variables)
        return self.of_predicates(found)

    def of_hidden(self, name: str) -> Box:
        """The requests of which something holds that is not known."""
        predicate = self.presence(name, present=True)
        return self._known.setdefault(frozenset((predicate,)), Box((predicate,)))

    def of_conditions(self, conditions: Iterable[Condition]) -> Box | None:
        """The requests of which ``conditions`` hold; ``${...}`` is plain text in them."""
        return self.of_predicates(self._conditions(conditions, variables=False))

    def of_predicates(self, predicates: Iterable[Predicate | None]) -> Box | None:
        """The box of ``predicates``, of which None always holds."""
        found = dict.fromkeys(each for each in predicates if each is not None)
        if _NEVER in found:
            return None
        return self._known.setdefault(frozenset(found), Box(tuple(found)))

    def the(self, predicate: Predicate) -> Predicate:
        """The one object for what ``predicate`` asks."""
        return self._pool.the(predicate)

    def bound(self, box: Box, binding: Mapping[str, str | None]) -> Box | None:
        """``box`` with values for its variables; None where nothing is left in it."""
        if not box.keys:
            return box
        key = (box, tuple(binding[each] for each in sorted(box.keys)))
        if key not in self._bound:
            found = (self._of_binding(each, binding) for each in box.predicates)
            self._bound[key] = self.of_predicates(found)
        return self._bound[key]

    def _of_binding(self, predicate: Predicate, binding: Mapping[str, str | None]) -> Predicate:
        test = predicate.test
        if not (isinstance(test, Union) and test.variable):
            return predicate
        return self.the(
            Predicate(
                predicate.element,
                union(bound(test, binding)),
                negated=predicate.negated,
                of=predicate.of,
                absent=predicate.absent,
            )
        )

    def _action(self, actions: Strings) -> Predicate | None:
        patterns = _action_patterns(actions.items)
        if any(each in patterns for each in _EVERY_ACTION):
            return _NEVER if actions.inverted else None
        return self._the(ACTION, patterns, negated=actions.inverted)

    def _resource(self, resources: Strings, *, variables: bool) -> Predicate | None:
        patterns = self._patterns(resources.items, glob, variables=variables)
        if STAR in patterns:
            return _NEVER if resources.inverted else None
        return self._the(RESOURCE, patterns, negated=resources.inverted)

    def _principal(self, principals: Principals) -> Predicate | None:
        found = Predicate(PRINCIPAL, covering(principals.items), negated=principals.inverted)
        return self.the(found)

    def _the(self, element: str, patterns: tuple[str, ...], *, negated: bool) -> Predicate | None:
        if not patterns:
            return None if negated else _NEVER
        return self.the(Predicate(element, union(patterns), negated=negated))

    def _conditions(
        self, conditions: Iterable[Condition], *, variables: bool
    ) -> Iterator[Predicate | None]:
        for condition in conditions:
            if condition.operator.family is Family.NULL:
                yield self._null(condition)
            else:
                yield from self._condition(condition, variables=variables)

    def _condition(self, condition: Condition, *, variables: bool) -> Iterator[Predicate | None]:
        key, operator = condition.key, condition.operator
        shape = self._shapes[key]
        of = Of(operator.qualifier)
        absent = operator.if_exists or (operator.negated if of is Of.ONE else of is Of.ALL)
        if shape.many and of is Of.ONE:
            # A key that has several values never matches without a qualifier.
            yield self.presence(key, present=False) if absent else _NEVER
            return
        negated = operator.negated
        test = self._test(condition, variables=variables)
        if operator.family is Family.BOOL and shape.values is not Values.BOOL:
            test, negated = _truth(condition)
        if test is None:
            yield None if absent else self.presence(key, present=True)
            return
        if operator.family is Family.ARN and negated and shape.values is not Values.ARN:
            # What is no ARN at all does not match, not even when the operator is negated.
            if of is Of.ANY:
                raise Exhausted(
                    f"`{key}`, of which a value is to be an ARN, and not a certain one"
                )
            yield self.the(Predicate(key, union((ANY_ARN,)), of=of, absent=absent))
        yield self.the(Predicate(key, test, negated=negated, of=of, absent=absent))

    def _null(self, condition: Condition) -> Predicate | None:
        if condition.operator.qualifier:
            # Access Analyzer's "Null with qualifier": the answer is always the same.
            return None if Of(condition.operator.qualifier) is Of.ALL else _NEVER
        wanted = {value.lower() == "true" for value in condition.values}
        if len(wanted) > 1:
            return None
        if not wanted:
            return _NEVER
        return self.presence(condition.key, present=wanted == {False})

    def presence(self, key: str, *, present: bool) -> Predicate:
        """That a request has ``key``, or has not."""
        return self.the(Predicate(key, None, negated=present, absent=not present))

    def _test(self, condition: Condition, *, variables: bool) -> Union | Test | None:
        family, values = condition.operator.family, condition.values
        match family:
            case Family.STRING | Family.ARN:
                return self._texts(condition, variables=variables)
            case Family.BOOL:
                return union(tuple(sorted({_bool(each) for each in values})))
            case Family.BINARY:
                read = map(_bytes, values)
                return union(tuple(sorted({each for each in read if each is not None})))
            case Family.NUMERIC | Family.DATE:
                return _quantities(condition)
            case Family.IP_ADDRESS:
                return _addresses(values)
            case _:
                raise AssertionError(family)

    def _texts(self, condition: Condition, *, variables: bool) -> Union:
        operator = condition.operator
        form = Form.TEXT
        encode: Callable[[str], str] = glob if operator.takes_wildcards else str
        if operator.family is Family.ARN:
            form = Form.ARN
        elif operator.name.endswith("IgnoreCase"):
            form, encode = Form.EITHER_CASE, in_either_case
        found = self._patterns(condition.values, encode, variables=variables)
        if form is Form.ARN:
            found = finished(found)
        return union(found, form if any(OPEN in each for each in found) else Form.TEXT)

    def _patterns(
        self, texts: tuple[str, ...], encode: Callable[[str], str], *, variables: bool
    ) -> tuple[str, ...]:
        found = _patterns(texts, encode, variables=variables)
        if any(OPEN in each for each in found):
            return tuple(each for each in found if self._expands(each))
        return found

    def _expands(self, pattern: str) -> bool:
        """A variable of a key that has several values stands for none."""
        return OPEN not in pattern or not any(
            each.key in self._shapes and self._shapes[each.key].many
            for each in read_variables((pattern,))
        )


@lru_cache(maxsize=1 << 12)
def _action_patterns(items: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted({glob(_checked(each.lower())) for each in items}))


@lru_cache(maxsize=1 << 12)
def _patterns(
    texts: tuple[str, ...], encode: Callable[[str], str], *, variables: bool
) -> tuple[str, ...]:
    if variables:
        return tuple(sorted({encoded(_checked(text), encode) for text in texts}))
    return tuple(sorted({encode(_checked(text)) for text in texts}))


def _checked(text: str) -> str:
    if not text.isascii() and is_internal(text):
        raise Exhausted("texts with characters that no policy may have")
    return text


def _bool(text: str) -> str:
    return "true" if text.lower() == "true" else "false"


def _truth(condition: Condition) -> tuple[Union | None, bool]:
    """What Bool asks of a key of any texts: that it is `true`, or that it is something else."""
    wanted = {_bool(each) for each in condition.values}
    if len(wanted) > 1:
        return None, False
    return union((in_either_case("true"),)), wanted != {"true"}


def _bytes(text: str) -> str | None:
    from base64 import b64decode

    try:
        return b64decode(text, validate=True).decode("latin-1")
    except ValueError:
        return None


def _quantities(condition: Condition) -> Test:
    from rolec.compare.quantity import comparison, quantity

    operator = condition.operator
    read = (quantity(text, operator.family) for text in condition.values)
    found = tuple(sorted({each for each in read if each is not None}))
    name = operator.name.replace("Not", "")
    return Test((name.removeprefix(operator.family), found), comparison(name, found), found)


def _addresses(values: Sequence[str]) -> Test:
    from rolec.compare.address import address_range, in_ranges

    found = tuple(sorted({each for each in map(address_range, values) if each is not None}))
    return Test(found, in_ranges(found), found)
