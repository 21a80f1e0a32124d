"""Ways through a graph: from outside to roles that may do everything."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from rolec.graph.graph import Edge, Graph, Node
from rolec.record import dataclass


class Path(NamedTuple):
    """The nodes of a way, and the edges between them."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]

    @property
    def ends(self) -> tuple[str, str]:
        """The ids of the first and of the last node."""
        return self.nodes[0].id, self.nodes[-1].id


def paths(graph: Graph) -> tuple[Path, ...]:
    """A shortest way from each node outside to each administrator that it can become.

    Short ones come first, and equally short ones in the order of their nodes.
    """
    sources = [node for node in graph.nodes if node.outside]
    targets = {node.id for node in graph.nodes if node.power}
    return ways(graph, sources, targets) if targets else ()


def ways(
    graph: Graph, sources: Iterable[Node], targets: Iterable[str], *, beyond: bool = False
) -> tuple[Path, ...]:
    """A shortest way from each of ``sources`` to each of ``targets`` that it leads to.

    Without going ``beyond``, a way that reaches one of ``targets`` is at its end.
    """
    nodes = {node.id: node for node in graph.nodes}
    leading = _by_source(graph.edges)
    wanted = frozenset(targets)
    found = [
        path for source in sources for path in _from(source, wanted, nodes, leading, beyond=beyond)
    ]
    return tuple(sorted(found, key=lambda p: (len(p.edges), [node.id for node in p.nodes])))


def along(graph: Graph, found: Iterable[Path]) -> Graph:
    """What of ``graph`` the paths ``found`` go along."""
    nodes = {node.id for path in found for node in path.nodes}
    edges = {edge for path in found for edge in path.edges}
    return Graph(
        nodes=tuple(node for node in graph.nodes if node.id in nodes),
        edges=tuple(edge for edge in graph.edges if edge in edges),
        untold=tuple(pair for pair in graph.untold if nodes.issuperset(pair)),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What one graph has and another does not: nodes, edges, ways to administrators."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    paths: tuple[Path, ...]


def difference(new: Graph, old: Graph) -> Difference:
    """What is in ``new`` and was not in ``old``.

    A node is new also when it became an administrator; a path is when there was none between its
    ends, or when it is shorter.
    """
    known = {node.id: node for node in old.nodes}
    lengths = {path.ends: len(path.edges) for path in paths(old)}
    return Difference(
        nodes=tuple(n for n in new.nodes if n.id not in known or _gained(n, known[n.id])),
        edges=tuple(edge for edge in new.edges if edge not in frozenset(old.edges)),
        paths=tuple(p for p in paths(new) if len(p.edges) < lengths.get(p.ends, len(p.edges) + 1)),
    )


def _gained(now: Node, before: Node) -> bool:
    return now.power is not None and before.power is None


def _by_source(edges: Iterable[Edge]) -> Mapping[str, list[Edge]]:
    found: dict[str, list[Edge]] = defaultdict(list)
    for edge in edges:
        found[edge.source].append(edge)
    return found


def _from(
    source: Node,
    targets: frozenset[str],
    nodes: Mapping[str, Node],
    leading: Mapping[str, list[Edge]],
    *,
    beyond: bool,
) -> Iterator[Path]:
    """By breadth, so that the first way that is found is a shortest."""
    came_by: dict[str, Edge | None] = {source.id: None}
    waiting = deque([source.id])
    while waiting:
        here = waiting.popleft()
        if here in targets and here != source.id:
            yield _path(here, came_by, nodes)
            if not beyond:
                continue
        for edge in leading.get(here, ()):
            if edge.target not in came_by:
                came_by[edge.target] = edge
                waiting.append(edge.target)


def _path(end: str, came_by: Mapping[str, Edge | None], nodes: Mapping[str, Node]) -> Path:
    edges: list[Edge] = []
    edge = came_by[end]
    while edge is not None:
        edges.append(edge)
        edge = came_by[edge.source]
    edges.reverse()
    return Path((nodes[edges[0].source], *(nodes[e.target] for e in edges)), tuple(edges))
