"""A graph as a page: first the ways from outside to administrators, then everything."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from rolec.cli.render_graph.words import (
    condition_lines,
    edge_words,
    node_words,
    power_words,
    reason_line,
)
from rolec.cli.render_role.page import (
    Block,
    Bullet,
    Bullets,
    Page,
    Paragraph,
    Quoted,
    Section,
    Words,
)
from rolec.graph.graph import Edge, Graph, Node, NodeKind, Reason
from rolec.graph.paths import Path
from rolec.source.file import SourceMap

_ARROW = " -> "
_UNTOLD = ": it depends on what a Terraform reference stands for, or is too hard to tell"


def graph_page(
    graph: Graph, found: Sequence[Path], sources: SourceMap, *, asked: bool = False
) -> Page:
    """The page of ``graph``, in which the ways ``found`` lead to administrators or, when ``asked``
    for other ends, to those.
    """
    nodes = {node.id: node for node in graph.nodes}
    administrators = [node for node in graph.nodes if node.power]
    sections = [
        Section(
            ("Ways" if asked else "From outside to administrators",),
            (Bullets(tuple(_path(p, sources) for p in found)),)
            if found
            else (Paragraph(("No way that is sure." if graph.untold else "No way.",)),),
        ),
        Section(
            ("Administrators",),
            (Bullets(tuple(_administrator(n, sources) for n in administrators)),)
            if administrators
            else (Paragraph(("None.",)),),
        ),
        Section(("Who can become whom",), tuple(_targets(graph, nodes, sources))),
        *_not_known(graph, nodes),
    ]
    to = "" if asked else " from outside to an administrator"
    return Page((f"{_sum(graph)}, {_count(len(found), 'way')}{to}",), tuple(sections))


def _sum(graph: Graph) -> str:
    roles = sum(node.kind is NodeKind.ROLE for node in graph.nodes)
    outside = sum(node.outside for node in graph.nodes)
    edges = _count(len(graph.edges), "edge")
    return f"{_count(roles, 'role')}, {edges}, {outside} from outside"


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'s' * (number != 1)}"


def _path(path: Path, sources: SourceMap) -> Bullet:
    words: list[str | Quoted] = []
    for number, node in enumerate(path.nodes):
        words += [_ARROW] * (number > 0)
        words += node_words(node)
    last = path.nodes[-1]
    below = [
        line
        for edge, node in zip(path.edges, path.nodes[1:], strict=True)
        for line in _step(edge, node, sources)
    ]
    end = ((*_short(last), " ", *power_words(last)),) if last.power else ()
    return Bullet(tuple(words), (*below, *end))


def _step(edge: Edge, target: Node, sources: SourceMap) -> Iterator[Words]:
    yield (*_short(target), ": ", *edge_words(edge))
    yield from (_indented(line) for line in condition_lines(edge))
    yield from _reasons(edge.reasons, sources)


def _short(node: Node) -> Words:
    return (Quoted(node.name),)


def _indented(words: Words) -> Words:
    return ("  ", *words)


def _reasons(reasons: Sequence[Reason], sources: SourceMap) -> Iterator[Words]:
    yield from (_indented(reason_line(each, sources)) for each in reasons)


def _administrator(node: Node, sources: SourceMap) -> Bullet:
    reasons = node.power.reasons if node.power else ()
    return Bullet((*node_words(node), " ", *power_words(node)), tuple(_reasons(reasons, sources)))


def _targets(graph: Graph, nodes: dict[str, Node], sources: SourceMap) -> Iterator[Block]:
    incoming: dict[str, list[Edge]] = defaultdict(list)
    for edge in graph.edges:
        incoming[edge.target].append(edge)
    for node in graph.nodes:
        if node.id in incoming:
            yield Paragraph((*node_words(node), ":"))
            yield Bullets(tuple(_source(e, nodes[e.source], sources) for e in incoming[node.id]))
    if not graph.edges:
        yield Paragraph(("Nobody anybody.",))


def _source(edge: Edge, source: Node, sources: SourceMap) -> Bullet:
    below = (*condition_lines(edge), *(reason_line(each, sources) for each in edge.reasons))
    return Bullet((*node_words(source), " ", *edge_words(edge)), below)


def _not_known(graph: Graph, nodes: dict[str, Node]) -> Iterator[Section]:
    bullets = [
        Bullet((*node_words(node), ": the policy ", Quoted(policy), " is in no spec"))
        for node in graph.nodes
        for policy in node.unknown
    ]
    bullets += [
        Bullet((*node_words(nodes[a]), _ARROW, *node_words(nodes[b]), _UNTOLD))
        for a, b in graph.untold
    ]
    if bullets:
        head = "What is not in the graph:"
        yield Section(("Not known",), (Paragraph((head,)), Bullets(tuple(bullets))))
