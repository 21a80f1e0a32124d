"""Roles that a role may change, and users that it may take over.

Source: `catalog.escalation`, whose combinations of these two categories this gives a target.
"""

from __future__ import annotations

from collections.abc import Iterator

from rolec.ask.requests import condition
from rolec.ask.some_request import Untold
from rolec.graph.found import Found
from rolec.graph.graph import Edge, EdgeKind, Node, NodeKind
from rolec.graph.known_role import KnownRole
from rolec.graph.may import Allowed, best, may, may_one, says_of
from rolec.graph.world import World, place_of
from rolec.ir.module import Account
from rolec.semantics.statement import Condition, Strings

UPDATE_TRUST = "iam:UpdateAssumeRolePolicy"
WRITE_POLICY = ("iam:CreatePolicyVersion", "iam:SetDefaultPolicyVersion")
MAKE_KEYS = ("iam:CreateAccessKey", "iam:CreateLoginProfile", "iam:UpdateLoginProfile")
CHANGE_USER = ("iam:PutUserPolicy", "iam:AttachUserPolicy", "iam:AddUserToGroup")
CHANGE_GROUP = ("iam:PutGroupPolicy", "iam:AttachGroupPolicy")
_USER = ":user/"


def control_edges(source: KnownRole, world: World) -> Iterator[Found]:
    """The roles whose trust policies ``source`` may write, and the users it may make keys for."""
    targets = world.by_account[place_of(source)] if says_of(source, UPDATE_TRUST) else ()
    for target in targets:
        if target is not source:
            answer = may(
                source, UPDATE_TRUST, world, on=Strings((target.arn,)), given=about(target)
            )
            yield from _found(source, target.node, EdgeKind.CHANGES_TRUST, answer)
    users = any_user(source.account)
    answer = may_one(source, MAKE_KEYS, world, on=Strings((iam_arn(source.account, "user/*"),)))
    yield from _found(source, users, EdgeKind.MAKES_KEYS, answer)


def user_edges(source: KnownRole, user: Node, world: World) -> Iterator[Found]:
    """That ``source`` may make a key for one ``user``, who stands in a trust policy."""
    is_here = user.account == source.account.id and _USER in user.name
    if user.kind is NodeKind.PRINCIPAL and is_here:
        answer = may_one(source, MAKE_KEYS, world, on=Strings((user.name,)))
        yield from _found(source, user, EdgeKind.MAKES_KEYS, answer)


def may_change(source: KnownRole, target: KnownRole, world: World) -> Allowed | Untold | None:
    """The statement that lets ``source`` give ``target`` any permissions."""
    on = Strings((target.arn,))
    given = about(target)
    policy = condition("ArnEquals", "iam:policyarn", administrator_access(target.account))
    written = Strings(target.own_policies)
    return best(
        (
            may(source, "iam:PutRolePolicy", world, on=on, given=given),
            may(source, "iam:AttachRolePolicy", world, on=on, given=(*given, policy)),
            may_one(source, WRITE_POLICY, world, on=written) if written.items else None,
        )
    )


def about(role: KnownRole) -> tuple[Condition, ...]:
    """What is true of every request that changes ``role``.

    Source: the service authorization reference of IAM, condition key `iam:PermissionsBoundary`.
    """
    if role.boundary_arn is None:
        return (condition("Null", "iam:permissionsboundary", "true"),)
    return (condition("ArnEquals", "iam:permissionsboundary", role.boundary_arn),)


def administrator_access(account: Account) -> str:
    """The ARN of the policy of AWS that allows everything."""
    return f"arn:{account.partition}:iam::aws:policy/AdministratorAccess"


def iam_arn(account: Account, resource: str) -> str:
    """The ARN of something of IAM; an account whose id is not known is any."""
    return f"arn:{account.partition}:iam::{account.id or '*'}:{resource}"


def any_user(account: Account) -> Node:
    """The node of the IAM users of ``account``."""
    name = account.id or account.nickname
    return Node(id=f"users/{name}", kind=NodeKind.USERS, name="users", account=name)


def _found(
    source: KnownRole, target: Node, kind: EdgeKind, answer: Allowed | Untold | None
) -> Iterator[Found]:
    node = () if target.kind is NodeKind.ROLE else (target,)
    match answer:
        case Allowed(statement=statement):
            edge = Edge(
                source=source.node.id,
                target=target.id,
                kind=kind,
                reasons=(answer.reason,),
                conditions=statement.conditions,
            )
            yield Found(node, (edge,))
        case Untold():
            yield Found(node, (), ((source.node.id, target.id),))
        case None:
            pass
