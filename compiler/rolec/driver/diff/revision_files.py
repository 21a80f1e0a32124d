"""The files of a git revision, as if it were checked out where the work tree is."""

from __future__ import annotations

import os
import re
from collections import deque
from collections.abc import Iterable, Iterator
from errno import EISDIR, ELOOP, ENOENT
from fnmatch import translate
from functools import cache
from pathlib import Path
from typing import NamedTuple

from rolec.git.repository import Entry, Objects, Repository

_LINK, _SUBMODULE = "120000", "160000"
_MOST_LINKS = 40
_MOST_OF_A_LINK = 4096
_NO_NAMES = frozenset({"", ".", "..", ".git"})
"""Names that git would not check out; a tree that was made by hand may have them."""


class _Folder(NamedTuple):
    """What a folder of the tree holds, by name."""

    folders: set[str]
    others: dict[str, Entry]


class RevisionFiles:
    """Folders, files and links of a commit; what lies outside the repository cannot be read."""

    def __init__(self, repository: Repository, commit: str, objects: Objects) -> None:
        self._top = repository.top
        self._here = os.path.realpath(".")
        self._objects = objects
        self._keys: dict[str, str | None] = {}
        self._folders: dict[str, _Folder] = {"": _Folder(set(), {})}
        self._submodules: set[str] = set()
        self.passed: set[str] = set()
        """The submodules that were looked into, of which a revision holds nothing."""
        for entry in repository.entries(commit):
            self._add(os.fsdecode(entry.path), entry)

    def shown(self, path: Path) -> str:
        """The path in the repository, as git writes it after ``REVISION:``."""
        normal = os.path.normpath(os.path.join(self._here, path))  # noqa: PTH118 - of no file
        return os.path.relpath(normal, self._top).replace(os.sep, "/")

    def exists(self, path: Path) -> bool:
        """Whether something is there, links followed."""
        return self.is_folder(path) or self.is_file(path)

    def is_file(self, path: Path) -> bool:
        """Whether a file is there, links followed.

        What a link out of the repository leads to counts as one, so that it is refused and not
        overlooked.
        """
        entry = self._entry(path)
        if entry is None:
            return self.is_link(path) and self._key_at(self._followed(path)[0]) is None
        return entry.mode != _LINK

    def is_folder(self, path: Path) -> bool:
        """Whether a folder is there, links followed."""
        return self._key(path) in self._folders

    def is_link(self, path: Path) -> bool:
        """Whether a link is there."""
        entry = self._child(self._key(path.parent), path.name)
        return entry is not None and entry.mode == _LINK

    def real(self, path: Path) -> str:
        """The path without links and ``..``, as far as it leads anywhere."""
        return "/" + "/".join(self._followed(path)[0])

    def walk(self, start: Path) -> Iterator[tuple[str, list[str], list[str]]]:
        """Each folder with its folders, which the caller may drop, and its files."""
        held = self._held(self._key(start))
        if held is None:
            return
        linked = {
            n for n, e in held.others.items() if e.mode == _LINK and self.is_folder(start / n)
        }
        folders = sorted(held.folders | linked)
        yield str(start), folders, sorted(held.others.keys() - linked)
        for name in folders:
            if name not in linked:
                yield from self.walk(start / name)

    def glob(self, root: Path, pattern: str) -> list[Path]:
        """What below ``root`` fits ``pattern``."""
        return list(dict.fromkeys(self._matches(root, tuple(pattern.split("/")))))

    def read(self, path: Path, limit: int) -> bytes:
        """The content of a file, or what is just longer than ``limit``."""
        entry = self._entry(path)
        if entry is None and not self.is_folder(path):
            raise OSError(ENOENT, os.strerror(ENOENT))
        if entry is not None and entry.mode == _LINK:
            raise OSError(ELOOP, os.strerror(ELOOP))
        if entry is None:
            raise OSError(EISDIR, os.strerror(EISDIR))
        return self._objects.read(entry.object, limit)

    def expect(self, paths: Iterable[Path], limit: int) -> None:
        """Read ``paths`` at once."""
        entries = (self._entry(path) for path in paths)
        self._objects.expect((each.object for each in entries if each), limit)

    def _add(self, path: str, entry: Entry) -> None:
        *above, name = path.split("/")
        if not _NO_NAMES.isdisjoint((*above, name)):
            return
        at = ""
        for part in above:
            self._folders[at].folders.add(part)
            at = f"{at}/{part}" if at else part
            self._folders.setdefault(at, _Folder(set(), {}))
        if entry.mode == _SUBMODULE:
            # A folder of which this repository holds nothing.
            self._submodules.add(path)
            self._folders[at].folders.add(name)
            self._folders.setdefault(path, _Folder(set(), {}))
        else:
            self._folders[at].others[name] = entry

    def _key(self, path: Path) -> str | None:
        """The path in the tree, links followed; None outside of the repository."""
        folder, _, name = str(path).rpartition("/")
        if not folder or name == "..":
            return self._key_of_any(path)
        # Nearly all paths are files of a few folders, and no links.
        if folder not in self._keys:
            self._keys[folder] = self._key_of_any(Path(folder))
        above = self._keys[folder]
        entry = self._child(above, name)
        if above is None or (entry is not None and entry.mode == _LINK):
            return self._key_of_any(path)
        return f"{above}/{name}" if above else name

    def _key_of_any(self, path: Path) -> str | None:
        at, leads = self._followed(path)
        return self._key_at(at) if leads else None

    def _key_at(self, at: list[str]) -> str | None:
        real = "/" + "/".join(at)
        if real == self._top:
            return ""
        above = self._top.rstrip("/") + "/"
        return real.removeprefix(above) if real.startswith(above) else None

    def _followed(self, path: Path) -> tuple[list[str], bool]:
        """The parts of the path without links and ``..``, and whether it leads there.

        It does not through what is no folder, as `file/..` would.
        """
        parts = deque(os.path.join(self._here, path).split("/"))  # noqa: PTH118 - of no file
        at: list[str] = []
        links = 0
        leads = True
        while parts:
            part = parts.popleft()
            if part in {"", "."}:
                continue
            if part == "..":
                key = self._key_at(at)
                leads = leads and (key is None or key in self._folders)
                del at[-1:]
                continue
            target = self._target(at, part)
            if target is None or links == _MOST_LINKS:
                at.append(part)
                continue
            links += 1
            if target.startswith("/"):
                at.clear()
            parts.extendleft(reversed(target.split("/")))
        return at, leads

    def _entry(self, path: Path) -> Entry | None:
        key = self._key(path)
        if key is None:
            return None
        folder, _, name = key.rpartition("/")
        return self._child(folder, name)

    def _child(self, folder: str | None, name: str) -> Entry | None:
        held = self._held(folder)
        return held.others.get(name) if held else None

    def _held(self, folder: str | None) -> _Folder | None:
        if folder is None:
            return None
        if folder in self._submodules:
            self.passed.add(folder)
        return self._folders.get(folder)

    def _target(self, at: list[str], part: str) -> str | None:
        """Where the link leads that ``part`` of the folder ``at`` is, if it is one."""
        key = self._key_at(at)
        entry = self._child(key, part)
        if entry is None or entry.mode != _LINK:
            return None
        return os.fsdecode(self._objects.read(entry.object, _MOST_OF_A_LINK))

    def _matches(self, at: Path, parts: tuple[str, ...]) -> Iterator[Path]:
        if not parts:
            yield at
            return
        part, *rest = parts
        if part == "**":
            yield from self._at_any_depth(at, tuple(rest))
        elif not _is_pattern(part):
            if self.exists(at / part) or (not rest and self.is_link(at / part)):
                yield from self._matches(at / part, tuple(rest))
        else:
            fits = _pattern(part).match
            for name in self._names(at):
                if fits(name) and (not rest or self.is_folder(at / name)):
                    yield from self._matches(at / name, tuple(rest))

    def _at_any_depth(self, at: Path, rest: tuple[str, ...]) -> Iterator[Path]:
        for folder, _, files in self.walk(at):
            yield from self._matches(Path(folder), rest)
            # Since Python 3.13 a pattern that ends so is about files too.
            if not rest and hasattr(Path, "full_match"):
                yield from (Path(folder) / name for name in files)

    def _names(self, folder: Path) -> list[str]:
        held = self._held(self._key(folder))
        return sorted((*held.folders, *held.others)) if held else []


def _is_pattern(part: str) -> bool:
    return any(char in part for char in "*?[")


@cache
def _pattern(part: str) -> re.Pattern[str]:
    return re.compile(translate(part))
