"""Tells from what the system says about a file, without reading it, that it is as it was."""

from __future__ import annotations

import os


def stamp(state: os.stat_result, sha256: str) -> str:
    """A text that is the same only while the file is: its hash, and size, times and inode."""
    times = f"{state.st_mtime_ns} {state.st_ctime_ns}"
    return f"{sha256} {state.st_size} {times} {state.st_ino}"


def same_file(one: os.stat_result, other: os.stat_result) -> bool:
    """Whether nobody wrote to the file between the two; a rename does not count."""
    return (one.st_ino, one.st_size, one.st_mtime_ns) == (
        other.st_ino,
        other.st_size,
        other.st_mtime_ns,
    )
