"""A graph as Mermaid, which GitHub draws.

Nothing that somebody wrote is an id, and in a label it stands between quotes, as entities wherever a
character is not a letter, a digit or one of a few: so it ends no label, and makes no markup.

Source: mermaid.js.org, "Flowcharts - Basic Syntax", "Special characters that break syntax".
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from rolec.cli.render_graph.words import edge_words, node_words
from rolec.cli.render_role.page import Quoted, Words
from rolec.cli.terminal import visible
from rolec.graph.graph import Graph, Node, NodeKind
from rolec.graph.paths import Path

_PLAIN = re.compile(r"[A-Za-z0-9 ,./_*?-]")
_SHAPES = {NodeKind.ROLE: ("[", "]"), NodeKind.ACCOUNT: ("[[", "]]")}
_OTHER_SHAPE = ("([", "])")


def mermaid(graph: Graph, found: Sequence[Path]) -> str:
    """The graph as a flowchart, with administrators and the ways ``found`` to them marked."""
    ids = {node.id: f"n{number}" for number, node in enumerate(graph.nodes)}
    rows = ["flowchart LR"]
    rows += _nodes(graph, ids)
    on_the_way = {edge for path in found for edge in path.edges}
    marked = []
    for number, edge in enumerate(graph.edges):
        some = "assumes" if edge.kind == "assumes" else _text(edge_words(edge))
        label = f"{some}, on conditions" if edge.conditions else some
        rows.append(f'  {ids[edge.source]} -->|"{label}"| {ids[edge.target]}')
        if edge in on_the_way:
            marked.append(str(number))
    if marked:
        rows.append(f"  linkStyle {','.join(marked)} stroke:#c00,stroke-width:2px")
    rows += _classes(graph, ids)
    return "\n".join(rows) + "\n"


def _nodes(graph: Graph, ids: dict[str, str]) -> Iterator[str]:
    """The nodes: roles in a box for each account."""
    by_account: dict[str, list[Node]] = defaultdict(list)
    for node in graph.nodes:
        by_account[node.account if node.kind is NodeKind.ROLE else ""].append(node)
    for node in by_account.pop("", ()):
        yield f"  {_node(node, ids)}"
    for number, account in enumerate(sorted(by_account)):
        yield f'  subgraph a{number}["account {_escaped(account)}"]'
        yield from (f"    {_node(node, ids)}" for node in by_account[account])
        yield "  end"


def _node(node: Node, ids: dict[str, str]) -> str:
    opening, closing = _SHAPES.get(node.kind, _OTHER_SHAPE)
    label = _escaped(node.name) if node.kind is NodeKind.ROLE else _text(node_words(node))
    return f'{ids[node.id]}{opening}"{label}"{closing}'


def _classes(graph: Graph, ids: dict[str, str]) -> Iterator[str]:
    outside = [ids[node.id] for node in graph.nodes if node.outside]
    powerful = [ids[node.id] for node in graph.nodes if node.power]
    for name, members, style in (
        ("outside", outside, "stroke-dasharray:4"),
        ("administrator", powerful, "stroke:#c00,stroke-width:2px"),
    ):
        if members:
            yield f"  classDef {name} {style}"
            yield f"  class {','.join(members)} {name}"


def _text(words: Words) -> str:
    return "".join(_escaped(w.text if isinstance(w, Quoted) else w) for w in words)


def _escaped(text: str) -> str:
    return "".join(c if _PLAIN.fullmatch(c) else f"#{ord(c)};" for c in visible(text))
