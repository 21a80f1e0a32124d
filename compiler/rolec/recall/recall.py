"""What a build would say, without doing it: what the last one said, when nothing changed."""

from __future__ import annotations

import os

from rolec.recall.memo import Memo, load_memo, store_memo
from rolec.recall.witness import DIGEST_BYTES, STAMP_BYTES, digest_of, is_settled, stamps_of


def recall(cache: str, name: str, key: str, *, today: str, now_ns: int) -> tuple[str, str] | None:
    """What the build ``name`` would print to standard output and to standard error.

    None when it has to be done: ``key`` is another, nothing is known, or something changed.
    ``now_ns`` is the time, read just before.
    """
    memo = load_memo(cache, name)
    if memo is None or memo.key != key or memo.day not in {"", today}:
        return None
    if any(os.path.realpath(path) != real for path, real in memo.real):
        return None
    found = stamps_of(memo.paths)
    if found != memo.stamps:
        changed = _changed(found, memo)
        if any(digest_of(memo.paths[at]) != _digest(memo, at) for at in changed):
            return None
        memo.stamps = _settled(memo, found, changed, now_ns)
        store_memo(cache, name, memo)
    return memo.out, memo.err


def _changed(found: bytes, memo: Memo) -> list[int]:
    ends = range(0, len(found), STAMP_BYTES)
    return [
        at
        for at, start in enumerate(ends)
        if found[start : start + STAMP_BYTES] != memo.stamps[start : start + STAMP_BYTES]
    ]


def _digest(memo: Memo, at: int) -> bytes:
    return memo.digests[at * DIGEST_BYTES : (at + 1) * DIGEST_BYTES]


def _settled(memo: Memo, found: bytes, changed: list[int], now_ns: int) -> bytes:
    """The stamps, with new ones where the content proved to be the same.

    A file that changed within the last tick of the clock keeps its old one, and is read again.
    """
    stamps = bytearray(memo.stamps)
    for at in changed:
        start = at * STAMP_BYTES
        if _is_settled(memo.paths[at], now_ns):
            stamps[start : start + STAMP_BYTES] = found[start : start + STAMP_BYTES]
    return bytes(stamps)


def _is_settled(path: str, now_ns: int) -> bool:
    try:
        return is_settled(os.lstat(path), now_ns)
    except OSError:
        return True
