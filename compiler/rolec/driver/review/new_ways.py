"""Ways from outside to administrators that a change opens."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from rolec.ask.search import SEARCHES
from rolec.driver.compile.compilation import CompiledProject
from rolec.driver.compile.compile_options import PLAIN
from rolec.driver.compile.project_compiler import ProjectCompiler
from rolec.driver.diff.sides import Side
from rolec.driver.project.project import find_projects
from rolec.graph.draw import draw
from rolec.graph.graph import Graph, Node
from rolec.graph.known_role import known_roles
from rolec.graph.paths import Path, difference, paths
from rolec.review.tier import Tier
from rolec.review.widening import Widening, WideningKind
from rolec.source.file import SourceMap


class _Place(NamedTuple):
    """The folder of a role's project, and what its account is called."""

    project: str
    account: str


def new_ways(before: Side, after: Side) -> Iterator[Widening]:
    """The administrators, and ways to them, of ``after`` that ``before`` does not have.

    Neither side has an error.
    """
    compiled = list(_compiled(after))
    places = _places(compiled)
    old = _graph(list(_compiled(before)))
    found = difference(_graph(compiled), old)
    # A role that is there under another ARN is the role that it was.
    powers = {(*_called(node), node.power.kind) for node in old.nodes if node.power}
    lengths = {_ends(path): len(path.edges) for path in paths(old)}
    for node in found.nodes:
        if node.power is not None and (*_called(node), node.power.kind) not in powers:
            yield _widening(WideningKind.ADMINISTRATOR, node, places[node.id], node.power.kind)
    for path in found.paths:
        if len(path.edges) >= lengths.get(_ends(path), len(path.edges) + 1):
            continue
        end = path.nodes[-1]
        names = " → ".join(node.name for node in path.nodes)
        yield _widening(WideningKind.WAY, end, places[end.id], names)


def _called(node: Node) -> tuple[str, str, str]:
    return node.kind, node.name, node.account or ""


def _ends(path: Path) -> tuple[tuple[str, str, str], tuple[str, str, str]]:
    return _called(path.nodes[0]), _called(path.nodes[-1])


def _widening(kind: WideningKind, node: Node, place: _Place, about: str) -> Widening:
    return Widening(
        tier=Tier.ADMINISTRATION,
        kind=kind,
        project=place.project,
        role=node.name,
        account=place.account,
        about=about,
    )


def _graph(compiled: list[CompiledProject]) -> Graph:
    """The graph of all roles: a way may lead through some that no spec that differs speaks of."""
    settings = [each.settings for each in compiled if each.settings]
    accounts = [one.account for each in settings for one in each.accounts]
    return draw([each.modules for each in compiled], accounts, SEARCHES)


def _places(compiled: list[CompiledProject]) -> dict[str, _Place]:
    """Where the role of each node is made."""
    return {
        role.node.id: _Place(project.spared.folder, role.account.nickname or role.account.id or "")
        for number, project in enumerate(compiled)
        for role in known_roles(project.modules, number)
    }


def _compiled(side: Side) -> Iterator[CompiledProject]:
    there = side.revision is None or side.files.exists(side.path)
    projects = find_projects((side.path,) if there else (), side.files)
    for project in projects.value or ():
        yield ProjectCompiler(project, SourceMap(), PLAIN, side.files).compile()
