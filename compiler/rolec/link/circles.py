"""Circles among definitions: what each can reach over links, and comes back from."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import TypeVar

K = TypeVar("K", bound=Hashable)


def circles(edges: Mapping[K, Sequence[K]]) -> dict[K, int]:
    """The number of the strongly connected component of each node.

    Tarjan's algorithm (1972) with a stack of its own: a chain of trust of any length is
    no deep recursion. Two nodes have the same number exactly when each reaches the other.
    """
    index: dict[K, int] = {}
    low: dict[K, int] = {}
    component: dict[K, int] = {}
    waiting: list[K] = []
    for root in edges:
        if root in index:
            continue
        work: list[tuple[K, int]] = [(root, 0)]
        while work:
            node, at = work.pop()
            if at == 0:
                index[node] = low[node] = len(index)
                waiting.append(node)
            targets = edges.get(node, ())
            if at > 0:
                low[node] = min(low[node], low[targets[at - 1]])
            descended = False
            for position in range(at, len(targets)):
                target = targets[position]
                if target not in index:
                    work += [(node, position + 1), (target, 0)]
                    descended = True
                    break
                if target not in component:
                    low[node] = min(low[node], index[target])
            if not descended and low[node] == index[node]:
                _close(node, waiting, component, len(component))
    return component


def _close(node: K, waiting: list[K], component: dict[K, int], number: int) -> None:
    while True:
        member = waiting.pop()
        component[member] = number
        if member == node:
            return
