"""What of an earlier build must stay because of errors: what a spec would make is not known."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from rolec.driver.project.project import Project
from rolec.ir.module import Module
from rolec.ir.text import Entity
from rolec.link.definition import Placed
from rolec.record import dataclass

if TYPE_CHECKING:
    from rolec.write.changes import Spares


@dataclass(frozen=True, slots=True, kw_only=True)
class SparedFiles:
    """The files of a project that errors keep from being made; none where it has no error.

    ``folder`` is its place in the output. ``sources`` are the specs with an error, relative
    to the project. ``unused`` are policies that are made nowhere, maybe only because the role
    that uses them has an error: the module folder and the spec of each. With ``whole``
    nothing of the project could be made.
    """

    folder: str
    sources: frozenset[str] = frozenset()
    unused: frozenset[tuple[str, str]] = frozenset()
    whole: bool = False


def spared_files(
    project: Project,
    placed: Sequence[tuple[str, Placed]],
    modules: Sequence[Module],
    failed: Iterable[str],
) -> SparedFiles:
    """What stays of a ``project`` of which the specs at ``failed`` have an error.

    ``placed`` are its definitions, each with the folder of its module; ``modules`` could be made.
    """
    made = {(module.folder, policy.span) for module in modules for policy in module.policies}
    policies = [(f, p.definition) for f, p in placed if p.entity is Entity.POLICY]
    return SparedFiles(
        folder=project.folder,
        sources=frozenset(Path(path).relative_to(project.root).as_posix() for path in failed),
        unused=frozenset((f, p.source) for f, p in policies if (f, p.span) not in made),
        whole=not modules,
    )


def spares(projects: Sequence[SparedFiles]) -> Spares:
    """Whether files stay, by module folder and spec; ``projects`` are all of the build."""

    def stays(module: str, source: str) -> bool:
        above = [project for project in projects if _is_below(module, project.folder)]
        depth = max((len(project.folder) for project in above), default=0)
        owners = [project for project in above if len(project.folder) == depth]
        return any(_has(project, module, source) for project in owners)

    return stays


def _is_below(module: str, folder: str) -> bool:
    return f"{module}/".startswith(f"{folder}/") if folder else True


def _has(project: SparedFiles, module: str, source: str) -> bool:
    # A file without a spec, such as the settings of a module, stays with others only.
    if project.whole:
        return source != ""
    return source in project.sources or (module, source) in project.unused
