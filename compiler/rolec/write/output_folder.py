"""The output folder, open and locked: the only way to files in it, and never through a link."""

from __future__ import annotations

import errno
import os
import stat
from dataclasses import field
from pathlib import Path
from types import TracebackType
from typing import Self

from rolec.record import dataclass
from rolec.write.manifest import is_inside, target_name

_NO_FOLLOW = getattr(os, "O_NOFOLLOW", 0)
_FOLDER = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0) | _NO_FOLLOW
_READ = os.O_RDONLY | _NO_FOLLOW | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_CREATE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | _NO_FOLLOW | getattr(os, "O_BINARY", 0)

_EFFECTIVE = os.access in os.supports_effective_ids
BY_DESCRIPTOR = {os.open, os.stat, os.rename, os.unlink, os.mkdir, os.rmdir} <= os.supports_dir_fd
"""Whether the system opens names relative to an open folder, so that no link can slip in."""


@dataclass(frozen=True, slots=True)
class Folder:
    """One folder in the output folder: what is done to it is done by name, never by path.

    Valid until `OutputFolder.at` is asked for a folder that is not below this one.
    """

    path: str
    descriptor: int | None

    def stat(self, name: str) -> os.stat_result | None:
        """What ``name`` is, a link included, or None when nothing is there."""
        try:
            return os.stat(self._where(name), dir_fd=self.descriptor, follow_symlinks=False)
        except FileNotFoundError:
            return None

    def read(self, name: str) -> bytes | None:
        """The content of a file, or None when there is no such file; a link is an OSError."""
        self._refuse_link(name)
        try:
            descriptor = os.open(self._where(name), _READ, dir_fd=self.descriptor)
        except FileNotFoundError:
            return None
        try:
            size = os.fstat(descriptor).st_size
            parts = [os.read(descriptor, size + 1)]
            while parts[-1]:
                parts.append(os.read(descriptor, 1 << 20))
        finally:
            os.close(descriptor)
        return b"".join(parts)

    def create(self, name: str, content: bytes) -> int:
        """Write a file that must not exist, whole or not at all; the caller closes what it gets."""
        descriptor = os.open(self._where(name), _CREATE, 0o666, dir_fd=self.descriptor)
        whole = False
        try:
            self._fill(name, descriptor, content)
            whole = True
        finally:
            if not whole:
                os.close(descriptor)
                self.unlink(name)
        return descriptor

    def rename(self, name: str, to: str) -> None:
        """Let the file ``name`` take the place of ``to``, which is whole at every moment."""
        where = self._where(name), self._where(to)
        os.replace(*where, src_dir_fd=self.descriptor, dst_dir_fd=self.descriptor)

    def unlink(self, name: str) -> None:
        """Remove a file if it is there."""
        try:
            os.unlink(self._where(name), dir_fd=self.descriptor)
        except FileNotFoundError:
            return

    def rmdir(self, name: str) -> bool:
        """Remove a folder if it is empty, and say whether it is gone."""
        try:
            os.rmdir(self._where(name), dir_fd=self.descriptor)
        except FileNotFoundError:
            return True
        except OSError:
            return False
        return True

    def may_write(self, name: str = ".") -> bool:
        """Whether the user may write to a file of this folder, or with ``.`` the folder itself."""
        mode = os.W_OK | (os.X_OK if name == "." else 0)
        where = self._where(name)
        return os.access(where, mode, dir_fd=self.descriptor, effective_ids=_EFFECTIVE)

    def duplicate(self) -> int | None:
        """Another descriptor of this folder, for the caller to close, where there is such a thing."""
        return None if self.descriptor is None else os.dup(self.descriptor)

    def mkdir(self, name: str) -> bool:
        """Make a folder, and say whether that was needed."""
        try:
            os.mkdir(self._where(name), dir_fd=self.descriptor)
        except FileExistsError:
            return False
        return True

    def folders_and_files(self) -> tuple[list[str], list[str]]:
        """The names of the folders in this one, and of everything else; links are no folders."""
        folders: list[str] = []
        files: list[str] = []
        with os.scandir(self.path if self.descriptor is None else self.descriptor) as entries:
            for entry in entries:
                (folders if entry.is_dir(follow_symlinks=False) else files).append(entry.name)
        return folders, files

    def enter(self, name: str) -> Folder:
        """The folder ``name`` in this one; a link is an OSError."""
        path = f"{self.path}/{name}"
        if self.descriptor is None:
            self._refuse_link(name)
            os.scandir(path).close()
            return Folder(path, None)
        return Folder(path, os.open(name, _FOLDER, dir_fd=self.descriptor))

    @staticmethod
    def _fill(name: str, descriptor: int, content: bytes) -> None:
        try:
            written = os.write(descriptor, content)
            while written < len(content):
                written += os.write(descriptor, memoryview(content)[written:])
        except OSError as problem:
            # The system knows descriptors here; the user wants to hear a name.
            problem.filename = name
            raise

    def _where(self, name: str) -> str:
        return name if self.descriptor is not None else f"{self.path}/{name}"

    def _refuse_link(self, name: str) -> None:
        # Only where the system cannot refuse it in the same call.
        if not _NO_FOLLOW and (found := self.stat(name)) and stat.S_ISLNK(found.st_mode):
            raise OSError(f"`{name}` is a link")


