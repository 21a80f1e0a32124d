"""A graph of who can become whom: its nodes, its edges, and what is not known."""

from __future__ import annotations

from dataclasses import field
from enum import StrEnum
from typing import NamedTuple

from rolec.record import dataclass
from rolec.semantics.statement import Condition
from rolec.source.span import NOWHERE, Span


class NodeKind(StrEnum):
    """What a node stands for; all but a role of the project is a party that a trust policy names."""

    ROLE = "role"
    PUBLIC = "public"
    ORGANIZATION = "organization"
    ACCOUNT = "account"
    PRINCIPAL = "principal"
    """A role, a user or a session that no spec makes."""
    USERS = "users"
    """Any IAM user of an account."""
    SERVICE = "service"
    WEB_IDENTITY = "web_identity"
    SAML = "saml"


class EdgeKind(StrEnum):
    """How the source of an edge becomes its target."""

    ASSUMES = "assumes"
    """It is trusted and, where IAM asks for that too, may use `sts:AssumeRole`."""
    CHANGES_TRUST = "changes_trust"
    """It may write the trust policy of the target, and itself into it."""
    PASSES = "passes"
    """It may give the target to something new of an AWS service, and runs code there."""
    RUNS = "runs"
    """It may run code in anything of an AWS service, which may have the target already."""
    MAKES_KEYS = "makes_keys"
    """It may make a key or a password for an IAM user."""


class Reason(NamedTuple):
    """A statement that an edge rests on, and the ``action`` that it allows."""

    action: str
    policy: str
    sid: str | None
    span: Span


class PowerKind(StrEnum):
    """Why a role counts as an administrator."""

    EVERYTHING = "everything"
    """A statement allows it every action on everything."""
    ITSELF = "itself"
    """It may change what it may do."""
    OTHER_ROLE = "other_role"
    """It may change what a role may do, and become that role."""
    NEW_ROLE = "new_role"
    """It may make a role, and give it any policy."""
    USER = "user"
    """It may change what an IAM user may do, and make a key or a password for the user."""


class Power(NamedTuple):
    """Why a role may, in the end, do everything in its account."""

    kind: PowerKind
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """Somebody; two nodes with one ``id`` are the same.

    ``account`` is an account by its id or, where no id is known, its nickname. ``outside`` is whoever is
    no AWS service, and not in an account that a project owns. ``unknown`` are policies of a role
    whose documents are not known: what they allow is not in the graph, nor what they deny.
    """

    id: str
    kind: NodeKind
    name: str
    account: str = ""
    outside: bool = False
    power: Power | None = None
    unknown: tuple[str, ...] = ()
    span: Span = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """``source`` can become ``target``, both by id; ``conditions`` must all be met.

    ``service`` is the AWS service through which a role is passed or run.
    """

    source: str
    target: str
    kind: EdgeKind
    reasons: tuple[Reason, ...] = field(default=(), compare=False)
    conditions: tuple[Condition, ...] = ()
    service: str | None = None


@dataclass(frozen=True, slots=True)
class Graph:
    """Nodes by id, and edges by source and target.

    ``untold`` are pairs of ids of which it is not known whether the first can become the second: it is
    so for some values of Terraform references alone, or a bound of the decision procedure was hit.
    """

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    untold: tuple[tuple[str, str], ...] = ()
