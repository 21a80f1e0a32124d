"""An access with less in it: of one action, one statement, one resource, principal or value."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from rolec.ir.document import Effect
from rolec.ir.glob_meet import meet
from rolec.policy.mark import is_marked
from rolec.semantics.access import Access, Layer, LayerKind
from rolec.semantics.pattern import Piece, Wild, pieces
from rolec.semantics.statement import Statement, Strings

_VARIABLE = "${"


def about(access: Access, action: str, statements: Iterable[Statement]) -> Access:
    """``access`` for one ``action``, of which ``statements`` speak."""
    spoken = {id(each) for each in statements}
    only = Strings((action,))
    return access.rewritten(
        lambda each: replace(each, actions=only) if id(each) in spoken else None
    )


def by_statement(access: Access, statement: Statement, instead: Statement) -> Access:
    """``access`` of which the first layer allows by one ``statement`` alone, and ``instead`` of it."""
    first, *rest = access.layers
    kept = tuple(
        instead if each is statement else each
        for each in first.statements
        if each is statement or each.effect is Effect.DENY
    )
    return replace(access, layers=(first._replace(statements=kept), *rest))


def denying(access: Access, denies: Iterable[Statement]) -> Access:
    """``access`` with some ``denies`` more."""
    first, *rest = access.layers
    more = first._replace(statements=(*first.statements, *denies))
    return replace(access, layers=(more, *rest))


def without(access: Access, action: str, resources: Iterable[tuple[str, bool]]) -> Access:
    """``access`` with the ``resources``, of which it is said if they have variables, denied."""
    return denying(access, [_about(Effect.DENY, action, *each) for each in resources])


def within(access: Access, action: str, resource: tuple[str, bool]) -> Access:
    """``access`` on one resource, or pattern, alone, without what is said of others."""
    near = access.rewritten(lambda each: _near(each, resource[0]))
    limit = Layer(LayerKind.SESSION, (_about(Effect.ALLOW, action, *resource),))
    return replace(near, layers=(*near.layers, limit))


def _about(effect: Effect, action: str, resource: str, variables: bool) -> Statement:  # noqa: FBT001 - as in the pairs
    return Statement(
        effect=effect,
        actions=Strings((action,)),
        resources=Strings((resource,)),
        variables=variables,
    )


def _near(statement: Statement, resource: str) -> Statement | None:
    """``statement`` with those resources alone that ``resource`` may have something in common with."""
    resources = statement.resources
    if resources is None or resources.inverted or is_open(resource):
        return statement
    items = tuple(each for each in resources.items if is_open(each) or meet(each, resource))
    return replace(statement, resources=Strings(items)) if items else None


def is_open(text: str) -> bool:
    """Whether ``text`` has a policy variable, or what only Terraform knows: it may be of any pattern."""
    return _VARIABLE in text or is_marked(text)


def widest_of(text: str, *, variables: bool) -> str:
    """The pattern of all that ``text`` may be a pattern of, whatever its variables and references are."""
    return "".join(map(_widest, pieces(text, wild=True, variables=variables)))


def _widest(piece: Piece) -> str:
    match piece:
        case str():
            return piece
        case Wild.ONE:
            return "?"
        case _:
            return "*"
