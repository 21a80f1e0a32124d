"""Reading data that is packed into one file: each entry compressed for itself, and an index.

``NAME.bin`` is a preset dictionary, compressed, and then the entries, each a stream of zlib.
``NAME.json`` has the place and the length of each by its key; the dictionary's is `""`.
"""

from __future__ import annotations

import json
import zlib
from functools import cache
from pathlib import Path

# Not importlib.resources, whose import takes longer than to read what most roles need.
_DATA = Path(__file__).parent / "data"


@cache
def packed_keys(name: str) -> dict[str, tuple[int, int]]:
    """The keys of the entries of ``name``, in order, each with its place and its length."""
    found = json.loads(data_file(f"{name}.json").read_text("utf-8"))
    return {key: (start, length) for key, (start, length) in found.items() if key}


def packed_entry(name: str, key: str) -> bytes | None:
    """The entry of ``name`` that is called ``key``; no other one is unpacked."""
    place = packed_keys(name).get(key)
    if place is None:
        return None
    unpacking = zlib.decompressobj(zdict=_dictionary(name))
    return unpacking.decompress(_bytes(name, *place)) + unpacking.flush()


def data_file(name: str) -> Path:
    """A file of the catalogue's data."""
    return _DATA / name


@cache
def _dictionary(name: str) -> bytes:
    start, length = json.loads(data_file(f"{name}.json").read_text("utf-8"))[""]
    return zlib.decompress(_bytes(name, start, length))


def _bytes(name: str, start: int, length: int) -> bytes:
    with data_file(f"{name}.bin").open("rb") as file:
        file.seek(start)
        return file.read(length)