@dataclass(slots=True)
class OutputFolder:
    """The output folder, held open and locked until it is closed; use it in ``with``.

    ``root`` is None where there is no such folder; ``made`` lists the folders in it
    that `at` made.
    """

    path: Path
    root: Folder | None
    created: bool
    made: list[str] = field(default_factory=list)
    _entered: list[tuple[str, Folder]] = field(default_factory=list)
    _at: str | None = None
    _missing: str | None = None

    @property
    def shown(self) -> str:
        """The path as the user gave it, with ``/``."""
        return self.path.as_posix()

    def at(self, folder: str, *, create: bool = False) -> Folder:
        """The folder at this path below the output folder; cheapest in the order of a walk.

        Made if it is not there and ``create`` says so; a link on the way is an OSError.
        """
        if folder == self._at:
            return self._here
        # INVARIANT: paths are made of checked names; what comes here cannot lead outside.
        if folder and not is_inside(folder):
            raise AssertionError(folder)
        if create:
            self._missing = None
        elif self._missing and _contains(self._missing, folder):
            raise _not_there(folder)
        self._at = None
        while self._entered and not _contains(self._entered[-1][0], folder):
            self._leave()
        while self._within != folder:
            self._enter(folder, create=create)
        self._at = folder
        return self._here

    def name_of(self, problem: OSError) -> str:
        """The path to show for ``problem``, which came up in the folder that `at` last gave."""
        name = str(problem.filename or "").rpartition("/")[2].removeprefix("./")
        return "/".join(filter(None, (self.shown, self._within, target_name(name))))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Give back the lock; an output folder that was made and got no file goes away again."""
        while self._entered:
            self._leave()
        try:
            if self.created:
                # Before the lock goes: another build may be waiting to write here.
                Folder(str(self.path.parent), None).rmdir(self.path.name)
        finally:
            if self.root and self.root.descriptor is not None:
                os.close(self.root.descriptor)

    @property
    def _here(self) -> Folder:
        here = self._entered[-1][1] if self._entered else self.root
        if here is None:
            raise _not_there(self.path.name)
        return here

    @property
    def _within(self) -> str:
        return self._entered[-1][0] if self._entered else ""

    def _enter(self, folder: str, *, create: bool) -> None:
        """Go one step down, towards ``folder``."""
        end = folder.find("/", len(self._within) + 1)
        path = folder if end == -1 else folder[:end]
        name = path.rpartition("/")[2]
        if create and self._here.mkdir(name):
            self.made.append(path)
        try:
            self._entered.append((path, self._here.enter(name)))
        except FileNotFoundError:
            # Most of what a new folder is asked for would be in it.
            self._missing = path
            raise

    def _leave(self) -> None:
        descriptor = self._entered.pop()[1].descriptor
        if descriptor is not None:
            os.close(descriptor)


def _contains(folder: str, path: str) -> bool:
    return path.startswith(folder) and path[len(folder) : len(folder) + 1] in {"", "/"}


def _not_there(name: str) -> FileNotFoundError:
    return FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), name)
