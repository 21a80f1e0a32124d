"""Two nodes are in one circle exactly when each reaches the other."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from rolec.link.circles import circles

_GRAPHS = st.integers(1, 8).flatmap(
    lambda n: st.fixed_dictionaries(
        {node: st.lists(st.integers(0, n - 1), max_size=4) for node in range(n)}
    )
)


def reachable(graph, start):
    found, waiting = set(), [start]
    while waiting:
        for target in graph[waiting.pop()]:
            if target not in found:
                found.add(target)
                waiting.append(target)
    return found


@given(_GRAPHS)
def test_circles_are_mutual_reachability(graph):
    component = circles(graph)
    reach = {node: reachable(graph, node) | {node} for node in graph}
    for one in graph:
        for other in graph:
            mutual = other in reach[one] and one in reach[other]
            assert (component[one] == component[other]) == mutual
