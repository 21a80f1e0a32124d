"""Tells at the price of asking for times and sizes that nothing changed since the last build."""

from __future__ import annotations

import os
from array import array
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from rolec.write.module_folders import folders_below
from rolec.write.output_folder import OutputFolder
from rolec.write.stamp import is_settled
from rolec.write.write import Written

_POSITIVE = (1 << 63) - 1


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Everything of rolec's in an output folder, and what the system said about it, as a hash.

    For a cache. A spoiled one, like one that was lost, costs time and nothing else.
    """

    paths: tuple[str, ...]
    digest: str


def take_snapshot(output: OutputFolder, written: Written, now_ns: int) -> Snapshot | None:
    """What a build left, to be asked about by the next, while ``output`` is still locked.

    ``now_ns`` is the time, read just before. None when something changed within the
    last tick of the clock: a later change in the same tick would not show. None also
    when something went away in the meantime.
    """
    # The folders are in it as well: a file that somebody adds changes the time of its folder.
    folders = [folder for folder, _ in folders_below(output)]
    paths = tuple(sorted({*folders, *written.files, *written.manifests}))
    try:
        states = _states(output.path, paths)
    except OSError:
        return None
    if not all(is_settled(state, now_ns) for state in states):
        return None
    return Snapshot(paths, _digest(states))


def is_as_it_was(path: Path, snapshot: Snapshot) -> bool:
    """Whether nobody changed anything in the output folder at ``path`` since the snapshot."""
    try:
        states = _states(path, snapshot.paths)
    except (OSError, ValueError):
        return False
    return bool(states) and _digest(states) == snapshot.digest


def _states(path: Path, below: Iterable[str]) -> list[os.stat_result]:
    root = str(path)
    return [os.lstat(f"{root}/{name}" if name else root) for name in below]


def _digest(states: Iterable[os.stat_result]) -> str:
    numbers = array("q")
    for state in states:
        numbers.append(state.st_mode)
        numbers.append(state.st_size)
        numbers.append(state.st_mtime_ns & _POSITIVE)
        numbers.append(state.st_ctime_ns & _POSITIVE)
        numbers.append(state.st_ino & _POSITIVE)
    return sha256(numbers).hexdigest()
