"""What every test shares: options of the run, and settings of hypothesis."""

from __future__ import annotations

import random
import sys
from difflib import unified_diff
from pathlib import Path

import pytest
from hypothesis import settings

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
        "--strings", type=int, default=20_000, help="how many hostile strings go through HCL"
    )
    parser.addoption(
        "--modules", type=int, default=150, help="how many made modules are read back"
    )
    parser.addoption(
        "--documents", type=int, default=10_000, help="how many documents are judged twice"
    )
    parser.addoption("--texts", type=int, default=2000, help="how many texts are compiled")
    parser.addoption(
        "--sources", type=int, default=300, help="how many mutated sources roles are adopted from"
    )
    parser.addoption(
        "--json-texts", type=int, default=2000, help="how many JSON documents are checked"
    )
    parser.addoption(
        "--pairs", type=int, default=2000, help="how many small accesses are compared"
    )
    parser.addoption(
        "--z3-pairs", type=int, default=60, help="how many accesses z3 compares, where it is there"
    )
    parser.addoption(
        "--managed", type=int, default=100, help="how many AWS managed policies are edited"
    )
    parser.addoption("--hard", type=int, default=200, help="how many hard pairs are compared")
    parser.addoption("--comparison-pairs", help="a JSON file of pairs of policies, with relations")
    parser.addoption("--corpus", help="a folder of real files, whose mutations are compiled too")
    parser.addoption(
        "--lint-findings", help="a file of policies, with what parliament finds in each, as JSON"
    )
    parser.addoption(
        "--existing",
        action="append",
        help="a folder of Terraform, templates and dumps that roles are adopted from",
    )
    parser.addoption("--seed", type=int, help="the seed of what is made at random")
    parser.addoption("--trees", type=int, default=60, help="how many trees go through git")
    parser.addoption("--edits", type=int, default=100, help="how many edits are compared")
    parser.addoption("--shapes", type=int, default=150, help="how many differences are told")
    parser.addoption("--kills", type=int, default=20, help="how many builds are killed")


@pytest.fixture(scope="session", autouse=True)
def cache(tmp_path_factory):
    """The cache folder of this run: what the user's own holds must not matter."""
    with pytest.MonkeyPatch.context() as patch:
        folder = tmp_path_factory.mktemp("cache")
        patch.setenv("ROLEC_CACHE", str(folder))
        yield folder


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
        expected = path.read_bytes().decode("utf-8")
        assert actual == expected, _difference(path, expected, actual)

    return compare


def _difference(path: Path, expected: str, actual: str) -> str:
    name = path.relative_to(Path(__file__).parent).as_posix()
    before, after = expected.splitlines(keepends=True), actual.splitlines(keepends=True)
    return f"{name} differs\n" + "".join(unified_diff(before, after, "expected", "actual"))
