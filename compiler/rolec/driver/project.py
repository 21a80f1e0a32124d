"""Where projects are: the folder of a `rolec.yaml`, and what is governed by none."""

from __future__ import annotations

import os
from collections.abc import Iterator
from errno import ENAMETOOLONG
from pathlib import Path

from rolec.diagnostics.diagnostic import Diagnostic, error
from rolec.diagnostics.outcome import Outcome
from rolec.driver import codes
from rolec.driver.output_name import refuse_folder
from rolec.load.codes import UNREADABLE
from rolec.record import dataclass
from rolec.source.span import Span

SETTINGS = "rolec.yaml"
_PACKAGES = "node_modules"
_ENVIRONMENT = "pyvenv.cfg"
_ENDINGS = (".yaml", ".yml")


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """A project as it lies on disk.

    ``folder`` is its place in the output, ``settings`` its rolec.yaml. ``files`` are specs
    when there is no rolec.yaml; with one, its `specs:` says what they are.
    """

    root: Path
    folder: str
    settings: Path | None = None
    files: tuple[Path, ...] = ()


def find_projects(paths: tuple[Path, ...]) -> Outcome[tuple[Project, ...]]:
    """The projects at and below ``paths``, by folder; a path inside a project stands for it."""
    found: dict[Path, Project] = {}
    loose: list[Path] = []
    problems: list[Diagnostic] = []
    for path in paths:
        if not path.exists():
            span = Span(path.as_posix(), 0, 0)
            problems.append(error(UNREADABLE, f"`{path.as_posix()}` does not exist", span))
            continue
        governing = _governing(path)
        if governing is not None:
            found.setdefault(governing.resolve(), _project(governing, governing))
        elif path.is_file():
            loose.append(path)
        for root, files in _below(path) if path.is_dir() else ():
            if root is not None:
                found.setdefault(root.resolve(), _project(root, path))
            elif governing is None:
                loose += files
    if problems:
        return Outcome(None, tuple(problems))
    projects = [*([_ungoverned(paths, loose)] if loose else []), *found.values()]
    return _fit_for_output(sorted(projects, key=lambda project: project.folder))


def spec_files(project: Project, patterns: tuple[str, ...]) -> tuple[Path, ...]:
    """The specs of a project with a rolec.yaml, which no nested project governs, by path."""
    if project.settings is None:
        return project.files
    found = {path for pattern in patterns for path in _matches(project.root, pattern)}
    own = [p for p in found if p.suffix in _ENDINGS and p.name != SETTINGS and p.is_file()]
    folders = {path.parent for path in own}
    governed = {folder for folder in folders if _nearest(folder) == project.root}
    return tuple(sorted(path for path in own if path.parent in governed))


def _matches(root: Path, pattern: str) -> list[Path]:
    try:
        return list(root.glob(pattern))
    except OSError as problem:
        if problem.errno != ENAMETOOLONG:
            raise
        # No file can have such a name.
        return []


def _project(root: Path, path: Path) -> Project:
    folder = root.relative_to(path).as_posix()
    return Project(root=root, folder="" if folder == "." else folder, settings=root / SETTINGS)


def _ungoverned(paths: tuple[Path, ...], loose: list[Path]) -> Project:
    only = paths[0] if len(paths) == 1 and paths[0].is_dir() else None
    root = only or Path(os.path.commonpath([path.parent for path in loose]) or ".")
    return Project(root=root, folder="", files=tuple(sorted(dict.fromkeys(loose))))


def _fit_for_output(projects: list[Project]) -> Outcome[tuple[Project, ...]]:
    """The projects, when each can have an output folder of its own."""
    first: dict[str, Project] = {}
    for project in projects:
        refused = refuse_folder(project.folder, (project.settings or project.root).as_posix())
        if refused:
            return Outcome(None, (refused,))
        before = first.setdefault(project.folder, project)
        if before is not project and project.settings and before.settings:
            span = Span(project.settings.as_posix(), 0, 0)
            message = f"`{before.root.as_posix()}` and `{project.root.as_posix()}` would be written to one folder"
            return Outcome(None, (error(codes.SAME_FOLDER, message, span),))
    return Outcome(tuple(projects))


def _governing(path: Path) -> Path | None:
    """The folder of the nearest rolec.yaml at or above ``path``, as near to it as it was given."""
    folder = path if path.is_dir() else path.parent
    near = _nearest(folder)
    if near is not None:
        return near
    above = folder.resolve().parents
    found = next((parent for parent in above if (parent / SETTINGS).is_file()), None)
    return Path(os.path.relpath(found)) if found else None


def _nearest(folder: Path) -> Path | None:
    """The same without leaving what the path names."""
    for candidate in (folder, *folder.parents):
        if (candidate / SETTINGS).is_file():
            return candidate
    return None


def _below(path: Path) -> Iterator[tuple[Path | None, list[Path]]]:
    """Each folder with a rolec.yaml at or below ``path``; under None the YAML files of others."""
    for name, folders, files in os.walk(path):
        folder = Path(name)
        folders[:] = sorted(f for f in folders if not _is_foreign(folder / f))
        if SETTINGS in files:
            yield folder, []
            # What is deeper is its own, unless it is a project again.
            yield from ((root, found) for root, found in _nested(folder, folders) if root)
            folders.clear()
        else:
            yield None, [folder / f for f in sorted(files) if f.endswith(_ENDINGS) and f[0] != "."]


def _is_foreign(folder: Path) -> bool:
    """Whether ``folder`` is hidden, or what a package manager filled: nobody's specs are there."""
    name = folder.name
    return name.startswith(".") or name == _PACKAGES or (folder / _ENVIRONMENT).is_file()


def _nested(folder: Path, folders: list[str]) -> Iterator[tuple[Path | None, list[Path]]]:
    for name in folders:
        # `os.walk` follows a link that it begins with, and no other.
        if not (folder / name).is_symlink():
            yield from _below(folder / name)
