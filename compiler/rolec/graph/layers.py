"""Layers for questions about one caller and one role."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache

from rolec.graph.known_role import KnownRole
from rolec.ir.document import Effect
from rolec.ir.glob_meet import meet
from rolec.ir.operator import Operator, parse_operator
from rolec.semantics.access import Layer, LayerKind
from rolec.semantics.statement import Condition, Principal, Principals, Statement, Strings

ASSUME_ROLE = "sts:AssumeRole"
ASSUME = (ASSUME_ROLE, "sts:AssumeRoleWithSAML", "sts:AssumeRoleWithWebIdentity")
"""The actions by which somebody becomes a role."""

ANYTHING = Strings(("*",))


def requests(
    actions: Iterable[str],
    resources: Strings = ANYTHING,
    *,
    principal: Principal | None = None,
    conditions: tuple[Condition, ...] = (),
) -> Layer:
    """A layer that allows the requests for ``actions`` on ``resources``, and no others."""
    statement = Statement(
        effect=Effect.ALLOW,
        actions=Strings(tuple(actions)),
        resources=resources,
        principals=Principals((principal,)) if principal else None,
        conditions=conditions,
    )
    return Layer(LayerKind.SESSION, (statement,))


@lru_cache(maxsize=4096)
def by_role(role: KnownRole) -> tuple[Condition, ...]:
    """What is true of every request that a session of ``role`` makes.

    Source: the IAM User Guide, "AWS global condition context keys", properties of the principal.
    """
    facts = [
        condition("Null", "aws:username", "true"),
        condition("StringEquals", "aws:principaltype", "AssumedRole"),
        condition("ArnEquals", "aws:principalarn", role.arn),
    ]
    if role.account.id:
        facts.append(condition("StringEquals", "aws:principalaccount", role.account.id))
    return tuple(facts)


def condition(operator: str, key: str, *values: str) -> Condition:
    """A condition; ``key`` is in lower case."""
    return Condition(_operator(operator), key, values)


def trusting(layers: Iterable[Layer]) -> tuple[Layer, ...]:
    """The layers of a trust policy, as policies about the role that has it."""
    return tuple(
        Layer(layer.kind, tuple(map(_about_the_role, layer.statements))) for layer in layers
    )


def only(layer: Layer, allow: Statement) -> Layer:
    """``layer`` with ``allow`` as its only allow: what that statement gives, denies respected."""
    denies = (each for each in layer.statements if each.effect is Effect.DENY)
    return Layer(layer.kind, (allow, *denies))


def whatever_it_allows(layer: Layer) -> Layer:
    """``layer`` as if it allowed everything: of it, only denies are left."""
    everything = Statement(effect=Effect.ALLOW, actions=ANYTHING, resources=ANYTHING)
    return Layer(
        layer.kind, (everything, *(s for s in layer.statements if s.effect is Effect.DENY))
    )


def allowing(layers: Iterable[Layer], action: str, resource: str = "*") -> tuple[Statement, ...]:
    """The allow statements of identity-based policies that may be about ``action`` on ``resource``.

    What none is about is not allowed for certain; of the others nothing is certain.
    """
    return tuple(
        statement
        for layer in layers
        if layer.kind is LayerKind.IDENTITY
        for statement in layer.statements
        if statement.effect is Effect.ALLOW and may_be_about(statement, action, resource)
    )


def may_be_about(statement: Statement, action: str, resource: str) -> bool:
    """Whether some request for ``action`` on ``resource`` perhaps fits the texts of ``statement``."""
    return _may_have(statement.actions, action, folded=True) and (
        statement.resources is None
        or (statement.variables and any("${" in item for item in statement.resources.items))
        or _may_have(statement.resources, resource, folded=False)
    )


@lru_cache(maxsize=65536)
def _may_have(strings: Strings, wanted: str, *, folded: bool) -> bool:
    text = wanted.lower() if folded else wanted
    items = (item.lower() if folded else item for item in strings.items)
    if strings.inverted:
        return all(item not in ("*", text) for item in items)
    return any(meet(item, text) for item in items)


def _about_the_role(statement: Statement) -> Statement:
    return Statement(
        effect=statement.effect,
        actions=statement.actions,
        resources=ANYTHING,
        principals=statement.principals,
        conditions=statement.conditions,
        variables=statement.variables,
        policy=statement.policy,
        sid=statement.sid,
        span=statement.span,
    )


@cache
def _operator(name: str) -> Operator:
    operator = parse_operator(name)
    if operator is None:
        raise AssertionError(f"no operator: {name}")
    return operator
