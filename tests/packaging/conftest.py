"""rolec as people get it: installed in three ways, each in an environment of its own."""

from __future__ import annotations

import importlib.metadata
import os
import subprocess
import sys
import sysconfig
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from build import ProjectBuilder
from packaging.requirements import Requirement

from support.source import ROOT

WAYS = ("editable", "wheel", "sdist")


@dataclass(frozen=True)
class Installed:
    """rolec in an environment that has nothing else but what rolec says that it needs."""

    folder: Path
    outside: Path

    def run(self, program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        """A program of the environment, run from a folder that knows nothing of the checkout."""
        kept = {"PATH", "LANG", "TMPDIR", "SSL_CERT_FILE"}
        return subprocess.run(
            [self.folder / "bin" / program, *arguments],
            cwd=self.outside,
            env={key: value for key, value in os.environ.items() if key in kept}
            | {"HOME": str(self.outside), "XDG_CACHE_HOME": str(self.outside / "cache")},
            capture_output=True,
            text=True,
            check=False,
        )


@pytest.fixture(scope="session")
def sdist(tmp_path_factory) -> Path:
    """The source distribution, as a folder."""
    made = tmp_path_factory.mktemp("sdist")
    archive = ProjectBuilder(ROOT).build("sdist", made)
    with tarfile.open(archive) as files:
        files.extractall(made, filter="data")
    return Path(archive.removesuffix(".tar.gz"))


@pytest.fixture(scope="session")
def installed(tmp_path_factory, sdist) -> dict[str, Installed]:
    """One environment for each way to install."""
    found = {}
    for way in WAYS:
        folder = tmp_path_factory.mktemp(way)
        # What `pip install` does, less the download of the build backend.
        builder = ProjectBuilder(sdist if way == "sdist" else ROOT)
        wheel = builder.build("editable" if way == "editable" else "wheel", folder / "built")
        (folder / "outside").mkdir()
        found[way] = Installed(folder / "environment", folder / "outside")
        _environment(folder / "environment", wheel)
    return found


def _environment(folder: Path, wheel: str) -> None:
    _call(sys.executable, "-m", "venv", "--without-pip", str(folder))
    python = folder / "bin/python"
    packages = Path(sysconfig.get_path("purelib", vars={"base": str(folder)}))
    for distribution in _needed("rolec"):
        # What is already on this machine need not be downloaded once more.
        for entry in {file.parts[0] for file in distribution.files} - {"..", "__pycache__"}:
            (packages / entry).symlink_to(distribution.locate_file(entry))
    pip = (sys.executable, "-m", "pip", "--python", str(python))
    _call(*pip, "install", "--quiet", "--no-index", "--no-deps", wheel)
    _call(*pip, "check")


def _needed(
    name: str, seen: frozenset[str] = frozenset()
) -> Iterator[importlib.metadata.Distribution]:
    """What a distribution needs to run, and what that needs."""
    for text in importlib.metadata.requires(name) or ():
        requirement = Requirement(text)
        wanted = requirement.marker is None or requirement.marker.evaluate({"extra": ""})
        if wanted and requirement.name not in seen:
            seen |= {requirement.name}
            yield importlib.metadata.distribution(requirement.name)
            yield from _needed(requirement.name, seen)


def _call(*command: str) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd="/")
    assert done.returncode == 0, f"{' '.join(command)}\n{done.stdout}{done.stderr}"
