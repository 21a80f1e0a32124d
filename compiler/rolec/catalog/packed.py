"""Reading data that is packed into one file: each entry compressed for itself, and an index.

``NAME.bin`` is a preset dictionary, compressed, and then the entries, each a stream of zlib.
``NAME.json`` has the place and the length of each by its key; the dictionary's is `""`.
"""

from __future__ import annotations

import json
import os
import zlib
from functools import cache

# Not importlib.resources or pathlib, whose import takes longer than to read what most roles need.
_DATA = f"{__file__.rpartition(os.sep)[0]}{os.sep}data"


@cache
def packed_keys(name: str) -> dict[str, tuple[int, int]]:
    """The keys of the entries of ``name``, in order, each with its place and its length."""
    found = json.loads(data_text(f"{name}.json"))
    return {key: (start, length) for key, (start, length) in found.items() if key}


def packed_entry(name: str, key: str) -> bytes | None:
    """The entry of ``name`` that is called ``key``; no other one is unpacked."""
    place = packed_keys(name).get(key)
    if place is None:
        return None
    unpacking = zlib.decompressobj(zdict=_dictionary(name))
    return unpacking.decompress(_bytes(name, *place)) + unpacking.flush()


def data_text(name: str) -> str:
    """A file of the catalogue's data that is a text."""
    with open(f"{_DATA}{os.sep}{name}", encoding="utf-8") as file:  # noqa: PTH123 - see _DATA
        return file.read()


@cache
def _dictionary(name: str) -> bytes:
    start, length = json.loads(data_text(f"{name}.json"))[""]
    return zlib.decompress(_bytes(name, start, length))


def _bytes(name: str, start: int, length: int) -> bytes:
    with open(f"{_DATA}{os.sep}{name}.bin", "rb") as file:  # noqa: PTH123 - see _DATA
        file.seek(start)
        return file.read(length)
