"""What a comparison is of: OLD and NEW as they are written, to places that can be read."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import NamedTuple

from rolec.driver.diff.revision_files import RevisionFiles
from rolec.driver.project.files import DISK, Files
from rolec.driver.project.source_file import is_document
from rolec.git.repository import NoRevisionError, Objects, Repository, repository
from rolec.record import dataclass

HEAD = "HEAD"
_SHORT = 12
"""How much of a commit is shown; git takes it for the whole."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """Specs, or a policy document, at ``path`` of ``files``.

    ``revision`` is what the revision is called whose files they are, or None for the disk.
    """

    path: Path
    files: Files
    revision: str | None = None

    @property
    def is_document(self) -> bool:
        """Whether it is a policy document, and no specs."""
        return is_document(self.path, self.files)

    @property
    def submodules(self) -> tuple[str, ...]:
        """Those in which specs were looked for and that a revision does not hold."""
        files = self.files
        return tuple(sorted(files.passed)) if isinstance(files, RevisionFiles) else ()

    def shown(self, path: str) -> str:
        """A path as a message names it: of a revision, as git does."""
        if isinstance(self.files, RevisionFiles):
            return f"{self.revision}:{self.files.shown(Path(path))}"
        return path


class Sides(NamedTuple):
    """What is compared, and the ``base`` it is for: of a range with three dots, its beginning."""

    old: Side
    new: Side
    base: Side


@contextmanager
def sides(old: str, new: str | None, project: Path | None) -> Iterator[Sides]:
    """The two sides, as long as they are read; without ``new`` the work tree, or a range.

    What exists is a path. A revision is read at ``project`` or, where none is given, at the path of
    the other side or in this folder. A NoSideError says what is neither.
    """
    with ExitStack() as stack:
        before, after, ancestor = _ends(old, new)
        paths = [Path(word) for word in (before, after) if word and _is_path(word)]
        opened = _Opened(project or next(iter(paths), Path()), stack)
        base = opened.side(before)
        if ancestor:
            after = after or HEAD
            yield Sides(opened.ancestor(before, after), opened.side(after), base)
        else:
            yield Sides(base, opened.side(after), base)


class NoSideError(Exception):
    """Says why OLD or NEW is nothing that can be compared."""


def _ends(old: str, new: str | None) -> tuple[str, str | None, bool]:
    """Both words, None for the work tree, and whether OLD is the common ancestor of both."""
    if new is not None:
        return old, new, False
    if _is_path(old):
        raise NoSideError(f"`{old}` is a path, and NEW is missing")
    for dots in ("...", ".."):
        before, found, after = old.partition(dots)
        if found and "/" not in (before[-1:], after[:1]):
            return before or HEAD, after or HEAD, dots == "..."
    return old, None, False


def _is_path(word: str) -> bool:
    try:
        return Path(word).exists()
    except (OSError, ValueError):  # too long to be one, or with a NUL
        return False


class _Opened:
    """Opens sides; all revisions are read at ``place``, by one process of git."""

    def __init__(self, place: Path, stack: ExitStack) -> None:
        self._place = place
        self._stack = stack
        self._objects: Objects | None = None

    def side(self, word: str | None) -> Side:
        """The side that ``word`` names, None being the work tree."""
        if word is None or _is_path(word):
            return Side(path=Path(word) if word else self._place, files=DISK)
        try:
            repository = self._repository()
            return self._revision(word, repository, repository.commit(word))
        except NoRevisionError as problem:
            message = f"`{word}` is no path that exists, and no revision: {problem}"
            raise NoSideError(message) from None

    def ancestor(self, before: str, after: str) -> Side:
        """The common ancestor of two revisions, called by its commit."""
        try:
            repository = self._repository()
            ends = (repository.commit(before), repository.commit(after))
            commit = repository.merge_base(*ends)
        except NoRevisionError as problem:
            raise NoSideError(f"`{before}...{after}`: {problem}") from None
        return self._revision(commit[:_SHORT], repository, commit)

    def _repository(self) -> Repository:
        place = self._place
        return repository(place if place.is_dir() else place.parent)

    def _revision(self, name: str, repository: Repository, commit: str) -> Side:
        if self._objects is None:
            self._objects = repository.objects()
            self._stack.callback(self._objects.close)
        files = RevisionFiles(repository, commit, self._objects)
        return Side(path=self._place, files=files, revision=name)
