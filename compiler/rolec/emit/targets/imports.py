"""Terraform's `import` blocks, for a module whose resources exist already."""

from __future__ import annotations

from rolec.emit.imports import imports, imports_text
from rolec.emit.output import Output, OutputFile
from rolec.emit.target import Target
from rolec.ir.module import Module


def _emit(module: Module) -> Output:
    return Output({"imports.tf": OutputFile(imports_text([*imports(module)]), "")})


TARGET = Target(name="imports", emit=_emit, on_request=True)
