"""Writes planned changes into the output folder, so that each file is old or new, and whole."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, suppress
from itertools import groupby
from operator import itemgetter
from typing import TypeAlias

from rolec.diagnostics.diagnostic import Diagnostic
from rolec.diagnostics.outcome import Outcome
from rolec.recall.witness import is_settled
from rolec.record import dataclass
from rolec.write.changes import Changes, ModuleChanges, join, split
from rolec.write.manifest import (
    INTENT,
    MANIFEST,
    SUCCESSOR,
    render_manifest,
    temporary_name,
)
from rolec.write.open_output import cannot_write
from rolec.write.output_folder import OutputFolder
from rolec.write.stamp import same_file, stamp
from rolec.write.sync import SyncBatch

_States: TypeAlias = dict[str, tuple[str, os.stat_result]]


@dataclass(frozen=True, slots=True)
class Written:
    """What a build left: the hash of each file, and what the system said when it was synced.

    By path below the output folder.
    """

    files: Mapping[str, tuple[str, os.stat_result]]
    manifests: tuple[str, ...]


def write_changes(output: OutputFolder, changes: Changes) -> Outcome[Written]:
    """Make the output folder what ``changes`` says.

    1. Everything is written in full under temporary names and synced: first, in each
       module folder, an intent that names them, then the files and the new manifests.
       What goes wrong until here is undone, and the output is as it was.
    2. The intents become the manifests, with the old and the new hash of every change,
       and are synced.
    3. The files are renamed or removed, and their folders synced.
    4. The new manifests take the place of those of step 2.

    Nothing after step 1 needs room on the disk. After a kill or a power failure at any
    moment each file is the old or the new one, whole, and the next build knows from
    the intents and manifests what it finds.
    """
    touched = [module for module in changes.modules if _is_touched(module)]
    refused = tuple(problem for module in touched for problem in _unwritable(output, module))
    if refused:
        return Outcome(None, refused)
    kept = {path: state for module in changes.modules for path, state in _kept(module)}
    with ExitStack() as undo:
        try:
            _clean(output, touched)
            states = _prepare(output, touched, undo)
        except OSError as problem:
            # Here and not below: to undo is to go to other folders, and the name would be theirs.
            return Outcome(None, (cannot_write(output.name_of(problem), problem),))
    try:
        _commit(output, touched)
    except OSError as problem:
        shown = output.name_of(problem)
        return Outcome(None, (cannot_write(shown, problem, unfinished=True),))
    manifests = (join(module.folder, MANIFEST) for module in changes.modules if module.manifest)
    return Outcome(Written(kept | states, tuple(manifests)))


def record_stamps(output: OutputFolder, written: Written, now_ns: int) -> dict[str, str]:
    """For the next build: by which stamp it knows, without reading it, each file to be as it is.

    ``now_ns`` is the time, read just before. A file that changed within the last tick
    of the clock gets no stamp, because a change in the same tick would not show.
    """
    stamps = {}
    for path, (sha256, before) in written.files.items():
        # What is too new already does not get older by being asked again.
        state = _state(output, path) if is_settled(before, now_ns) else None
        if state and same_file(before, state) and is_settled(state, now_ns):
            stamps[path] = stamp(state, sha256)
    return stamps


def _state(output: OutputFolder, path: str) -> os.stat_result | None:
    folder, name = split(path)
    try:
        return output.at(folder).stat(name)
    except OSError:
        return None


def _is_touched(module: ModuleChanges) -> bool:
    changes = module.changes_files or module.manifest_changes
    return bool(changes or module.leftovers or module.emptied)


def _kept(module: ModuleChanges) -> Iterator[tuple[str, tuple[str, os.stat_result]]]:
    for kept in module.kept:
        yield join(module.folder, kept.path), (kept.sha256, kept.state)


def _unwritable(output: OutputFolder, module: ModuleChanges) -> Iterator[Diagnostic]:
    # A rename asks only the folder. Whose file it replaces is for us to ask.
    replaced = [write.path for write in module.writes if write.old]
    replaced += [removal.path for removal in module.removals]
    if module.replaces_manifest:
        replaced.append(MANIFEST)
    for path in replaced:
        above, name = split(join(module.folder, path))
        folder = output.at(above)
        if not (folder.may_write() and folder.may_write(name)):
            shown = f"{output.shown}/{join(above, name)}"
            yield cannot_write(shown, PermissionError(errno.EACCES, os.strerror(errno.EACCES)))


def _clean(output: OutputFolder, modules: Sequence[ModuleChanges]) -> None:
    for module in modules:
        for path in module.leftovers:
            folder, name = split(join(module.folder, path))
            output.at(folder).unlink(name)


def _prepare(output: OutputFolder, modules: Sequence[ModuleChanges], undo: ExitStack) -> _States:
    states: _States = {}
    made: list[str] = []
    undo.callback(_undo, output, made)
    with SyncBatch() as batch:
        for module in modules:
            if module.changes_files:
                intent = render_manifest(module.pending).encode()
                _create(output, join(module.folder, INTENT), intent, made, batch)
                # Its name must survive as well: it is what the other names are told by.
                batch.add(output.at(module.folder).duplicate())
    with SyncBatch() as batch:
        for module in modules:
            for write in module.writes:
                path = join(module.folder, write.path)
                state = _create(output, _temporary(path), write.content, made, batch)
                states[path] = (write.sha256, state)
            if module.manifest and (module.changes_files or module.manifest_changes):
                successor = render_manifest(module.manifest).encode()
                _create(output, join(module.folder, SUCCESSOR), successor, made, batch)
    undo.pop_all()
    return states


def _create(
    output: OutputFolder, path: str, content: bytes, made: list[str], batch: SyncBatch
) -> os.stat_result:
    folder, name = split(path)
    descriptor = output.at(folder, create=True).create(name, content)
    made.append(path)
    state = os.fstat(descriptor)
    batch.add(descriptor)
    return state


def _temporary(path: str) -> str:
    folder, name = split(path)
    return join(folder, temporary_name(name))


def _undo(output: OutputFolder, made: list[str]) -> None:
    # Intents were made first and go last: until then they name the other files.
    for path in reversed(made):
        folder, name = split(path)
        with suppress(OSError):
            output.at(folder).unlink(name)
    _remove_empty(output, reversed(output.made))


def _commit(output: OutputFolder, modules: Sequence[ModuleChanges]) -> None:
    with SyncBatch() as batch:
        for module in modules:
            if module.changes_files:
                folder = output.at(module.folder)
                folder.rename(INTENT, MANIFEST)
                batch.add(folder.duplicate())
    with SyncBatch() as batch:
        for module in modules:
            _put_in_place(output, module, batch)
        for module in modules:
            _remove(output, module)
        _sync_folders(output, modules, batch)
    with SyncBatch() as batch:
        for module in modules:
            folder = output.at(module.folder)
            if module.manifest is None:
                folder.unlink(MANIFEST)
            elif module.changes_files or module.manifest_changes:
                folder.rename(SUCCESSOR, MANIFEST)
            batch.add(folder.duplicate())
    for module in reversed(modules):
        if module.manifest is None:
            _remove_empty(output, _with_parents(module.folder))


def _put_in_place(output: OutputFolder, module: ModuleChanges, batch: SyncBatch) -> None:
    paths = (join(module.folder, write.path) for write in module.writes)
    for above, same in groupby(map(split, paths), key=itemgetter(0)):
        folder = output.at(above)
        for _, name in same:
            folder.rename(temporary_name(name), name)
        batch.add(folder.duplicate())


def _remove(output: OutputFolder, module: ModuleChanges) -> None:
    for removal in module.removals:
        folder, name = split(join(module.folder, removal.path))
        output.at(folder).unlink(name)
    _remove_empty(output, (join(module.folder, path) for path in module.emptied))


def _sync_folders(
    output: OutputFolder, modules: Sequence[ModuleChanges], batch: SyncBatch
) -> None:
    """Those that got a folder, or lost something; who got a file is in ``batch`` already."""
    changed = {split(folder)[0] for folder in output.made}
    for module in modules:
        changed -= {split(join(module.folder, write.path))[0] for write in module.writes}
    for module in modules:
        paths = [*module.emptied, *(removal.path for removal in module.removals)]
        changed |= {split(join(module.folder, path))[0] for path in paths}
    for path in sorted(changed):
        # What was removed is on the disk when the folder that it was in is.
        with suppress(FileNotFoundError):
            batch.add(output.at(path).duplicate())


def _remove_empty(output: OutputFolder, folders: Iterable[str]) -> None:
    for path in folders:
        above, name = split(path)
        # What is not empty, or no folder any more, is somebody else's as well.
        with suppress(OSError):
            output.at(above).rmdir(name)


def _with_parents(folder: str) -> Iterator[str]:
    while folder:
        yield folder
        folder = split(folder)[0]
