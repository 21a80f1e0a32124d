"""An access with less in it: of one action, one statement, one resource, principal or value."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from rolec.ir.document import Effect
from rolec.semantics.access import Access, Layer, LayerKind
from rolec.semantics.statement import Statement, Strings


def about(access: Access, action: str, statements: Iterable[Statement]) -> Access:
    """``access`` for one ``action``, of which ``statements`` speak."""
    spoken = {id(each) for each in statements}
    only = Strings((action,))
    return _rewritten(
        access,
        lambda each: replace(each, actions=only) if id(each) in spoken else None,
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


def without(access: Access, action: str, resources: Iterable[tuple[str, bool]]) -> Access:
    """``access`` with the ``resources``, of which it is said if they have variables, denied."""
    denied = tuple(
        Statement(
            effect=Effect.DENY,
            actions=Strings((action,)),
            resources=Strings((resource,)),
            variables=variables,
        )
        for resource, variables in resources
    )
    first, *rest = access.layers
    return replace(access, layers=(first._replace(statements=first.statements + denied), *rest))


def within(access: Access, action: str, resource: tuple[str, bool]) -> Access:
    """``access`` on one resource, or pattern, alone."""
    allowed = Statement(
        effect=Effect.ALLOW,
        actions=Strings((action,)),
        resources=Strings((resource[0],)),
        variables=resource[1],
    )
    return replace(access, layers=(*access.layers, Layer(LayerKind.SESSION, (allowed,))))


def _rewritten(access: Access, rewrite: Callable[[Statement], Statement | None]) -> Access:
    return replace(
        access,
        layers=tuple(
            layer._replace(
                statements=tuple(
                    s for each in layer.statements if (s := rewrite(each)) is not None
                )
            )
            for layer in access.layers
        ),
    )
