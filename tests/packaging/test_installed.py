"""rolec does the same wherever it was installed from, and needs nothing of the checkout."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from support.source import ROOT

WAYS = ("editable", "wheel", "sdist")
PARTS = ("compiler", "schemas", "examples", "tests")
NOT_SHIPPED = {"__pycache__", ".terraform", ".pytest_cache", ".hypothesis"}


def _files(folder: Path) -> dict[str, bytes]:
    found = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


@pytest.fixture(scope="session")
def built(installed) -> dict[str, dict[str, bytes]]:
    """The output of every example, by way to install."""
    outputs = {}
    for way, rolec in installed.items():
        done = rolec.run("rolec", "build", str(ROOT / "examples"), "--output", "output")
        assert done.returncode == 0, f"{way}: {done.stdout}{done.stderr}"
        outputs[way] = _files(rolec.outside / "output")
    return outputs


@pytest.mark.parametrize("way", WAYS)
def test_it_is_the_one_that_was_installed(installed, way):
    done = installed[way].run("python", "-c", "import rolec; print(rolec.__file__)")
    home = ROOT if way == "editable" else installed[way].folder
    assert Path(done.stdout.strip()).is_relative_to(home), done.stderr


@pytest.mark.parametrize("way", WAYS)
def test_every_example_is_built(built, way):
    roles = {path for path in built[way] if Path(path).name.startswith("role.")}
    assert len(roles) >= len(list((ROOT / "examples").iterdir()))


@pytest.mark.parametrize("way", ["wheel", "sdist"])
def test_the_bytes_are_the_same(built, way):
    assert built[way] == built["editable"]


COMPILES_NO_TEMPLATE = """
import sys, jinja2
jinja2.Environment.compile = None
from rolec.cli.main import main
sys.exit(main(["build", sys.argv[1], "--output", "uncompiled"]))
"""


@pytest.mark.parametrize(("way", "code"), [("wheel", 0), ("sdist", 0), ("editable", 70)])
def test_only_a_checkout_compiles_templates(installed, way, code):
    specs = str(ROOT / "examples/ec2-s3-reader")
    done = installed[way].run("python", "-c", COMPILES_NO_TEMPLATE, specs)
    assert done.returncode == code, done.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ("explain", "E0101"),
        ("--version",),
        ("schema", "role"),
        ("query", "actions", "s3"),
        ("query", "policy", "ReadOnlyAccess"),
    ],
)
def test_the_words_are_the_same(installed, arguments):
    done = {way: rolec.run("rolec", *arguments) for way, rolec in installed.items()}
    assert [ran.returncode for ran in done.values()] == [0, 0, 0], done
    assert len({ran.stdout for ran in done.values()}) == 1
    assert done["wheel"].stdout.strip()


def test_the_source_distribution_holds_what_the_tests_need(sdist):
    for part in PARTS:
        here = {path for path in _files(ROOT / part) if not NOT_SHIPPED & set(Path(path).parts)}
        assert here - _files(sdist / part).keys() == set()
    for file in ("pyproject.toml", "README.md", "LICENSE"):
        assert (sdist / file).read_bytes() == (ROOT / file).read_bytes()


def test_tests_run_in_the_source_distribution(sdist):
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/unit/ir"],
        cwd=sdist,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
