"""Graphs of projects that a test writes."""

from __future__ import annotations

from pathlib import Path

from rolec.ask.search import SEARCHES
from rolec.graph.draw import draw
from rolec.graph.graph import Graph, Node
from support.project import compiled

ACCOUNTS = """\
language: 1
accounts:
  here: {id: '111122223333'}
  there: {id: '444455556666'}
  vendor: {id: '777788889999', owned: false}
"""


def drawn(folder: Path, specs: str, *, settings: str = ACCOUNTS) -> Graph:
    """The graph of ``specs``, of which each is made in the account `here` unless it says otherwise."""
    found = compiled(folder, {"rolec.yaml": settings, "roles/all.yaml": specs})
    assert not found.has_errors, found.diagnostics
    accounts = [one.account for one in found.projects[0].settings.accounts]
    return draw([found.modules], accounts, SEARCHES)


def edges(graph: Graph) -> set[tuple[str, str, str]]:
    """The edges by the names of their ends."""
    nodes = {node.id: node for node in graph.nodes}
    return {(name(nodes[e.source]), str(e.kind), name(nodes[e.target])) for e in graph.edges}


def name(node: Node) -> str:
    return node.name if node.account != "444455556666" else f"{node.name} there"


def role(name: str, trust: str, *, allow: str = "", account: str = "here", more: str = "") -> str:
    """A spec; ``trust`` and ``allow``, statements of an inline policy, are YAML in one line."""
    permissions = (
        f"\npermissions: [{{inline_policy: own, statements: [{allow}]}}]" if allow else ""
    )
    extra = f"\n{more}" if more else ""
    return f"---\nrole: {name}\naccounts: [{account}]\ntrust: [{trust}]{permissions}{extra}\n"
