"""Every path that decides which specs there are, and what they say.

What a build begins to depend on must be found here, or the next would not see that it changed.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import field
from pathlib import Path

from rolec.driver.lock.lock import LOCK
from rolec.driver.project.project import SETTINGS, Project, find_projects
from rolec.driver.project.settings import read_settings
from rolec.record import dataclass
from rolec.source.file import SourceMap

_WILD = frozenset("*?[")


@dataclass(slots=True)
class Inputs:
    """The paths to watch, and those whose links must lead where they lead now."""

    paths: set[str] = field(default_factory=set)
    real: set[str] = field(default_factory=set)


def find_inputs(paths: tuple[Path, ...], sources: SourceMap) -> Inputs | None:
    """What a build of ``paths``, which read ``sources``, depended on.

    None where that is more than can be told at little cost: a folder behind a link.
    """
    inputs = Inputs()
    try:
        for path in paths:
            _add_start(inputs, path if path.is_dir() else path.parent)
            _add_folders(inputs, path)
        for base in _bases(paths):
            _add_start(inputs, base)
            _add_folders(inputs, base, hidden=True)
    except _BehindLinkError:
        return None
    # One that is not there yet would count too.
    inputs.paths |= {str(one.root / LOCK) for one in _projects(paths) if one.settings}
    for file in sources.files:
        _add_file(inputs, file)
    return inputs


class _BehindLinkError(Exception):
    """A folder of the project is a link."""


def _bases(paths: tuple[Path, ...]) -> Iterator[Path]:
    """The folders that hold all specs of the projects: what their `specs:` begin with."""
    for project in _projects(paths):
        settings = read_settings(project.settings, SourceMap()).value if project.settings else None
        for pattern in settings.specs if settings else ():
            yield project.root.joinpath(*_certain(Path(pattern).parts[:-1]))


def _projects(paths: tuple[Path, ...]) -> tuple[Project, ...]:
    return find_projects(paths).value or ()


def _certain(parts: Iterable[str]) -> Iterator[str]:
    for part in parts:
        if not _WILD.isdisjoint(part):
            return
        yield part


def _add_start(inputs: Inputs, folder: Path) -> None:
    """A folder that somebody named: a rolec.yaml in it, or above, would govern it."""
    inputs.real.add(str(folder))
    real = folder.resolve()
    for above in (folder, *folder.parents, real, *real.parents):
        settings = above / SETTINGS
        inputs.paths.add(str(settings))
        if settings.is_symlink():
            # What it leads to may not be there yet.
            inputs.paths.add(os.path.realpath(settings))


def _add_folders(inputs: Inputs, start: Path, *, hidden: bool = False) -> None:
    inputs.paths.add(str(start))
    for folder, folders, _ in os.walk(start):
        folders[:] = [name for name in folders if hidden or not name.startswith(".")]
        for name in folders:
            path = os.path.join(folder, name)  # noqa: PTH118 - ten times as fast as pathlib
            if os.path.islink(path):  # noqa: PTH114 - ditto
                raise _BehindLinkError
            inputs.paths.add(path)


def _add_file(inputs: Inputs, file: str) -> None:
    inputs.paths.add(file)
    folder = os.path.dirname(file)  # noqa: PTH120 - ten times as fast as pathlib
    if folder not in inputs.paths:
        inputs.real.add(folder)
    if os.path.islink(file):  # noqa: PTH114 - ditto
        inputs.real.add(file)
        inputs.paths.add(os.path.realpath(file))
