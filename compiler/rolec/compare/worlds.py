"""Values for what only Terraform knows: what is said of two accesses has to hold for any of them.

A reference in a pattern is a policy variable to the comparison, of any text. A number, a date, a range of
addresses or a principal that is one has each of the values that tell it apart from what else is written.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from rolec.compare.bounds import Exhausted
from rolec.compare.reference_uses import Uses
from rolec.compare.reference_values import general_values, other_values
from rolec.ir.operator import Family, Operator
from rolec.policy.mark import interpolated, is_marked, is_of_list
from rolec.record import dataclass
from rolec.semantics.access import Access
from rolec.semantics.interpolated import with_values
from rolec.semantics.request import Request, Values
from rolec.semantics.statement import Condition, Statement, Strings

AT = "values of what only Terraform knows"
_ANOTHER = "\ue140"
"""The end of the key of a second value of a list."""
_NULL = Operator("", "Null", Family.NULL, if_exists=False)
_NOT_LIKE = Operator("", "StringNotLike", Family.STRING, if_exists=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """Two accesses, with ``given`` values of references; those that are ``free`` are keys of a request."""

    accesses: tuple[Access, Access]
    given: Mapping[str, Values]
    free: tuple[str, ...] = ()
    names: frozenset[str] = frozenset()

    @property
    def facts(self) -> tuple[Condition, ...]:
        """What holds of every request: that it has the free keys, without a colon where they are names."""
        names = (key for key in self.free if key.removesuffix(_ANOTHER) in self.names)
        return (
            *(Condition(_NULL, key, ("false",)) for key in self.free),
            *(Condition(_NOT_LIKE, key, ("*:*",)) for key in names),
        )

    def told(self, request: Request) -> Request:
        """``request`` with the values of references, each under its own key."""
        context = {k: found for k, found in request.context.items() if k not in self.free}
        context |= self.given
        for key in self.free:
            found = request.context.get(key) or ()
            own = key.removesuffix(_ANOTHER)
            context[own] = tuple(dict.fromkeys((*(context.get(own) or ()), *found)))
        return replace(request, context=context)


def worlds(accesses: tuple[Access, Access], most: int) -> Iterator[World]:
    """The worlds in which to compare ``accesses``; in the first one no reference has the value of another text.

    Raises `Exhausted` where there are more than ``most``, or a value cannot be thought of.
    """
    uses = Uses(accesses)
    if not uses:
        yield World(accesses=accesses, given={})
        return
    general = general_values(uses)
    yield World(accesses=_put(accesses, general), given=general)
    free = tuple(_free(uses))
    if free:
        yield _with_free(accesses, general, free, uses.names)
    for count, values in enumerate(other_values(uses, general)):
        if count == most:
            raise Exhausted(AT)
        yield _with_free(accesses, {**general, **values}, free, uses.names)


def _free(uses: Uses) -> Iterator[str]:
    for key in uses.in_patterns:
        yield key
        if is_of_list(key):
            yield key + _ANOTHER


def _put(accesses: tuple[Access, Access], given: Mapping[str, Values]) -> tuple[Access, Access]:
    return with_values(accesses[0], given), with_values(accesses[1], given)


def _with_free(
    accesses: tuple[Access, Access],
    given: Mapping[str, Values],
    free: tuple[str, ...],
    names: frozenset[str],
) -> World:
    variables = {
        key: tuple(f"${{{each}}}" for each in (key, key + _ANOTHER) if each in free)
        for key in free
        if not key.endswith(_ANOTHER)
    }
    new, old = (_with_variables(access, variables) for access in _put(accesses, given))
    return World(accesses=(new, old), given=given, free=free, names=names)


def _with_variables(access: Access, variables: Mapping[str, Values]) -> Access:
    return replace(
        access,
        layers=tuple(
            layer._replace(statements=tuple(_freed(each, variables) for each in layer.statements))
            for layer in access.layers
        ),
    )


def _freed(statement: Statement, variables: Mapping[str, Values]) -> Statement:
    """``statement`` with policy variables for marks in its patterns."""
    if not any(map(is_marked, statement.patterns)):
        return statement

    def texts(found: tuple[str, ...]) -> tuple[str, ...]:
        # Where no text has a variable, what looks like one stays plain.
        plain = found if statement.variables else [t.replace("${", "${$}{") for t in found]
        return tuple(each for text in plain for each in interpolated(text, variables))

    resources = statement.resources
    return replace(
        statement,
        variables=True,
        resources=resources and Strings(texts(resources.items), resources.inverted),
        conditions=tuple(
            each._replace(values=texts(each.values)) if each.has_patterns else each
            for each in statement.conditions
        ),
    )
