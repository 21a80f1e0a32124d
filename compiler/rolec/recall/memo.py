"""What is kept of a build that found nothing to do, in a file of the user's cache folder.

The file has a checksum, the texts, and then the stamps and the digests of the paths. It is
read without a parser: nothing that stands in it can do more than be wrong, and what is wrong
does not fit the checksum.
"""

from __future__ import annotations

import os
from contextlib import suppress
from zlib import adler32, crc32

from rolec.recall.witness import DIGEST_BYTES, STAMP_BYTES

TYPE_CHECKING = False  # not from typing, see the package
if TYPE_CHECKING:
    from collections.abc import Sequence

_FORMAT = "rolec-memo-1"
_NUMBER = 8
_HEAD = 2 * _NUMBER
_MOST = 1 << 29
"""Bytes: a million roles need half of it, and more than that is no memo of ours."""

_KEPT = 100
"""Builds whose memos are kept: one of a thousand roles takes 0.7 MB."""


class Memo:
    """What a build said, and all that must be as it was for the next to say the same.

    ``day`` is that day of the build, or empty where it does not count. ``real`` are pairs of
    a path and where it leads, links followed. ``stamps`` and ``digests`` are those of ``paths``.
    """

    __slots__ = ("day", "digests", "err", "key", "out", "paths", "real", "stamps")

    def __init__(
        self,
        *,
        key: str,
        day: str,
        out: str,
        err: str,
        real: Sequence[tuple[str, str]],
        paths: Sequence[str],
        stamps: bytes,
        digests: bytes,
    ) -> None:
        self.key = key
        self.day = day
        self.out = out
        self.err = err
        self.real = real
        self.paths = paths
        self.stamps = stamps
        self.digests = digests


def load_memo(cache: str, name: str) -> Memo | None:
    """The memo called ``name`` in the folder ``cache``; None for none, and for a spoiled one."""
    try:
        with open(_place(cache, name), "rb", buffering=0) as file:  # noqa: PTH123 - see the package
            data = file.read() if os.fstat(file.fileno()).st_size <= _MOST else b""
        return _parsed(data)
    except (OSError, ValueError):
        return None


def store_memo(cache: str, name: str, memo: Memo) -> None:
    """Keep ``memo``; a cache that cannot be written is done without."""
    links = [part for pair in memo.real for part in pair]
    head = [_FORMAT, memo.key, memo.day, memo.out, memo.err, str(len(links))]
    text = "\0".join([*head, *links, *memo.paths]).encode("utf-8", "surrogateescape")
    body = b"".join((len(text).to_bytes(_NUMBER), text, memo.stamps, memo.digests))
    place = _place(cache, name)
    temporary = f"{place}.{os.getpid()}"
    with suppress(OSError):
        os.makedirs(os.path.dirname(place), exist_ok=True)  # noqa: PTH103, PTH120 - see the package
        with open(temporary, "wb") as file:  # noqa: PTH123 - ditto
            file.write(_checksum(body) + body)
        os.replace(temporary, place)  # noqa: PTH105 - ditto
        _forget_old(os.path.dirname(place))  # noqa: PTH120 - ditto


def _place(cache: str, name: str) -> str:
    # Two names may meet in one file; the key in it says whose it is.
    text = name.encode("utf-8", "backslashreplace")
    return f"{cache}/builds/{crc32(text):08x}{adler32(text):08x}"


def _forget_old(folder: str) -> None:
    with os.scandir(folder) as entries:
        kept = sorted(entries, key=lambda entry: entry.stat().st_mtime_ns, reverse=True)
    for entry in kept[_KEPT:]:
        os.unlink(entry.path)  # noqa: PTH108 - see the package


def _checksum(body: bytes) -> bytes:
    return ((crc32(body) << 32) | adler32(body)).to_bytes(_NUMBER)


def _parsed(data: bytes) -> Memo | None:
    body = memoryview(data)[_NUMBER:]
    if len(data) < _HEAD or _checksum(bytes(body)) != data[:_NUMBER]:
        return None
    end = _HEAD + int.from_bytes(data[_NUMBER:_HEAD])
    form, *fields = data[_HEAD:end].decode("utf-8", "surrogateescape").split("\0")
    if form != _FORMAT:
        return None
    key, day, out, err, links, *rest = fields
    count = int(links)
    paths = rest[count:]
    middle = end + STAMP_BYTES * len(paths)
    if len(data) != middle + DIGEST_BYTES * len(paths):
        return None
    return Memo(
        key=key,
        day=day,
        out=out,
        err=err,
        real=list(zip(rest[:count:2], rest[1:count:2], strict=True)),
        paths=paths,
        stamps=data[end:middle],
        digests=data[middle:],
    )
