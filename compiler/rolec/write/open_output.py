"""Opens the output folder for one build at a time."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path
from time import sleep

from rolec.diagnostics.diagnostic import Diagnostic, error
from rolec.diagnostics.outcome import Outcome
from rolec.source.span import Span
from rolec.write import codes
from rolec.write.output_folder import BY_DESCRIPTOR, Folder, OutputFolder

PATIENCE = 30.0
"""How many seconds a build waits for another. Two jobs that share a folder in CI are done long
before; one that hangs should be named by a message, not by the time limit of the whole job."""

_PAUSE = 0.05


def open_output(
    path: Path, *, create: bool = True, patience: float = PATIENCE
) -> Outcome[OutputFolder]:
    """The output folder, with the lock that keeps other builds out; made if ``create`` says so.

    The lock is the kernel's and sits on the folder itself: it leaves no file behind,
    and goes with the process however that ends. Where a file system has no locks
    (some network ones), builds are not kept apart.
    """
    refused = _refusal(path)
    if refused:
        return Outcome(None, (refused,))
    if not create and not path.exists():
        return Outcome(OutputFolder(path, None, created=False))
    try:
        return _open(path, patience, create=create)
    except OSError as problem:
        return Outcome(None, (cannot_write(path.as_posix(), problem),))


def cannot_write(
    shown: str, problem: OSError, *, verb: str = "write", unfinished: bool = False
) -> Diagnostic:
    """What is said when the system does not let us read or write."""
    words = (problem.strerror or str(problem)).lower()
    return error(
        codes.CANNOT_WRITE,
        f"cannot {verb} `{shown}`: {words}",
        Span(shown, 0, 0),
        notes=(
            "the build is unfinished: some files are new and some old"
            if unfinished
            else "nothing was changed",
        ),
        help=_WAYS_OUT.get(problem.errno or 0, "make it and its folder writable, and build again"),
    )


_WAYS_OUT = {
    errno.ENOSPC: "make room on the disk, and build again",
    errno.EDQUOT: "make room in your quota, and build again",
    errno.EFBIG: "raise the limit on the size of a file (`ulimit -f`), and build again",
    errno.EROFS: "choose an output folder on a file system that can be written",
}


def _refusal(path: Path) -> Diagnostic | None:
    for part in _named_parts(path):
        if part.is_symlink():
            return error(
                codes.OUTPUT_FOLDER,
                f"the output folder `{path.as_posix()}` is behind a link: `{part.as_posix()}`",
                Span(path.as_posix(), 0, 0),
                help="name the folder itself, not a link to it",
            )
        if part.exists() and not part.is_dir():
            return error(
                codes.OUTPUT_FOLDER,
                f"the output folder `{path.as_posix()}` cannot be a folder: "
                f"`{part.as_posix()}` is a file",
                Span(path.as_posix(), 0, 0),
                help="choose another output folder",
            )
    return None


def _named_parts(path: Path) -> list[Path]:
    # A repository can carry links, and a relative path leads through it. What is above
    # it is the machine's: many have /tmp or /home behind a link.
    if path.is_absolute():
        return [path]
    return [part for part in (*reversed(path.parents), path) if part.name not in {"", ".."}]


def _open(path: Path, patience: float, *, create: bool) -> Outcome[OutputFolder]:
    waited = 0.0
    while True:
        created = not path.exists()
        if create:
            path.mkdir(parents=True, exist_ok=True)
        if not BY_DESCRIPTOR:
            return Outcome(OutputFolder(path, Folder(str(path), None), created=created))
        descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
        if _lock(descriptor) and _is_still(path, descriptor):
            return Outcome(OutputFolder(path, Folder(str(path), descriptor), created=created))
        os.close(descriptor)
        if waited >= patience:
            return Outcome(None, (_locked(path),))
        sleep(_PAUSE)
        waited += _PAUSE


def _lock(descriptor: int) -> bool:
    try:
        from fcntl import LOCK_EX, LOCK_NB, flock
    except ImportError:
        return True
    try:
        flock(descriptor, LOCK_EX | LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        # This file system has no locks; to refuse to build on it would help nobody.
        return True
    return True


def _is_still(path: Path, descriptor: int) -> bool:
    # The build that held the lock may have removed the folder it made in vain.
    try:
        there = path.lstat()
    except FileNotFoundError:
        return False
    return stat.S_ISDIR(there.st_mode) and os.path.samestat(there, os.fstat(descriptor))


def _locked(path: Path) -> Diagnostic:
    return error(
        codes.LOCKED,
        f"another rolec is writing to `{path.as_posix()}`",
        Span(path.as_posix(), 0, 0),
        help="wait for it to finish, or give each build an output folder of its own",
    )
