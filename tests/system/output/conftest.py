"""What the tests of the output folder share: builds of a given content, and what they leave."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from rolec.diagnostics.outcome import Outcome
from rolec.emit.output import Output, OutputFile
from rolec.write.changes import Changes
from rolec.write.open_output import open_output
from rolec.write.output_folder import OutputFolder
from rolec.write.plan import plan_changes
from rolec.write.write import write_changes


def _wanted(files: Mapping[str, Mapping[str, str]]) -> dict[str, Output]:
    return {
        folder: Output({path: OutputFile(text, "roles/a.yaml") for path, text in module.items()})
        for folder, module in files.items()
    }


def _build(path: Path, files, *, overwrite=False, stamps=None, patience=5.0) -> Outcome[Changes]:
    opened = open_output(path, patience=patience)
    if opened.value is None:
        return Outcome(None, opened.diagnostics)
    with opened.value as output:
        return _build_into(output, files, overwrite=overwrite, stamps=stamps)


def _build_into(output: OutputFolder, files, *, overwrite=False, stamps=None) -> Outcome[Changes]:
    planned = plan_changes(output, _wanted(files), overwrite=overwrite, stamps=stamps)
    if planned.value is None:
        return planned
    written = write_changes(output, planned.value)
    return planned if written.value else Outcome(None, written.diagnostics)


def _tree(path: Path) -> dict[str, bytes | str]:
    """Every file with its content, every link with its target, every folder that is empty."""
    found: dict[str, bytes | str] = {}
    for folder, folders, files in os.walk(path):
        for name in [*folders, *files]:
            one = Path(folder, name)
            if one.is_symlink():
                found[str(one.relative_to(path))] = f"-> {one.readlink()}"
            elif one.is_file():
                found[str(one.relative_to(path))] = one.read_bytes()
            elif one.is_dir() and os.access(one, os.R_OK) and not any(one.iterdir()):
                found[f"{one.relative_to(path)}/"] = b""
    return found


@pytest.fixture(scope="session")
def wanted():
    """What a build wants, of `{module folder: {path: text}}`."""
    return _wanted


@pytest.fixture(scope="session")
def build():
    """Plans and writes; the outcome is that of the stage that failed, or of the plan."""
    return _build


@pytest.fixture(scope="session")
def tree():
    """What stands in a folder."""
    return _tree


@pytest.fixture
def open_folder():
    """A folder that every user of the machine may enter and write to."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o777)
        yield Path(folder)


@pytest.fixture
def ordinary_user():
    """An ordinary user until the end of the test: root may write everywhere."""
    if os.geteuid() != 0:
        yield
        return
    user = 65534
    groups = os.getgroups()
    os.setgroups([])
    os.setegid(user)
    os.seteuid(user)
    yield
    os.seteuid(0)
    os.setegid(0)
    os.setgroups(groups)
