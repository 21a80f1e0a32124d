"""Edges of trust: who may assume a role."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import NamedTuple

from rolec.ask.requests import (
    ASSUME,
    ASSUME_ROLE,
    condition,
    of_account,
    of_no_known_organization,
    of_session,
    requests,
)
from rolec.ask.some_request import Witness, only, some_request, whatever_it_allows
from rolec.graph.callers import Caller, callers_of, callers_of_everyone, named_caller
from rolec.graph.found import Found
from rolec.graph.graph import Edge, EdgeKind, Node, NodeKind, Reason
from rolec.graph.known_role import KnownRole
from rolec.graph.layers import trusting
from rolec.graph.may import reason
from rolec.graph.party import ANYONE, parties
from rolec.graph.world import World
from rolec.ir.document import Effect
from rolec.ir.glob import matches
from rolec.policy.policy_text import PrincipalText, StatementText
from rolec.policy.stranger import stranger
from rolec.semantics.access import Layer, LayerKind
from rolec.semantics.statement import Condition, Principal, Statement, Strings

_ASSUMING = {
    NodeKind.SAML: "sts:AssumeRoleWithSAML",
    NodeKind.WEB_IDENTITY: "sts:AssumeRoleWithWebIdentity",
}


class _Trust(NamedTuple):
    """One allow statement of the trust policy of ``target``, and that policy without other allows."""

    target: KnownRole
    written: StatementText
    allow: Statement
    layer: Layer


def trust_edges(target: KnownRole, world: World) -> Iterator[Found]:
    """Everybody who may become ``target``."""
    texts = target.whole.trust.statements
    (layer,) = trusting(target.trust.layers)
    for written, statement in zip(texts, layer.statements, strict=True):
        if statement.effect is Effect.DENY or not _lets_assume(statement):
            continue
        trust = _Trust(target, written, statement, only(layer, statement))
        if written.not_principal:
            yield from _everybody_but(trust, world)
        else:
            for principal in written.principals:
                yield from _let_in(principal, trust, world)


def _lets_assume(statement: Statement) -> bool:
    items = [item.lower() for item in statement.actions.items]
    named = any(matches(item, action.lower()) for item in items for action in ASSUME)
    return named or statement.actions.inverted


def _let_in(principal: PrincipalText, trust: _Trust, world: World) -> Iterator[Found]:
    named = named_caller(principal, trust.target, world)
    if named is not None:
        yield from _from_role(named, trust, world)
        return
    for node in parties(principal, trust.written, world.accounts):
        # A role of a project that a condition names is told with the roles.
        if node.kind is not NodeKind.PRINCIPAL or world.named(node.name, trust.target) is None:
            value = principal.value.marked or principal.value.text
            yield from _from_party(node, Principal(principal.type, value), trust, world)
    for caller in callers_of(principal, trust.target, world):
        yield from _from_role(caller, trust, world)


def _everybody_but(trust: _Trust, world: World) -> Iterator[Found]:
    """Whom a NotPrincipal lets in; whether it leaves somebody out, is part of the question."""
    yield from _from_party(ANYONE, Principal("AWS", "*"), trust, world)
    for caller in callers_of_everyone(trust.target, world):
        yield from _from_role(caller, trust, world)


def _from_party(node: Node, principal: Principal, trust: _Trust, world: World) -> Iterator[Found]:
    """The edge of somebody who is no role of a project, unless denies leave nothing of it."""
    facts: tuple[Condition, ...] = ()
    if node.kind in (NodeKind.PUBLIC, NodeKind.ORGANIZATION):
        id_ = stranger(trust.target.whole.trust)
        principal = Principal("AWS", id_)
        in_it = condition("StringLike", "aws:principalorgid", node.name)
        where = of_no_known_organization() if node.kind is NodeKind.PUBLIC else (in_it,)
        facts = (*of_account(id_), *where)
    action = _ASSUMING.get(node.kind, ASSUME_ROLE)
    among = requests(Strings((action,)), principal=principal, conditions=facts)
    # One account stands for all there are: no reference can be that of each.
    ask = partial(some_request, search=world.searches.general) if facts else world.some_request
    found = ask((trust.layer,), among, by=LayerKind.TRUST)
    if isinstance(found, Witness):
        yield Found((node,), (_edge(node.id, trust, reason(action, trust.allow)),))
    elif found is not None:
        yield Found((node,), (), ((node.id, trust.target.node.id),))


def _from_role(caller: Caller, trust: _Trust, world: World) -> Iterator[Found]:
    role, target = caller.role, trust.target
    among = requests(
        Strings((ASSUME_ROLE,)),
        Strings((target.arn,)),
        principal=Principal("AWS", caller.session or role.arn),
        conditions=of_session(role.arn, role.account.id),
    )
    own = role.permissions.layers
    layers = own if caller.needs else [_without_need(layer, caller) for layer in own]
    by = LayerKind.IDENTITY if caller.needs else LayerKind.TRUST
    found = world.some_request((trust.layer, *layers), among, by)
    if isinstance(found, Witness):
        given = found.statement if caller.needs else None
        more = (reason(ASSUME_ROLE, given),) if given else ()
        edge = _edge(role.node.id, trust, reason(ASSUME_ROLE, trust.allow), *more)
        conditions = (*edge.conditions, *(given.conditions if given else ()))
        yield Found((), (replace(edge, conditions=conditions),))
    elif found is not None:
        yield Found((), (), ((role.node.id, target.node.id),))


def _without_need(layer: Layer, caller: Caller) -> Layer:
    if layer.kind is LayerKind.IDENTITY or caller.freely:
        return whatever_it_allows(layer)
    return layer


def _edge(source: str, trust: _Trust, *reasons: Reason) -> Edge:
    return Edge(
        source=source,
        target=trust.target.node.id,
        kind=EdgeKind.ASSUMES,
        reasons=reasons,
        conditions=trust.allow.conditions,
    )
