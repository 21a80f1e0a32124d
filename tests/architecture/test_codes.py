"""Every code is used, explained and shown: in `codes.py`, in the package, in a test."""

from __future__ import annotations

import ast
import importlib
import re
from pathlib import Path

from rolec.diagnostics.code import Code
from rolec.driver.all_codes import all_codes
from rolec.lint.run import all_lints
from support.source import MODULES, PACKAGE, ROOT, tree

TESTS = ROOT / "tests"


def _defined() -> dict[str, tuple[str, Code]]:
    """Where each code is defined and under which name, by its id."""
    found = {}
    for path in MODULES:
        if path.stem.endswith("codes") and path.stem != "all_codes":
            parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
            module = importlib.import_module(".".join(parts))
            for name, value in vars(module).items():
                if isinstance(value, Code) and _assigns(path, name):
                    found[value.id] = (f"{module.__name__}.{name}", value)
    return found


def _assigns(path, name: str) -> bool:
    targets = (t for n in tree(path).body if isinstance(n, ast.Assign) for t in n.targets)
    return any(isinstance(target, ast.Name) and target.id == name for target in targets)


CODES = _defined()


def _spoken() -> set[str]:
    """Every name that a module other than a table of codes uses."""
    names = set()
    for path in MODULES:
        if not path.stem.endswith("codes"):
            for node in ast.walk(tree(path)):
                match node:
                    case ast.Attribute(attr=name) | ast.Name(id=name):
                        names.add(name)
    return names


def test_explain_knows_every_code():
    assert {code.id for code in all_codes()} == {*CODES, *(lint.id for lint in all_lints())}


def test_every_code_is_used():
    spoken = _spoken()
    unused = [where for where, _ in CODES.values() if where.rpartition(".")[2] not in spoken]
    assert unused == []


def test_every_code_is_explained():
    assert [where for where, code in CODES.values() if len(code.explain.split()) < 15] == []


def test_every_code_is_met_by_a_test():
    """As a case of `tests/ui` where `rolec check` can report it, else in a test of its own."""
    lists = {TESTS / "ui/test_ui.py", Path(__file__)}
    texts = [p.read_text(encoding="utf-8") for p in TESTS.rglob("test_*.py") if p not in lists]
    shown = {path.name.partition("-")[0] for path in (TESTS / "ui").iterdir()}
    spoken = {word for text in texts for word in re.findall(r"\w+", text)}
    met = shown | {id_ for id_, (where, _) in CODES.items() if where.rpartition(".")[2] in spoken}
    missing = CODES.keys() - met - spoken
    assert [f"{CODES[id_][0]} ({id_})" for id_ in sorted(missing)] == []
