"""What is said where no spec is: where the project has them, and what lies elsewhere."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from rolec.diagnostics.diagnostic import Diagnostic, error
from rolec.diagnostics.quoted import quoted
from rolec.driver.project import codes
from rolec.driver.project.files import Files
from rolec.driver.project.project import (
    ENDINGS,
    SETTINGS,
    Project,
    find_projects,
    settings_above,
    yaml_files,
)
from rolec.driver.project.settings import Settings, read_settings
from rolec.driver.project.source_file import is_document, read_source
from rolec.load.load import load
from rolec.load.node import Mapping
from rolec.schema.store import DOCUMENTS
from rolec.source.file import SourceMap
from rolec.source.span import Span

_WHOLE = "/**/*"
_MADE = "make one with `rolec new NAME`"


def no_spec(paths: tuple[Path, ...], files: Files) -> Diagnostic:
    """The error for ``paths`` at and below which no project has a spec."""
    where = Span(paths[0].as_posix() if paths else ".", 0, 0)
    projects = find_projects(paths, files).value or ()
    match projects:
        case [Project(settings=Path() as settings) as project]:
            shown = _listed(project.root, _patterns(settings, files))
            message = f"no spec in {shown}, where `{settings.as_posix()}` has them"
            way_out = _strays(project, files)
        case _:
            message = f"no spec in {', '.join(quoted(path.as_posix()) for path in paths)}"
            way_out = None
    return error(codes.NO_SPEC, message, where, help=way_out or _documents(paths, files) or _MADE)


def way_in(path: Path, files: Files) -> str:
    """How the file at ``path`` becomes one of the specs of the project that governs it."""
    if path.suffix not in ENDINGS:
        return f"a spec ends in {' or '.join(map(quoted, ENDINGS))}: name it so"
    settings = settings_above(path, files)
    root = settings.parent if settings else None
    if settings is None or root is None or not path.is_relative_to(root):
        return "add it to `specs:` of rolec.yaml, or move it to where they are"
    patterns = _patterns(settings, files)
    wanted = ", ".join(f"'{each}'" for each in (*patterns, _pattern(path, root)))
    place = _listed(root, patterns)
    return f"move it to {place}, or write `specs: [{wanted}]` in `{settings.as_posix()}`"


def _patterns(settings: Path, files: Files) -> tuple[str, ...]:
    return (read_settings(settings, SourceMap(), files).value or Settings()).specs


def _pattern(path: Path, root: Path) -> str:
    """One that the file at ``path`` fits, and those beside it."""
    return path.relative_to(root).with_name(f"*{path.suffix}").as_posix()


def _listed(root: Path, patterns: tuple[str, ...]) -> str:
    return ", ".join(quoted(_shown(root, pattern), whole=True) for pattern in patterns)


def _shown(root: Path, pattern: str) -> str:
    """A pattern of the project at ``root``, or the folder that it takes whole."""
    folder = pattern.removesuffix(_WHOLE)
    place = (root / folder).as_posix()
    return f"{place}/" if folder != pattern else place


def _strays(project: Project, files: Files) -> str | None:
    """What to do about the first spec that lies elsewhere in ``project``."""
    for path in yaml_files(project.root, files):
        if path.name != SETTINGS and _is_spec(path, files):
            pattern = _pattern(path, project.root)
            return (
                f"`{path.as_posix()}` is one: move it there, or write `specs: ['{pattern}']`"
                f" in `{SETTINGS}`"
            )
    return None


def _is_spec(path: Path, files: Files) -> bool:
    """Whether the first document of the file at ``path`` begins as a spec does."""
    file = read_source(path, files=files).file
    tree = load(file).value if file and file.may_hold(*DOCUMENTS) else None
    return bool(
        tree
        and isinstance(tree[0], Mapping)
        and tree[0].entries
        and tree[0].entries[0].key in DOCUMENTS
    )


def _documents(paths: tuple[Path, ...], files: Files) -> str | None:
    """How the policy documents are checked that are directly in one of ``paths``."""
    for folder in filter(files.is_folder, paths):
        if any(_is_policy(path, files) for path in _json_in(folder, files)):
            named = (folder / "*.json").as_posix()
            return f"JSON documents are checked when they are named: `rolec check {named}`"
    return None


def _json_in(folder: Path, files: Files) -> Iterator[Path]:
    return (path for path in sorted(files.glob(folder, "*")) if is_document(path, files))


def _is_policy(path: Path, files: Files) -> bool:
    file = read_source(path, files=files).file
    try:
        found = json.loads(file.text) if file else None
    except (ValueError, RecursionError):
        return False
    return isinstance(found, dict) and "Statement" in found
