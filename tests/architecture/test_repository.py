"""What lies at the top, and that README.md tells the truth about it."""

from __future__ import annotations

import re
import subprocess
import tomllib

import pytest

from support.source import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
README = (ROOT / "README.md").read_text(encoding="utf-8")
TOP = {"pyproject.toml", "compiler", "schemas", "examples", "tests", "README.md", "LICENSE"}


def _name(requirement: str) -> str:
    return re.match(r"[A-Za-z0-9._-]+", requirement)[0]


def _tracked() -> list[str]:
    done = subprocess.run(
        ["git", "-C", str(ROOT), "ls-files"], capture_output=True, text=True, check=False
    )
    if done.returncode or not done.stdout:
        pytest.skip("not a git checkout")
    return done.stdout.splitlines()


def test_nothing_else_lies_at_the_top():
    top = {path.partition("/")[0] for path in _tracked()}
    assert {entry for entry in top if not entry.startswith(".")} == TOP


def test_the_readme_says_why_each_dependency_is_there():
    section = README.partition("### Dependencies")[2].partition("\n## ")[0]
    rows = dict(re.findall(r"^\| `?([\w-]+)`? \| (.+) \|$", section, re.MULTILINE))
    named = rows.keys() - {"library"}
    asked = [*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["aws"]]
    assert named == {_name(requirement) for requirement in asked}
    assert all(len(why.split()) > 2 for why in rows.values() if why != "why")


def test_the_extras_are_there():
    extras = PROJECT["optional-dependencies"]
    assert set(extras) == {"aws", "test", "dev"}
    assert "rolec[test]" in extras["dev"]


def test_build_output_is_ignored_at_the_top_only():
    assert "/build/" in (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
    assert "build/" not in (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()


def test_pytest_sees_the_installed_package():
    """With `pythonpath` a wheel that lost its schemas would still pass."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]
    assert "pythonpath" not in settings["pytest"]["ini_options"]
