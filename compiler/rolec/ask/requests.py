"""Kinds of requests, as layers: what such a layer allows are the requests of the kind."""

from __future__ import annotations

from functools import cache, lru_cache

from rolec.ir.document import Effect
from rolec.ir.operator import Operator, parse_operator
from rolec.semantics.access import Layer, LayerKind
from rolec.semantics.statement import Condition, Principal, Principals, Statement, Strings

ASSUME_ROLE = "sts:AssumeRole"
ASSUME = (ASSUME_ROLE, "sts:AssumeRoleWithSAML", "sts:AssumeRoleWithWebIdentity")
"""The actions by which somebody becomes a role."""

ANYTHING = Strings(("*",))


def requests(
    actions: Strings,
    resources: Strings = ANYTHING,
    *,
    principal: Principal | None = None,
    conditions: tuple[Condition, ...] = (),
    unless: tuple[Condition, ...] = (),
) -> Layer:
    """The requests for ``actions`` on ``resources`` that meet ``conditions`` and not all of ``unless``."""
    wanted = Statement(
        effect=Effect.ALLOW,
        actions=actions,
        resources=resources,
        principals=Principals((principal,)) if principal else None,
        conditions=conditions,
    )
    left_out = Statement(
        effect=Effect.DENY, actions=ANYTHING, resources=ANYTHING, conditions=unless
    )
    return Layer(LayerKind.SESSION, (wanted, left_out) if unless else (wanted,))


@lru_cache(maxsize=16384)
def of_session(arn: str, account: str | None) -> tuple[Condition, ...]:
    """What is true of every request of a session of the role ``arn`` in the ``account`` with this id.

    Source: the IAM User Guide, "AWS global condition context keys", properties of the principal.
    """
    facts = [
        condition("Null", "aws:username", "true"),
        condition("StringEquals", "aws:principaltype", "AssumedRole"),
        condition("ArnEquals", "aws:principalarn", arn),
    ]
    if account:
        facts.append(condition("StringEquals", "aws:principalaccount", account))
    return tuple(facts)


@lru_cache(maxsize=16384)
def of_account(id_: str) -> tuple[Condition, ...]:
    """What is true of every request of a principal of the account with this id.

    Source: as above.
    """
    return (
        condition("StringEquals", "aws:principalaccount", id_),
        condition("ArnLike", "aws:principalarn", f"arn:*:*::{id_}:*"),
    )


@cache
def of_no_known_organization() -> tuple[Condition, ...]:
    """What is true of the requests of strangers: their account is in no organization, or in one that nobody names."""
    nobodys = "o-0000000000"
    return (
        condition("StringEqualsIfExists", "aws:principalorgid", nobodys),
        condition("ForAllValues:StringLike", "aws:principalorgpaths", f"{nobodys}/*"),
    )


def condition(operator: str, key: str, *values: str) -> Condition:
    """A condition; ``key`` is in lower case."""
    return Condition(_operator(operator), key, values)


@cache
def _operator(name: str) -> Operator:
    operator = parse_operator(name)
    if operator is None:
        raise AssertionError(f"no operator: {name}")
    return operator
