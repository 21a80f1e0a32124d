"""Examples, compiled: each is input for several judges."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from rolec.driver.compile.compile import compile_paths
from rolec.emit.emit import emit
from rolec.ir.module import Module

EXAMPLES = Path(__file__).parents[2] / "examples"
NAMES = sorted(path.name for path in EXAMPLES.iterdir() if path.is_dir())
FORMS = ("module", "file")
"""Policies in the HCL itself, or in the JSON beside it."""


@dataclass(frozen=True, slots=True)
class Built:
    """A module of an example, and its files by their path below the output folder."""

    module: Module
    texts: dict[str, str]

    def write(self, folder: Path) -> None:
        """Writes the files of the module into ``folder``."""
        for name, text in self.texts.items():
            path = folder / Path(name).relative_to(self.module.folder)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")


@cache
def build_example(name: str, form: str) -> tuple[Built, ...]:
    """The modules of the example ``name``, in one of ``FORMS``."""
    with TemporaryDirectory() as temporary:
        folder = Path(temporary) / name
        shutil.copytree(EXAMPLES / name, folder)
        if form == "file":
            _take_policies_from_files(folder)
        return build(folder)


def build(folder: Path, *, imports: bool = False) -> tuple[Built, ...]:
    """The modules of the specs below ``folder``, which have no error."""
    compiled = compile_paths((folder,))
    assert not compiled.has_errors, compiled.diagnostics
    return tuple(Built(module, _texts(module, imports=imports)) for module in compiled.modules)


def _texts(module: Module, *, imports: bool) -> dict[str, str]:
    folder = Path(module.folder)
    found = emit(module, imports=imports).files.items()
    return {(folder / path).as_posix(): file.text for path, file in found}


def _take_policies_from_files(folder: Path) -> None:
    settings = folder / "rolec.yaml"
    if settings.exists():
        text = settings.read_text(encoding="utf-8")
    else:
        specs = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.yaml"))
        text = f"specs: [{', '.join(specs)}]\n"
    said = re.search(r"^terraform: \{", text, re.MULTILINE)
    if said:
        text = f"{text[: said.end()]}policies: file, {text[said.end() :]}"
    else:
        text += "terraform: {policies: file}\n"
    settings.write_text(text, encoding="utf-8")
