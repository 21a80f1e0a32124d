"""Finds the module folders that are in an output folder."""

from __future__ import annotations

from collections.abc import Iterator

from rolec.write.changes import join
from rolec.write.manifest import INTENT, MANIFEST
from rolec.write.output_folder import OutputFolder

_FOREIGN = frozenset({".git", ".terraform"})


def module_folders(output: OutputFolder) -> Iterator[str]:
    """The folders with a manifest, one of a build under way included, in order."""
    return (folder for folder, is_module in folders_below(output) if is_module)


def folders_below(output: OutputFolder) -> Iterator[tuple[str, bool]]:
    """The output folder, empty, and all folders below it, with whether each is a module."""
    todo = [""]
    while todo:
        folder = todo.pop()
        try:
            folders, files = output.at(folder).folders_and_files()
        except (FileNotFoundError, PermissionError):
            # What we may not even list is nothing of ours.
            continue
        yield folder, MANIFEST in files or INTENT in files
        todo += sorted(
            (join(folder, name) for name in folders if name not in _FOREIGN), reverse=True
        )
