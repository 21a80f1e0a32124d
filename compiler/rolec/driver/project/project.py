"""Where projects are: the folder of a `rolec.yaml`, and what is governed by none."""

from __future__ import annotations

import os
from collections.abc import Iterator
from errno import ENOENT
from pathlib import Path

from rolec.diagnostics.diagnostic import Diagnostic, error
from rolec.diagnostics.outcome import Outcome
from rolec.driver.project import codes
from rolec.driver.project.files import DISK, Files
from rolec.driver.project.output_name import refuse_folder
from rolec.driver.project.source_file import unreadable
from rolec.record import dataclass
from rolec.source.span import Span

SETTINGS = "rolec.yaml"
_PACKAGES = "node_modules"
_ENVIRONMENT = "pyvenv.cfg"
ENDINGS = (".yaml", ".yml")
"""How the files of specs end."""


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


def find_projects(paths: tuple[Path, ...], files: Files = DISK) -> Outcome[tuple[Project, ...]]:
    """The projects at and below ``paths``, by folder; a path inside a project stands for it."""
    found: dict[str, Project] = {}
    loose: list[Path] = []
    problems: list[Diagnostic] = []
    for path in paths:
        if not files.exists(path):
            problems.append(unreadable(path.as_posix(), os.strerror(ENOENT).lower()))
            continue
        governing = _governing(path, files)
        if governing is not None:
            found.setdefault(files.real(governing), _project(governing, governing))
        elif files.is_file(path):
            loose.append(path)
        for root, below in _below(path, files) if files.is_folder(path) else ():
            if root is not None:
                found.setdefault(files.real(root), _project(root, path))
            elif governing is None:
                loose += below
    if problems:
        return Outcome(None, tuple(problems))
    projects = [*([_ungoverned(paths, loose, files)] if loose else []), *found.values()]
    return _fit_for_output(sorted(projects, key=lambda project: project.folder))


def settings_above(path: Path, files: Files = DISK) -> Path | None:
    """The rolec.yaml that governs the file or the folder at ``path``."""
    folder = _governing(path, files)
    return folder / SETTINGS if folder is not None else None


def spec_files(
    project: Project, patterns: tuple[str, ...], files: Files = DISK
) -> tuple[Path, ...]:
    """The specs of a project with a rolec.yaml, which no nested project governs, by path."""
    if project.settings is None:
        return project.files
    found = {path for pattern in patterns for path in files.glob(project.root, pattern)}
    own = [p for p in found if p.suffix in ENDINGS and p.name != SETTINGS and files.is_file(p)]
    folders = {path.parent for path in own}
    governed = {folder for folder in folders if _nearest(folder, files) == project.root}
    return tuple(sorted(path for path in own if path.parent in governed))


def yaml_files(root: Path, files: Files = DISK) -> Iterator[Path]:
    """The YAML files of the project at ``root``, specs or not; a folder's come before those below it."""
    for name, folders, found in files.walk(root):
        folder = Path(name)
        folders[:] = sorted(
            f
            for f in folders
            if not _is_foreign(folder / f, files) and not files.is_file(folder / f / SETTINGS)
        )
        yield from (folder / f for f in sorted(found) if f.endswith(ENDINGS) and f[0] != ".")


def _project(root: Path, path: Path) -> Project:
    folder = root.relative_to(path).as_posix()
    return Project(root=root, folder="" if folder == "." else folder, settings=root / SETTINGS)


def _ungoverned(paths: tuple[Path, ...], loose: list[Path], files: Files) -> Project:
    only = paths[0] if len(paths) == 1 and files.is_folder(paths[0]) else None
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
            way_out = "build them one at a time, each with an `--output` of its own"
            return Outcome(None, (error(codes.SAME_FOLDER, message, span, help=way_out),))
    return Outcome(tuple(projects))


def _governing(path: Path, files: Files) -> Path | None:
    """The folder of the nearest rolec.yaml at or above ``path``, as near to it as it was given."""
    folder = path if files.is_folder(path) else path.parent
    near = _nearest(folder, files)
    if near is not None:
        return near
    above = Path(files.real(folder)).parents
    found = next((parent for parent in above if files.is_file(parent / SETTINGS)), None)
    return Path(os.path.relpath(found)) if found else None


def _nearest(folder: Path, files: Files) -> Path | None:
    """The same without leaving what the path names."""
    for candidate in (folder, *folder.parents):
        if files.is_file(candidate / SETTINGS):
            return candidate
    return None


def _below(path: Path, on: Files) -> Iterator[tuple[Path | None, list[Path]]]:
    """Each folder with a rolec.yaml at or below ``path``; under None the YAML files of others."""
    for name, folders, files in on.walk(path):
        folder = Path(name)
        folders[:] = sorted(f for f in folders if not _is_foreign(folder / f, on))
        if SETTINGS in files:
            yield folder, []
            # What is deeper is its own, unless it is a project again.
            yield from ((root, found) for root, found in _nested(folder, folders, on) if root)
            folders.clear()
        else:
            yield None, [folder / f for f in sorted(files) if f.endswith(ENDINGS) and f[0] != "."]


def _is_foreign(folder: Path, on: Files) -> bool:
    """Whether ``folder`` is hidden, or what a package manager filled: nobody's specs are there."""
    name = folder.name
    return name.startswith(".") or name == _PACKAGES or on.is_file(folder / _ENVIRONMENT)


def _nested(
    folder: Path, folders: list[str], on: Files
) -> Iterator[tuple[Path | None, list[Path]]]:
    for name in folders:
        # `os.walk` follows a link that it begins with, and no other.
        if not on.is_link(folder / name):
            yield from _below(folder / name, on)
