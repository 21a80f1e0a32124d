"""Roles of projects to a graph of who can become whom."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rolec.graph.graph import Edge, Graph, Node
from rolec.graph.known_role import KnownRole, known_roles
from rolec.graph.trust_edges import trust_edges
from rolec.graph.world import Ask, World, world
from rolec.ir.module import Account, Module


def draw(projects: Sequence[Sequence[Module]], accounts: Iterable[Account], ask: Ask) -> Graph:
    """The graph of the roles in the modules of ``projects``; ``accounts`` are all they know."""
    roles = [role for n, modules in enumerate(projects) for role in known_roles(modules, n)]
    return _graph(world(roles, accounts, ask))


def _graph(around: World) -> Graph:
    nodes: dict[str, Node] = {role.node.id: _node(role) for role in around.roles}
    edges: dict[Edge, None] = {}
    untold: dict[tuple[str, str], None] = {}
    for role in around.roles:
        for found in trust_edges(role, around):
            for node in found.nodes:
                nodes.setdefault(node.id, node)
            edges.update(dict.fromkeys(found.edges))
            untold.update(dict.fromkeys(found.untold))
    told = {(edge.source, edge.target) for edge in edges}
    return Graph(
        nodes=tuple(nodes[id_] for id_ in sorted(nodes)),
        edges=tuple(sorted(edges, key=lambda e: (e.source, e.target, e.kind, e.service or ""))),
        untold=tuple(sorted(untold.keys() - told)),
    )


def _node(role: KnownRole) -> Node:
    return role.node
