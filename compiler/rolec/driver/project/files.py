"""Where specs are read from: the disk, or what a revision holds as if it lay there."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from errno import ENAMETOOLONG
from pathlib import Path
from typing import Protocol


class Files(Protocol):
    """Folders, files and links; a path is relative to the folder that the command was run in."""

    def exists(self, path: Path) -> bool:
        """Whether something is there, links followed."""
        ...

    def is_file(self, path: Path) -> bool:
        """Whether a file is there, links followed."""
        ...

    def is_folder(self, path: Path) -> bool:
        """Whether a folder is there, links followed."""
        ...

    def is_link(self, path: Path) -> bool:
        """Whether a link is there."""
        ...

    def real(self, path: Path) -> str:
        """The path without links and ``..``, as far as it leads anywhere."""
        ...

    def walk(self, start: Path) -> Iterator[tuple[str, list[str], list[str]]]:
        """As `os.walk`: each folder with its folders, which the caller may drop, and its files."""
        ...

    def glob(self, root: Path, pattern: str) -> list[Path]:
        """As `Path.glob`: what below ``root`` fits ``pattern``."""
        ...

    def read(self, path: Path, limit: int) -> bytes:
        """The content of a file, or what is just longer than ``limit``; an OSError says why not."""
        ...

    def expect(self, paths: Iterable[Path], limit: int) -> None:
        """Make ready to read ``paths`` next, where that saves time."""
        ...


class Disk:
    """What lies on the disk now."""

    def exists(self, path: Path) -> bool:
        """Whether something is there, links followed."""
        return path.exists()

    def is_file(self, path: Path) -> bool:
        """Whether a file is there, links followed."""
        return path.is_file()

    def is_folder(self, path: Path) -> bool:
        """Whether a folder is there, links followed."""
        return path.is_dir()

    def is_link(self, path: Path) -> bool:
        """Whether a link is there."""
        return path.is_symlink()

    def real(self, path: Path) -> str:
        """The path without links and ``..``, as far as it leads anywhere."""
        # Not `resolve()`, which fails where links go in a circle: reading will say so.
        return os.path.realpath(path)

    def walk(self, start: Path) -> Iterator[tuple[str, list[str], list[str]]]:
        """Each folder with its folders, which the caller may drop, and its files."""
        return os.walk(start)

    def glob(self, root: Path, pattern: str) -> list[Path]:
        """What below ``root`` fits ``pattern``."""
        try:
            return list(root.glob(pattern))
        except OSError as problem:
            if problem.errno != ENAMETOOLONG:
                raise
            # No file can have such a name.
            return []

    def read(self, path: Path, limit: int) -> bytes:
        """The content of a file, or what is just longer than ``limit``."""
        # A pipe would block, and a device never end.
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
        with os.fdopen(descriptor, "rb") as file:
            status = os.fstat(descriptor)
            if not stat.S_ISREG(status.st_mode):
                raise OSError("not a file")
            # Room is made for what is asked for, so ask for little; a file may say 0, or grow.
            data = file.read(min(status.st_size, limit) + 1)
            if len(data) > status.st_size:
                data += file.read(limit + 1 - len(data))
            return data

    def expect(self, paths: Iterable[Path], limit: int) -> None:
        """Nothing: the disk is as fast for one as for many."""


DISK: Files = Disk()
"""The disk."""
