"""A graph as JSON, for programs."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from rolec.cli.place import place_of
from rolec.cli.render_graph.words import condition_lines
from rolec.cli.render_role.page import Quoted, Words
from rolec.graph.graph import Edge, Graph, Node, Reason
from rolec.graph.paths import Path
from rolec.policy.mark import unmarked
from rolec.semantics.shown import shown_key, shown_operator
from rolec.source.file import SourceMap


def graph_json(graph: Graph, found: Sequence[Path], sources: SourceMap) -> str:
    """One JSON object: ``nodes``, ``edges``, the ``paths`` found, and what cannot be told."""
    value = {
        "nodes": [_node(node, sources) for node in graph.nodes],
        "edges": [_edge(edge, sources) for edge in graph.edges],
        "paths": [_path(path, sources) for path in found],
        "untold": [{"source": _id(a), "target": _id(b)} for a, b in graph.untold],
    }
    return json.dumps(value, indent=2) + "\n"


def _node(node: Node, sources: SourceMap) -> dict[str, Any]:
    place = place_of(node.span, sources)
    power = node.power
    return {
        "id": _id(node.id),
        "kind": str(node.kind),
        "name": node.name,
        "account": node.account or None,
        "outside": node.outside,
        "administrator": power
        and {
            "because": str(power.kind),
            "statements": [_reason(each, sources) for each in power.reasons],
        },
        "unknown_policies": list(node.unknown),
        "file": place.file,
        "line": place.line,
    }


def _edge(edge: Edge, sources: SourceMap) -> dict[str, Any]:
    return {
        "source": _id(edge.source),
        "target": _id(edge.target),
        "kind": str(edge.kind),
        "service": edge.service,
        "statements": [_reason(each, sources) for each in edge.reasons],
        "conditions": [
            {
                "operator": shown_operator(each.operator),
                "key": shown_key(each.key),
                "values": [unmarked(value) for value in each.values],
            }
            for each in edge.conditions
        ],
        "words": [_plain(line) for line in condition_lines(edge)],
    }


def _path(path: Path, sources: SourceMap) -> dict[str, Any]:
    return {
        "nodes": [_id(node.id) for node in path.nodes],
        "edges": [_edge(edge, sources) for edge in path.edges],
    }


def _reason(reason: Reason, sources: SourceMap) -> dict[str, Any]:
    place = place_of(reason.span, sources)
    return {
        "action": reason.action,
        "policy": reason.policy,
        "sid": reason.sid,
        "file": place.file,
        "line": place.line,
    }


def _id(id_: str) -> str:
    return unmarked(id_)


def _plain(words: Words) -> str:
    return "".join(w.text if isinstance(w, Quoted) else w for w in words)
