"""Ways through graphs, and what one graph has that another has not."""

from __future__ import annotations

from rolec.graph.graph import Edge, EdgeKind, Graph, Node, NodeKind, Power, PowerKind
from rolec.graph.paths import difference, paths

ADMIN = Power(PowerKind.EVERYTHING, ())


def node(id_: str, **more) -> Node:
    return Node(id=id_, kind=NodeKind.ROLE, name=id_, **more)


def graph(*edges: str, admins: str = "", outside: str = "x") -> Graph:
    ids = sorted({id_ for edge in edges for id_ in edge} | set(admins) | set(outside))
    return Graph(
        tuple(node(i, outside=i in outside, power=ADMIN if i in admins else None) for i in ids),
        tuple(Edge(source=a, target=b, kind=EdgeKind.ASSUMES) for a, b in sorted(edges)),
    )


def found(given: Graph) -> list[str]:
    return ["".join(n.id for n in path.nodes) for path in paths(given)]


def test_a_shortest_way_for_each_pair_short_ones_first():
    assert found(graph("xa", "ab", "bc", "ac", "yb", "zx", admins="c", outside="xyz")) == [
        "xac",
        "ybc",
        "zxac",
    ]


def test_a_way_ends_where_everything_is_allowed():
    assert found(graph("xa", "ab", admins="ab")) == ["xa"]


def test_circles_and_dead_ends_are_no_way():
    assert found(graph("xa", "ab", "ba", admins="c")) == []


def test_nobody_inside_begins_a_way():
    assert found(graph("ab", admins="b", outside="x")) == []


def test_what_is_new_is_told():
    old = graph("xa", "ab", admins="c")
    new = graph("xa", "ab", "bc", admins="c")
    more = difference(new, old)
    assert [(e.source, e.target) for e in more.edges] == [("b", "c")]
    assert ["".join(n.id for n in p.nodes) for p in more.paths] == ["xabc"]
    assert not more.nodes


def test_a_way_that_is_shorter_is_new_and_one_that_is_not_is_none():
    old = graph("xa", "ab", "bc", admins="c")
    assert [
        "".join(n.id for n in p.nodes)
        for p in difference(graph("xc", "xa", "ab", "bc", admins="c"), old).paths
    ] == ["xc"]
    assert difference(old, old) == difference(graph("xa", "ab", admins="c"), old)
    assert not difference(old, old).paths


def test_a_role_that_became_an_administrator_is_new():
    more = difference(graph("xa", admins="a"), graph("xa"))
    assert [n.id for n in more.nodes] == ["a"]
    assert len(more.paths) == 1
    assert not difference(graph("xa"), graph("xa", admins="a")).nodes
