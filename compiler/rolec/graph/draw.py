"""Roles of projects to a graph of who can become whom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from rolec.ask.some_request import Searches, Untold
from rolec.graph.control import control_edges, user_edges
from rolec.graph.found import Found
from rolec.graph.graph import Edge, Graph, Node, NodeKind, Power
from rolec.graph.known_role import KnownRole, known_roles
from rolec.graph.power import power_of, power_over
from rolec.graph.service_edges import service_edges
from rolec.graph.trust_edges import trust_edges
from rolec.graph.world import World, world
from rolec.ir.module import Account, Module


def draw(
    projects: Sequence[Sequence[Module]], accounts: Iterable[Account], searches: Searches
) -> Graph:
    """The graph of the roles in the modules of ``projects``; ``accounts`` are all they know.

    From an administrator only edges of trust lead on: it can become every role of its account.
    """
    roles = [role for n, modules in enumerate(projects) for role in known_roles(modules, n)]
    drawing = _Drawing(world(roles, accounts, searches))
    for role in drawing.roles.values():
        drawing.add(trust_edges(role, drawing.world))
    drawing.judge(drawing.roles.values())
    others = [role for role in drawing.roles.values() if role.node.id not in drawing.powers]
    _lead_on(others, drawing)
    drawing.judge_again(others)
    return drawing.graph()


def _lead_on(roles: Iterable[KnownRole], drawing: _Drawing) -> None:
    """Add what ``roles`` reach by their permissions."""
    users = [node for node in drawing.nodes.values() if node.kind is NodeKind.PRINCIPAL]
    trusting = drawing.by_service()
    for role in roles:
        drawing.add(service_edges(role, trusting, drawing.world))
        drawing.add(control_edges(role, drawing.world))
        for user in users:
            drawing.add(user_edges(role, user, drawing.world))


class _Drawing:
    """A graph while it is drawn."""

    def __init__(self, around: World) -> None:
        self.world = around
        self.roles = {role.node.id: role for role in around.roles}
        self.nodes = {id_: role.node for id_, role in self.roles.items()}
        self.powers: dict[str, Power] = {}
        self._edges: dict[Edge, None] = {}
        self._untold: dict[tuple[str, str], None] = {}
        self._targets: dict[str, dict[str, None]] = defaultdict(dict)

    def add(self, found: Iterable[Found]) -> None:
        for nodes, edges, untold in found:
            for node in nodes:
                self.nodes.setdefault(node.id, node)
            for edge in edges:
                self._edges.setdefault(edge)
                self._targets[edge.source][edge.target] = None
            self._untold.update(dict.fromkeys(untold))

    def by_service(self) -> Mapping[str, list[KnownRole]]:
        """The roles that each AWS service may assume."""
        found: dict[str, list[KnownRole]] = defaultdict(list)
        for source, targets in self._targets.items():
            if self.nodes[source].kind is NodeKind.SERVICE:
                found[self.nodes[source].name] += [self.roles[id_] for id_ in targets]
        return found

    def judge(self, roles: Iterable[KnownRole]) -> None:
        """Find the administrators among ``roles``."""
        for role in roles:
            self._keep(role, power_of(role, self.world))

    def judge_again(self, roles: Iterable[KnownRole]) -> None:
        """The same, through the roles that they can become."""
        for role in roles:
            self._keep(role, power_over(role, self._reached(role), self.world))

    def _keep(self, role: KnownRole, power: Power | Untold | None) -> None:
        if isinstance(power, Power):
            self.powers[role.node.id] = power
        elif power is not None:
            self._untold[role.node.id, role.node.id] = None

    def _reached(self, role: KnownRole) -> Iterator[KnownRole]:
        seen = {role.node.id}
        waiting = [role.node.id]
        while waiting:
            for id_ in self._targets.get(waiting.pop(), ()):
                if id_ not in seen:
                    seen.add(id_)
                    waiting.append(id_)
                    if id_ in self.roles:
                        yield self.roles[id_]

    def graph(self) -> Graph:
        """The graph as far as it is drawn."""
        told = {(edge.source, edge.target) for edge in self._edges}
        told |= {(id_, id_) for id_ in self.powers}
        nodes = (self._node(id_) for id_ in sorted(self.nodes))
        return Graph(
            nodes=tuple(nodes),
            edges=tuple(sorted(self._edges, key=_in_order)),
            untold=tuple(sorted(self._untold.keys() - told)),
        )

    def _node(self, id_: str) -> Node:
        node, power = self.nodes[id_], self.powers.get(id_)
        return replace(node, power=power) if power else node


def _in_order(edge: Edge) -> tuple[object, ...]:
    return edge.source, edge.target, edge.kind, edge.service or "", edge.conditions
