"""What stands at a path: what the system says about it, and its content as a hash."""

from __future__ import annotations

import os
import stat
from array import array

TYPE_CHECKING = False  # not from typing, see the package
if TYPE_CHECKING:
    from collections.abc import Iterable

STAMP_BYTES = 32
DIGEST_BYTES = 32

_SECOND = 1_000_000_000
_TICK = _SECOND // 20
_POSITIVE = (1 << 63) - 1
_NOT_OURS = frozenset({"__pycache__"})
"""Folders that Python makes when it likes."""


def stamps_of(paths: Iterable[str]) -> bytes:
    """What the system says about each path, links not followed, in `STAMP_BYTES` each.

    Two stamps of a path are the same only while what stands there is; zeros are nothing.
    """
    # The one loop that counts: it goes over all files of a thousand roles.
    numbers: list[int] = []
    look = os.lstat
    for path in paths:
        try:
            state = look(path)
        except OSError:
            numbers += (0, 0, 0, 0)
            continue
        inode = state.st_ino & _POSITIVE
        numbers += (state.st_size, state.st_mtime_ns, state.st_ctime_ns, inode)
    return array("q", numbers).tobytes()


def digest_of(path: str) -> bytes | None:
    """What stands at ``path``, in `DIGEST_BYTES`: of a folder the names; None when unreadable."""
    from hashlib import sha256

    try:
        mode = os.lstat(path).st_mode
        if stat.S_ISREG(mode):
            with open(path, "rb", buffering=0) as file:  # noqa: PTH123 - see the package
                return sha256(file.read()).digest()
        if stat.S_ISLNK(mode):
            return sha256(b"link\0" + os.fsencode(os.readlink(path))).digest()  # noqa: PTH115 - ditto
        return sha256(_listing(path)).digest() if stat.S_ISDIR(mode) else None
    except (FileNotFoundError, NotADirectoryError):
        return bytes(DIGEST_BYTES)
    except OSError:
        return None


def is_settled(state: os.stat_result, now_ns: int) -> bool:
    """Whether a change from ``now_ns`` on would be sure to give the file another time.

    Clocks of file systems tick: every 10 ms at most on those with fractions of a
    second, every 2 s at worst on those without.
    """
    latest = max(state.st_mtime_ns, state.st_ctime_ns)
    return latest + (_TICK if latest % _SECOND else 3 * _SECOND) < now_ns


def were_settled(paths: Iterable[str], now_ns: int) -> bool:
    """Whether nothing at these paths changed since ``now_ns``; what is not there did not."""
    for path in paths:
        try:
            state = os.lstat(path)
        except OSError:
            continue
        if not is_settled(state, now_ns):
            return False
    return True


def _listing(path: str) -> bytes:
    with os.scandir(path) as entries:
        names = sorted(
            (entry.name, entry.is_dir(follow_symlinks=False), entry.is_symlink())
            for entry in entries
            if entry.name not in _NOT_OURS
        )
    return b"folder\0" + os.fsencode("\0".join(f"{n}/{d:d}{link:d}" for n, d, link in names))
