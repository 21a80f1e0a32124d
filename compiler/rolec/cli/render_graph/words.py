"""Nodes and edges of a graph in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rolec.cli.place import place_of
from rolec.cli.render_role.condition_words import condition_words
from rolec.cli.render_role.page import Quoted, Words
from rolec.graph.graph import Edge, EdgeKind, Node, NodeKind, PowerKind, Reason
from rolec.semantics.shown import written
from rolec.source.file import SourceMap

_PARTIES = {
    NodeKind.ORGANIZATION: "anyone in organization ",
    NodeKind.PRINCIPAL: "AWS principal ",
    NodeKind.SERVICE: "AWS service ",
    NodeKind.WEB_IDENTITY: "web identity ",
    NodeKind.SAML: "SAML 2.0 federation with ",
}

_HOW: Mapping[EdgeKind, str] = {
    EdgeKind.ASSUMES: "may assume it",
    EdgeKind.CHANGES_TRUST: "may change who is trusted by it",
    EdgeKind.PASSES: "may pass it to ",
    EdgeKind.RUNS: "may run code in what has it in ",
    EdgeKind.MAKES_KEYS: "may make a key for them",
}

_WHY: Mapping[PowerKind, str] = {
    PowerKind.EVERYTHING: "may do everything",
    PowerKind.ITSELF: "may change its own permissions",
    PowerKind.OTHER_ROLE: "may change the permissions of a role that it can become",
    PowerKind.NEW_ROLE: "may make a role with any permissions",
    PowerKind.USER: "may change the permissions of an IAM user, and make a key for the user",
}


def node_words(node: Node) -> Words:
    """Who a node is."""
    match node.kind:
        case NodeKind.PUBLIC:
            return ("anyone in any AWS account",)
        case NodeKind.ROLE:
            place: Words = (" in ", Quoted(node.account)) if node.account else ()
            return ("role ", Quoted(node.name), *place)
        case NodeKind.ACCOUNT:
            called: Words = (" (", Quoted(node.account), ")") if node.name != node.account else ()
            return ("AWS account ", Quoted(node.name), *called)
        case NodeKind.USERS:
            return ("IAM users of account ", Quoted(node.account))
        case kind:
            return (_PARTIES[kind], Quoted(node.name))


def edge_words(edge: Edge) -> Words:
    """How the source of ``edge`` becomes its target, which is called ``it``."""
    service: Words = (Quoted(edge.service),) if edge.service else ()
    return (_HOW[edge.kind], *service)


def power_words(node: Node) -> Words:
    """Why ``node`` counts as an administrator."""
    return (_WHY[node.power.kind],) if node.power else ()


def condition_lines(edge: Edge) -> Iterator[Words]:
    """What must be so, a line for each condition."""
    for number, condition in enumerate(edge.conditions):
        yield ("and " if number else "only if ", *condition_words(written(condition)))


def reason_line(reason: Reason, sources: SourceMap) -> Words:
    """The place of a statement, with what it allows and where it stands."""
    place = place_of(reason.span, sources)
    where: Words = (Quoted(f"{place.file}:{place.line}" if place.line else place.file or ""),)
    sid: Words = (", Sid ", Quoted(reason.sid)) if reason.sid else ()
    return (*where, ": ", Quoted(reason.action), " in ", Quoted(reason.policy), *sid)
