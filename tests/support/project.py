"""Projects written by a test, and what they compile to."""

from __future__ import annotations

import json
from pathlib import Path
from textwrap import dedent

from rolec.driver.compile.compilation import Compilation
from rolec.driver.compile.compile import compile_paths
from rolec.driver.compile.compile_options import CompileOptions
from rolec.emit.emit import emit
from rolec.ir.module import Module


def compiled(folder: Path, files: dict[str, str], *, keep_going: bool = False) -> Compilation:
    """What ``files``, written below ``folder``, compile to."""
    write(folder, files)
    return compile_paths((folder,), CompileOptions(keep_going=keep_going))


def write(folder: Path, files: dict[str, str]) -> None:
    """Write ``files`` below ``folder``."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(dedent(text), encoding="utf-8")


def modules(folder: Path, files: dict[str, str]) -> dict[str, Module]:
    """The modules of ``files`` by their folder in the output; they must compile."""
    found = compiled(folder, files)
    assert not found.has_errors, found.diagnostics
    return {module.folder: module for module in found.modules}


def trust_of(module: Module, role: str) -> object:
    """The trust policy of ``role`` as it is written for IAM."""
    text = emit(module).files[f"json/role/{role}/trust.json"].text
    return json.loads(text)["Statement"]
