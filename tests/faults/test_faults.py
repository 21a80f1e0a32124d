"""The planted faults can be planted, and the machine that plants them tells the truth.

`python -m rolec.devtools faults` plants each in a copy and runs the test that it names.
"""

from __future__ import annotations

import ast

import pytest

from rolec.devtools.planted.fault import Fault, faults
from rolec.devtools.planted.show import Verdict, show
from support.source import ROOT

FAULTS = faults(ROOT)


def test_there_are_enough():
    assert len(FAULTS) >= 30
    assert len({fault.name for fault in FAULTS}) == len(FAULTS)


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_a_fault_can_be_planted(fault):
    assert fault.applies(ROOT), f"{fault.file} has this not exactly once:\n{fault.old}"
    assert fault.old != fault.new


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_its_test_is_there(fault):
    path, _, name = fault.test.partition("::")
    tests = ast.walk(ast.parse((ROOT / path).read_text(encoding="utf-8")))
    names = {node.name for node in tests if isinstance(node, ast.FunctionDef | ast.ClassDef)}
    assert not name or set(name.partition("[")[0].split("::")) <= names


def test_every_kind_of_test_is_seen_to_fail():
    kinds = {
        folder.name for folder in (ROOT / "tests").iterdir() if any(folder.rglob("test_*.py"))
    }
    assert kinds - {"faults"} <= {fault.test.split("/")[1] for fault in FAULTS}


@pytest.fixture
def small(tmp_path):
    """A checkout of one module and one test."""
    for part in ("compiler/rolec", "schemas", "examples", "tests", ".ci"):
        (tmp_path / part).mkdir(parents=True)
    for file in ("pyproject.toml", "README.md", "LICENSE", ".gitignore"):
        (tmp_path / file).write_text("", encoding="utf-8")
    (tmp_path / "compiler/rolec/__init__.py").write_text("ANSWER = 42\n", encoding="utf-8")
    (tmp_path / "tests/test_it.py").write_text(
        "import rolec, pytest\n"
        "def test_answer(): assert rolec.ANSWER == 42\n"
        "def test_nothing(): assert rolec.__name__ == 'rolec'\n"
        "def test_skipped(): pytest.skip('never')\n",
        encoding="utf-8",
    )
    return tmp_path


def test_each_fault_gets_its_verdict(small):
    planted = [
        ("ANSWER = 42", "ANSWER = 41", "test_answer", Verdict.NOTICED),
        ("ANSWER = 42", "ANSWER = 41", "test_nothing", Verdict.NOT_NOTICED),
        ("ANSWER = 43", "ANSWER = 41", "test_answer", Verdict.DOES_NOT_APPLY),
        ("ANSWER = 42", "ANSWER = ", "test_answer", Verdict.DID_NOT_RUN),
        ("ANSWER = 42", "ANSWER = 41", "test_skipped", Verdict.SKIPPED),
    ]
    made = [
        Fault(name=new, file="compiler/rolec/__init__.py", old=old, new=new, test=_node(name))
        for old, new, name, _ in planted
    ]
    shown = list(show(tuple(made), small, 2))
    assert [one.verdict for one in shown] == [verdict for *_, verdict in planted]
    assert (small / "compiler/rolec/__init__.py").read_text(encoding="utf-8") == "ANSWER = 42\n"


def test_a_test_that_fails_without_the_fault_shows_nothing(small):
    (small / "compiler/rolec/__init__.py").write_text("ANSWER = 0\n", encoding="utf-8")
    fault = Fault(name="x", file="README.md", old="x", new="y", test=_node("test_answer"))
    shown = list(show((fault,), small, 1))
    assert [one.verdict for one in shown] == [Verdict.FAILED_BEFORE]


def _node(name: str) -> str:
    return f"tests/test_it.py::{name}"
