"""What a build would change in the output folder."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from typing import TypeAlias

from rolec.record import dataclass
from rolec.write.manifest import Manifest

Spares: TypeAlias = Callable[[str, str], bool]
"""Whether files of a source, in a module folder, stay although nothing makes them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Write:
    """A file that is new, or gets another content; ``path`` is below its module folder."""

    path: str
    text: str
    sha256: str
    old: str | None

    @property
    def content(self) -> bytes:
        """What will be in the file; made when asked for, or thousands would fill the memory."""
        return self.text.encode()


@dataclass(frozen=True, slots=True, kw_only=True)
class Removal:
    """A file of rolec's that nothing makes any more."""

    path: str
    old: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A file that already is what the build wants, and what the system said about it."""

    path: str
    sha256: str
    state: os.stat_result


@dataclass(frozen=True, slots=True, kw_only=True)
class ModuleChanges:
    """What a build would change in one module folder.

    ``manifest`` is None for a folder that no longer is a module. ``leftovers`` are the
    temporary files of a killed build; ``emptied`` are folders that go if nothing is in
    them; ``spared`` are files that nothing made, and that stay; ``edited`` are those edited by
    hand that are written or removed all the same. All paths are below the module folder.
    """

    folder: str
    manifest: Manifest | None
    pending: Manifest
    manifest_exists: bool
    manifest_changes: bool
    writes: tuple[Write, ...] = ()
    removals: tuple[Removal, ...] = ()
    kept: tuple[Kept, ...] = ()
    spared: tuple[str, ...] = ()
    edited: tuple[str, ...] = ()
    leftovers: tuple[str, ...] = ()
    emptied: tuple[str, ...] = ()
    unfinished: bool = False

    @property
    def changes_files(self) -> bool:
        """Whether a file of this folder, other than the manifest, changes."""
        return bool(self.writes or self.removals)

    @property
    def replaces_manifest(self) -> bool:
        """Whether there is a manifest, and another takes its place or it goes."""
        return self.manifest_exists and (self.changes_files or self.manifest_changes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What a build would change in the output folder, module folders in order."""

    modules: tuple[ModuleChanges, ...]

    @property
    def unfinished(self) -> bool:
        """Whether a build was killed here, and none was run since."""
        return any(module.unfinished for module in self.modules)

    @property
    def nothing(self) -> bool:
        """Whether the output folder is exactly what the build wants."""
        return not any(
            module.changes_files or module.manifest_changes or module.leftovers or module.emptied
            for module in self.modules
        )

    @property
    def written(self) -> Iterator[str]:
        """The files to write, as paths below the output folder."""
        return (join(m.folder, write.path) for m in self.modules for write in m.writes)

    @property
    def removed(self) -> Iterator[str]:
        """The files to remove, as paths below the output folder."""
        return (join(m.folder, removal.path) for m in self.modules for removal in m.removals)

    @property
    def spared(self) -> Iterator[str]:
        """The files that nothing made and that stay, as paths below the output folder."""
        return (join(m.folder, path) for m in self.modules for path in m.spared)

    @property
    def unchanged(self) -> int:
        """How many files stay as they are, manifests not counted."""
        return sum(len(module.kept) for module in self.modules)


def join(folder: str, path: str) -> str:
    """A path below ``folder``, where each may be empty."""
    return f"{folder}/{path}" if folder and path else folder or path


def split(path: str) -> tuple[str, str]:
    """The folder of a path, and the name in it."""
    folder, _, name = path.rpartition("/")
    return folder, name
