"""The project that a folder is in: one of its own takes nothing out of what holds above it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePosixPath


def enclosing(folder: str, projects: Iterable[str]) -> str | None:
    """The folder among ``projects`` that is ``folder``, or the nearest above it; None where there is none."""
    known = set(projects)
    path = PurePosixPath(folder)
    names = [
        folder,
        *("" if each == PurePosixPath() else each.as_posix() for each in path.parents),
    ]
    return next((name for name in names if name in known), None)
