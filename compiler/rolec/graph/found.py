"""What one look for edges found."""

from __future__ import annotations

from typing import NamedTuple

from rolec.graph.graph import Edge, Node


class Found(NamedTuple):
    """Nodes and edges, and pairs of ids of which nothing can be told."""

    nodes: tuple[Node, ...] = ()
    edges: tuple[Edge, ...] = ()
    untold: tuple[tuple[str, str], ...] = ()
