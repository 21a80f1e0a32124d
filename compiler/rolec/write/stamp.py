"""Tells from what the system says about a file, without reading it, that it is as it was."""

from __future__ import annotations

import os

_SECOND = 1_000_000_000
_TICK = _SECOND // 20


def stamp(state: os.stat_result, sha256: str) -> str:
    """A text that is the same only while the file is: its hash, and size, times and inode."""
    times = f"{state.st_mtime_ns} {state.st_ctime_ns}"
    return f"{sha256} {state.st_size} {times} {state.st_ino}"


def is_settled(state: os.stat_result, now_ns: int) -> bool:
    """Whether a change from ``now_ns`` on would be sure to give the file another time.

    Clocks of file systems tick: every 10 ms at most on those with fractions of a
    second, every 2 s at worst on those without.
    """
    latest = max(state.st_mtime_ns, state.st_ctime_ns)
    return latest + (_TICK if latest % _SECOND else 3 * _SECOND) < now_ns


def same_file(one: os.stat_result, other: os.stat_result) -> bool:
    """Whether nobody wrote to the file between the two; a rename does not count."""
    return (one.st_ino, one.st_size, one.st_mtime_ns) == (
        other.st_ino,
        other.st_size,
        other.st_mtime_ns,
    )
