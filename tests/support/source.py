"""The source of rolec itself, as text and as syntax trees."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "compiler/rolec"
MODULES = tuple(sorted(PACKAGE.rglob("*.py")))


@cache
def tree(path: Path) -> ast.Module:
    """The syntax tree of a module."""
    return ast.parse(path.read_text(encoding="utf-8"))


def stage(path: Path) -> str:
    """The package below ``rolec`` that a module belongs to; its own name when in none."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def name(path: Path) -> str:
    """How a test is called that is about one module."""
    return path.relative_to(PACKAGE).as_posix()


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function of a module, methods and inner ones too."""
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    return (node for node in ast.walk(tree(path)) if isinstance(node, kinds))


def place(path: Path, node: ast.AST) -> str:
    """Where a finding is, as a terminal likes it."""
    return f"{path.relative_to(ROOT).as_posix()}:{node.lineno}"
