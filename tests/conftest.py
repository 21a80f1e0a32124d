"""What every test shares: options of the run, and settings of hypothesis."""

from __future__ import annotations

import random
import sys
import re
import shutil
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from hypothesis import settings
from rolec.driver.compile import compile_paths
from rolec.emit.emit import emit
from rolec.ir.module import Module

EXAMPLES = Path(__file__).parents[1] / "examples"

# In importlib mode tests are no packages; what they share is one, `support`.
sys.path.append(str(Path(__file__).parent))

# The first call of a property imports what it tests, which no deadline allows for.
settings.register_profile("rolec", deadline=None)
settings.load_profile("rolec")


def pytest_addoption(parser):
    parser.addoption(
        "--bless", action="store_true", help="rewrite expected output; read the difference"
    )
    parser.addoption(
        "--strings", type=int, default=1000, help="how many hostile strings go through HCL"
    )
    parser.addoption("--seed", type=int, help="the seed of what is made at random")


@pytest.fixture
def seed(request):
    """The seed of this run, printed where a test fails."""
    given = request.config.getoption("--seed")
    number = random.randrange(2**32) if given is None else given
    print(f"--seed={number}")
    return number


def pytest_itemcollected(item):
    """Writes the marks of a test into the JUnit report, which `.ci/run` reads."""
    item.user_properties += [("marker", mark.name) for mark in item.iter_markers("terraform")]


@pytest.fixture
def blessed(request):
    """Compares text with a file, or with `--bless` rewrites the file."""
    bless = request.config.getoption("--bless")

    def compare(path: Path, actual: str) -> None:
        if bless:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(actual, encoding="utf-8", newline="\n")
        assert path.exists(), f"{path.name} is missing; `pytest --bless` writes it"
        assert actual == path.read_text(encoding="utf-8")

    return compare


@pytest.fixture(scope="session")
def build_example(tmp_path_factory):
    """Compiles an example to its modules and their files, `form` being `module` or `file`."""

    @cache
    def build(name: str, form: str) -> tuple[Built, ...]:
        folder = tmp_path_factory.mktemp(form) / name
        shutil.copytree(EXAMPLES / name, folder)
        if form == "file":
            _take_policies_from_files(folder)
        compiled = compile_paths((folder,))
        assert not compiled.has_errors, compiled.diagnostics
        return tuple(Built(module) for module in compiled.modules)

    return build


@dataclass(frozen=True, slots=True)
class Built:
    """A module of an example."""

    module: Module

    @property
    def texts(self) -> dict[str, str]:
        """Its files by their path below the output folder."""
        folder = Path(self.module.folder)
        found = emit(self.module).files.items()
        return {(folder / path).as_posix(): file.text for path, file in found}


def _take_policies_from_files(folder: Path) -> None:
    """Writes `terraform: {policies: file}` into the rolec.yaml, which is made if need be."""
    settings = folder / "rolec.yaml"
    if settings.exists():
        text = settings.read_text(encoding="utf-8")
    else:
        specs = ", ".join(path.relative_to(folder).as_posix() for path in folder.glob("**/*.yaml"))
        text = f"specs: [{specs}]\n"
    said = re.search(r"^terraform: \{", text, re.MULTILINE)
    if said:
        text = text[: said.end()] + "policies: file, " + text[said.end() :]
    else:
        text += "terraform: {policies: file}\n"
    settings.write_text(text, encoding="utf-8")
