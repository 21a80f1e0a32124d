"""Whether a statement applies to a request.

Source: the IAM User Guide, "IAM JSON policy elements reference".
"""

from __future__ import annotations

from collections.abc import Iterator

from rolec.semantics.condition import holds
from rolec.semantics.element import compiled, covers
from rolec.semantics.keys import Keys, is_multivalued, values_of
from rolec.semantics.pattern import Lookup, Marked, Variable
from rolec.semantics.principal import is_named
from rolec.semantics.request import Request
from rolec.semantics.statement import Statement
from rolec.semantics.truth import Truth, Unknown, all_of, negation


def applies(statement: Statement, request: Request, keys: Keys) -> Truth:
    """Whether every element of ``statement`` matches ``request``."""
    return all_of(_elements(statement, request, keys))


def _elements(statement: Statement, request: Request, keys: Keys) -> Iterator[Truth]:
    lookup = lookup_in(request, keys)
    variables = statement.variables
    # The names of actions ignore case, those of resources do not; no action has a variable.
    actions = compiled(statement.actions.items, fold=True, variables=False)
    found = covers(actions, request.action.lower(), lookup)
    yield negation(found) if statement.actions.inverted else found
    if statement.resources is not None:
        if request.resource is None:
            raise AssertionError(f"`{request.action}` on no resource")
        resources = compiled(statement.resources.items, fold=False, variables=variables)
        found = covers(resources, request.resource, lookup)
        yield negation(found) if statement.resources.inverted else found
    if statement.principals is not None:
        if request.principal is None:
            raise AssertionError(f"`{request.action}` by nobody")
        yield is_named(statement.principals, request.principal, is_open=request.open)
    for condition in statement.conditions:
        yield holds(condition, request, keys, lookup, variables=variables)


def lookup_in(request: Request, keys: Keys) -> Lookup:
    """What stands for a variable: the one value of its key in ``request``, or its default."""

    def text_of(piece: Variable | Marked) -> str | Unknown | None:
        if isinstance(piece, Marked):
            return Unknown(others=frozenset((piece.mark,))) if request.open else piece.mark
        if is_multivalued(piece.key, keys):
            return None
        match values_of(piece.key, request):
            case Unknown() as open_:
                return open_
            case ():
                return piece.default
            case (value,):
                return value
            case _:
                return None

    return text_of
