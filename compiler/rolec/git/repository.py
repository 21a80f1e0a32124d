"""A repository of git, asked through its plumbing.

What git can be made to do by a repository that is not to be trusted is turned off: replaced
objects, and to fetch what is missing from wherever the repository says.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from rolec.record import dataclass

_OPTIONS = (
    "--no-replace-objects",
    "--no-optional-locks",
    "-c",
    "core.fsmonitor=false",
    "-c",
    "protocol.allow=never",
)


_AT_ONCE = 200
"""Fewer than fill a pipe with their names: else both sides would wait for each other."""


class NoRevisionError(Exception):
    """What git says that it cannot give; a mistake of the user."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A file, a link, or a submodule of a tree, and the object with its content."""

    mode: str
    object: str
    path: bytes


@dataclass(frozen=True, slots=True)
class Repository:
    """The repository that ``folder`` is in; ``top`` is where its work tree begins."""

    folder: Path
    top: str

    def commit(self, revision: str) -> str:
        """The commit that ``revision`` names."""
        # A revision that begins with a dash would be an option.
        if revision.startswith("-") or "\0" in revision or "\n" in revision:
            raise NoRevisionError("no revision has such a name")
        try:
            found = _git(self.folder, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}")
        except NoRevisionError:
            raise NoRevisionError("the repository has no such commit") from None
        return found.decode().strip()

    def merge_base(self, one: str, other: str) -> str:
        """The best common ancestor of two commits."""
        try:
            return _git(self.folder, "merge-base", one, other).decode().split()[0]
        except NoRevisionError:
            message = "the two have no common ancestor that the repository holds"
            raise NoRevisionError(message) from None

    def entries(self, commit: str) -> Iterator[Entry]:
        """All that the tree of ``commit`` holds."""
        listed = _git(self.folder, "ls-tree", "-r", "-z", "--full-tree", commit)
        for line in listed.split(b"\0")[:-1]:
            head, _, path = line.partition(b"\t")
            mode, _, name = head.decode().split(" ")
            yield Entry(mode, name, path)

    def objects(self) -> Objects:
        """Reads the contents of objects, until it is closed."""
        return Objects(self.folder)


class Objects:
    """One process of git that gives out the contents of objects, each of which is read once."""

    def __init__(self, folder: Path) -> None:
        self._known: dict[tuple[str, int], bytes] = {}
        self._process = subprocess.Popen(  # noqa: S603 - a fixed command
            _command("cat-file", "--batch"),
            cwd=folder,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )

    def read(self, name: str, limit: int) -> bytes:
        """The content of an object, cut off just after ``limit``."""
        key = (name, limit)
        if key not in self._known:
            self._known[key] = self._content(name, limit)
        return self._known[key]

    def close(self) -> None:
        """End the process."""
        self._process.communicate()

    def expect(self, names: Iterable[str], limit: int) -> None:
        """Read several objects at once: to wait for each by itself takes most of the time."""
        missing = [name for name in dict.fromkeys(names) if (name, limit) not in self._known]
        for start in range(0, len(missing), _AT_ONCE):
            asked = missing[start : start + _AT_ONCE]
            self._ask(asked)
            for name in asked:
                # What is not there is said when somebody wants it.
                with suppress(OSError):
                    self._known[name, limit] = self._answer(limit)

    def _content(self, name: str, limit: int) -> bytes:
        self._ask([name])
        return self._answer(limit)

    def _ask(self, names: Iterable[str]) -> None:
        asked = self._process.stdin
        assert asked is not None
        asked.write("".join(f"{name}\n" for name in names).encode())
        asked.flush()

    def _answer(self, limit: int) -> bytes:
        answered = self._process.stdout
        assert answered is not None
        head = answered.readline().split()
        if len(head) != len(("name", "type", "size")):
            raise OSError("the repository does not hold its content")
        size = int(head[2])
        content = answered.read(min(size, limit + 1))
        rest = size + len(b"\n") - len(content)
        while rest > 0:
            skipped = answered.read(min(rest, 1 << 20))
            if not skipped:
                raise OSError("git ended too early")
            rest -= len(skipped)
        return content


def repository(folder: Path) -> Repository:
    """The repository that ``folder`` is in."""
    top = _git(folder, "rev-parse", "--show-toplevel").rstrip(b"\n")
    if not top:
        raise NoRevisionError("the repository has no work tree, so that no folder is in it")
    return Repository(folder, os.path.realpath(os.fsdecode(top)))


def _git(folder: Path, *arguments: str) -> bytes:
    try:
        done = subprocess.run(  # noqa: S603 - no shell, and no revision is an option
            _command(*arguments), cwd=folder, capture_output=True, check=False
        )
    except FileNotFoundError:
        raise NoRevisionError("`git` is not on the PATH, and it reads revisions") from None
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise NoRevisionError(said[0].removeprefix("fatal: ") if said else "git does not say why")
    return done.stdout


def _command(*arguments: str) -> tuple[str, ...]:
    return ("git", *_OPTIONS, *arguments)
