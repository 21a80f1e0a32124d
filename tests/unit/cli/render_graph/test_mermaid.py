"""Mermaid that no name can break."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from rolec.cli.render_graph.mermaid import mermaid
from rolec.graph.graph import Edge, EdgeKind, Graph, Node, NodeKind, Power, PowerKind
from rolec.graph.paths import paths

LABEL = r'"(?:[A-Za-z0-9 ,./_*?-]|#[0-9]+;)*"'
LINE = re.compile(
    "|".join(
        (
            "flowchart LR",
            rf" +n[0-9]+(?:\[{LABEL}\]|\[\[{LABEL}\]\]|\(\[{LABEL}\]\))",
            rf"  n[0-9]+ -->\|{LABEL}\| n[0-9]+",
            rf"  subgraph a[0-9]+\[{LABEL}\]",
            "  end",
            "  linkStyle [0-9,]+ stroke:#c00,stroke-width:2px",
            "  classDef (?:outside|administrator) [a-z0-9:,#-]+",
            "  class n[0-9]+(?:,n[0-9]+)* (?:outside|administrator)",
        )
    )
)
HOSTILE = st.text(min_size=1) | st.sampled_from(
    [
        '"]; click n0 "javascript:alert(1)"',
        "end",
        "%%{init: {}}%%",
        "`**a**`",
        "<img src=x>",
        "a\nb",
        "#quot;",
    ]
)
KINDS = st.sampled_from(sorted(NodeKind))


@given(
    st.lists(
        st.tuples(HOSTILE, KINDS, HOSTILE, st.booleans(), st.booleans()), min_size=1, max_size=5
    ),
    st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9), st.none() | HOSTILE), max_size=6),
)
def test_each_line_is_one_of_ours(nodes, ends):
    power = Power(PowerKind.EVERYTHING, ())
    made = [
        Node(
            id=str(i), kind=kind, name=name, account=account, outside=o, power=power if p else None
        )
        for i, (name, kind, account, o, p) in enumerate(nodes)
    ]
    edges = [
        Edge(source=str(a % len(made)), target=str(b % len(made)), kind=EdgeKind.PASSES, service=s)
        for a, b, s in ends
    ]
    graph = Graph(tuple(made), tuple(dict.fromkeys(edges)))
    text = mermaid(graph, paths(graph))
    assert text.endswith("\n")
    assert [line for line in text[:-1].split("\n") if not LINE.fullmatch(line)] == []
    assert sum("-->" in line for line in text.split("\n")) == len(graph.edges)
    assert len(re.findall(r"(?m)^ +n[0-9]+[\[(]", text)) == len(made)


def test_roles_are_boxed_by_account():
    here = Node(id="a", kind=NodeKind.ROLE, name="a", account="111122223333")
    there = Node(id="b", kind=NodeKind.ROLE, name="b", account="444455556666")
    edge = Edge(source="a", target="b", kind=EdgeKind.ASSUMES)
    assert mermaid(Graph((here, there), (edge,)), ()).split("\n") == [
        "flowchart LR",
        '  subgraph a0["account 111122223333"]',
        '    n0["a"]',
        "  end",
        '  subgraph a1["account 444455556666"]',
        '    n1["b"]',
        "  end",
        '  n0 -->|"assumes"| n1',
        "",
    ]
