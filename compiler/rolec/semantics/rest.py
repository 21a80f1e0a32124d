"""What is left of an access to decide when some keys of the request are known.

Of texts that only Terraform knows a part (``policy.mark``) it can be asked what is left at most, and
at least: then whatever they are, the access is between the two.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from enum import Enum, auto

from rolec.ir.document import Effect
from rolec.ir.operator import Family, Operator
from rolec.ir.substitution import Form, substitutions
from rolec.policy.mark import is_marked, parts
from rolec.semantics.access import Access, Layer
from rolec.semantics.applies import lookup_in
from rolec.semantics.condition import holds
from rolec.semantics.keys import Keys
from rolec.semantics.pattern import Lookup, variable_of
from rolec.semantics.principal import is_named
from rolec.semantics.request import Request
from rolec.semantics.statement import Condition, Statement, Strings
from rolec.semantics.truth import Unknown


class Bound(Enum):
    """What is said of an access of which a part is not known."""

    MOST = auto()
    LEAST = auto()


def rest(access: Access, request: Request, keys: Keys, bound: Bound) -> Access:
    """``access`` for requests like ``request``, which is open, whatever their other keys are.

    It is for any action and resource. Policies of which the documents are not known stay so.
    """
    return replace(
        access,
        layers=tuple(
            Layer(layer.kind, tuple(_statements(layer.statements, request, keys, bound)))
            for layer in access.layers
        ),
    )


def put_in(texts: tuple[str, ...], request: Request, keys: Keys) -> tuple[str, ...]:
    """``texts`` with the values of the variables that are known, and without those that have none."""
    return _known(texts, lookup_in(request, keys), variables=True)


def _statements(
    statements: tuple[Statement, ...], request: Request, keys: Keys, bound: Bound
) -> Iterator[Statement]:
    lookup = lookup_in(request, keys)
    for statement in statements:
        # At most is what more is allowed, or less denied.
        widens = (statement.effect is Effect.ALLOW) is (bound is Bound.MOST)
        if not _is_taken(statement, request, widens=widens):
            continue
        resources = _resources(statement, lookup, widens=widens)
        conditions = _conditions(statement, request, keys, lookup, widens=widens)
        if resources is not _NEVER and conditions is not None:
            yield replace(
                statement,
                principals=None,
                resources=resources if statement.resources is not None else None,
                conditions=conditions,
            )


_NULL = Operator("", "Null", Family.NULL, if_exists=False)

_NEVER = Strings(())
"""Resources of which there is none."""


def _is_taken(statement: Statement, request: Request, *, widens: bool) -> bool:
    """Whether the principal is one of the statement; who may be one counts where that widens it."""
    if statement.principals is None or request.principal is None:
        return True
    named = is_named(statement.principals, request.principal, is_open=True)
    return widens if isinstance(named, Unknown) else named


def _resources(statement: Statement, lookup: Lookup, *, widens: bool) -> Strings:
    if statement.resources is None:
        return Strings(("*",))
    items, inverted = statement.resources
    known = _known(items, lookup, variables=statement.variables)
    marked = any(map(is_marked, known))
    if not marked or not (widens or inverted):
        return Strings(known, inverted)
    if inverted:
        unmarked = tuple(each for each in known if not is_marked(each))
        return Strings(unmarked, inverted=True) if widens else _NEVER
    return Strings(tuple(map(_with_stars, known)))


def _conditions(
    statement: Statement, request: Request, keys: Keys, lookup: Lookup, *, widens: bool
) -> tuple[Condition, ...] | None:
    """The conditions that are not known to hold; None where one does not."""
    left: list[Condition] = []
    for condition in statement.conditions:
        met = holds(condition, request, keys, lookup, variables=statement.variables)
        if met is False:
            return None
        if met is True:
            continue
        known = _with_known(condition, lookup, variables=statement.variables)
        if not any(map(is_marked, (known.key, *known.values))):
            left.append(known)
        elif condition.key in request.context:
            # The key has its value, and nobody knows whether it fits.
            if not widens:
                return None
        elif widens:
            left += _wider(known)
        elif not known.operator.negated:
            left.append(known)
        elif known.operator.qualifier == "ForAnyValue":
            return None
        else:
            # Whatever the value is, a key that is absent is another.
            left.append(Condition(_NULL, known.key, ("true",)))
    return tuple(left)


def _wider(condition: Condition) -> Iterator[Condition]:
    """What holds at least where ``condition`` does, whatever the marks stand for."""
    operator = condition.operator
    if is_marked(condition.key):
        return
    if operator.negated:
        unmarked = tuple(each for each in condition.values if not is_marked(each))
        yield condition._replace(values=unmarked)
    elif not operator.if_exists and operator.qualifier != "ForAllValues":
        yield Condition(_NULL, condition.key, ("false",))


def _with_known(condition: Condition, lookup: Lookup, *, variables: bool) -> Condition:
    if condition.operator.family not in {Family.STRING, Family.ARN}:
        return condition
    return condition._replace(values=_known(condition.values, lookup, variables=variables))


def _known(texts: tuple[str, ...], lookup: Lookup, *, variables: bool) -> tuple[str, ...]:
    if not variables:
        return texts
    return tuple(each for text in texts if (each := _put_in(text, lookup)) is not None)


def _put_in(text: str, lookup: Lookup) -> str | None:
    made, at = "", 0
    for found in substitutions(text):
        variable = variable_of(found.body)
        if found.form is Form.UNCLOSED or isinstance(variable, str):
            continue
        value = lookup(variable)
        if value is None:
            return None
        if isinstance(value, str):
            made += text[at : found.start] + literal(value)
            at = found.end
    return made + text[at:]


def literal(text: str) -> str:
    """A pattern that stands for ``text`` alone."""
    return "".join(f"${{{char}}}" if char in "*?$" else char for char in text)


def _with_stars(text: str) -> str:
    return "".join("*" if marked else part for part, marked in parts(text))
