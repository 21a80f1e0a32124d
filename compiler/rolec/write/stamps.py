"""What the last build knew of each file it left, kept in the user's cache folder.

Deleting or spoiling it changes no byte of output: a file without a stamp is read.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from hashlib import sha256
from pathlib import Path


def load_stamps(cache: Path | None, output: Path) -> dict[str, str]:
    """The stamps of the files in ``output``, by path below it; none that cannot be read."""
    if cache is None:
        return {}
    try:
        found = json.loads(_place(cache, output).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    if not isinstance(found, dict):
        return {}
    return {path: stamp for path, stamp in found.items() if isinstance(stamp, str)}


def store_stamps(cache: Path | None, output: Path, stamps: Mapping[str, str]) -> None:
    """Keep ``stamps`` for the next build; a cache that cannot be written is done without."""
    if cache is None:
        return
    place = _place(cache, output)
    temporary = place.with_suffix(f".{os.getpid()}")
    with suppress(OSError):
        place.parent.mkdir(parents=True, exist_ok=True)
        temporary.write_text(json.dumps(stamps), "utf-8")
        temporary.replace(place)


def _place(cache: Path, output: Path) -> Path:
    # Not `resolve()`, which fails where links go in a circle: opening will say so.
    name = sha256(os.fsencode(os.path.realpath(output))).hexdigest()[:32]
    return cache / "stamps" / f"{name}.json"
