"""How modules look from outside: their docstrings, sizes and names."""

from __future__ import annotations

import ast
import re
from statistics import median

from support.source import MODULES, PACKAGE, functions, name, place, tree

MAX_FILE = 300
MAX_FUNCTION = 50
MEDIAN_FILE = 120
MEDIAN_FUNCTION = 10

SAYS_NOTHING = {
    "utils",
    "util",
    "helpers",
    "helper",
    "common",
    "manager",
    "base",
    "process",
    "misc",
}


def test_a_module_says_what_it_is_for():
    assert [name(path) for path in MODULES if not ast.get_docstring(tree(path))] == []


def test_no_file_is_long():
    assert {name(path): n for path in MODULES if (n := _file_lines(path)) > MAX_FILE} == {}


def test_no_function_is_long():
    long = ((path, f) for path in MODULES for f in functions(path) if _lines(f) > MAX_FUNCTION)
    assert [place(path, f) for path, f in long] == []


def test_most_files_and_functions_are_small(capsys):
    files = median(map(_file_lines, MODULES))
    lengths = median(_lines(f) for path in MODULES for f in functions(path))
    with capsys.disabled():
        print(f"\n{len(MODULES)} modules: median {files:.0f} lines, functions {lengths:.0f}")
    assert files <= MEDIAN_FILE
    assert lengths <= MEDIAN_FUNCTION


def test_a_name_says_something():
    parts = {part for path in MODULES for part in path.relative_to(PACKAGE).parts}
    assert [part for part in parts if set(re.split(r"[_.]", part)) & SAYS_NOTHING] == []


def test_each_function_is_used_by_something():
    users = (*MODULES, PACKAGE.parent / "hatch_build.py")
    used = {name for path in users for node in ast.walk(tree(path)) for name in _names(node)}
    defined = [(path, n) for path in MODULES for n in tree(path).body]
    assert [
        place(path, node)
        for path, node in defined
        if isinstance(node, ast.FunctionDef) and not node.decorator_list
        if node.name not in used and not node.name.startswith("pytest_")
    ] == []


def _names(node) -> list[str]:
    """What a part of code names, an import apart: who imports a function uses it."""
    match node:
        case ast.Name(id=found) | ast.Attribute(attr=found):
            return [found]
        case _:
            return []


def test_annotations_are_not_evaluated():
    assert [name(path) for path in MODULES if not _is_lazy(path)] == []


def _is_lazy(path) -> bool:
    """Whether a module, an empty package apart, begins with the import that says so."""
    first = tree(path).body[1:2]
    lazy = [n for n in first if isinstance(n, ast.ImportFrom) and n.module == "__future__"]
    return bool(lazy) or path.name == "__init__.py"


def _file_lines(path) -> int:
    return path.read_text(encoding="utf-8").count("\n")


def _lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return function.end_lineno - function.lineno + 1
