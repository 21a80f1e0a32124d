"""Locks to disk, each the old one or the new one, and whole."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from rolec.diagnostics.diagnostic import Diagnostic, error
from rolec.driver.lock.locked_project import LockedProject
from rolec.record import dataclass
from rolec.source.span import Span
from rolec.write.codes import CANNOT_WRITE
from rolec.write.manifest import temporary_name

_CREATE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)


@dataclass(frozen=True, slots=True)
class LockChange:
    """A lock that is not what it should be; None is no file."""

    path: Path
    before: str | None
    after: str | None


def lock_changes(projects: Iterable[LockedProject]) -> tuple[LockChange, ...]:
    """What must be done for every lock to hold what its project uses, and nothing else."""
    found = (LockChange(one.path, one.text, one.wanted()) for one in projects if one.path)
    return tuple(change for change in found if change.before != change.after)


def write_locks(changes: Iterable[LockChange]) -> Iterator[Diagnostic]:
    """Do it; what the system refuses is an error, and leaves that lock as it was."""
    for change in changes:
        try:
            _write(change)
        except OSError as problem:
            shown = change.path.as_posix()
            why = (problem.strerror or str(problem)).lower()
            message = f"cannot write `{shown}`: {why}"
            help_ = "the output is written; build again where rolec.lock can be"
            yield error(CANNOT_WRITE, message, Span(shown, 0, 0), help=help_)


def _write(change: LockChange) -> None:
    path = change.path
    if change.after is None:
        path.unlink(missing_ok=True)
    else:
        temporary = path.with_name(temporary_name(path.name))
        # What a build left that was killed.
        temporary.unlink(missing_ok=True)
        try:
            with os.fdopen(os.open(temporary, _CREATE, 0o666), "wb") as file:
                file.write(change.after.encode())
                file.flush()
                os.fsync(file.fileno())
            temporary.replace(path)
        except OSError:
            with suppress(OSError):
                temporary.unlink(missing_ok=True)
            raise
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    # Windows opens no folder.
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
