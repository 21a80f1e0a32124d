"""The Terraform variables of files that stay because their specs have an error."""

from __future__ import annotations

import re
from dataclasses import replace

from rolec.diagnostics.diagnostic import Diagnostic
from rolec.emit.output import Output
from rolec.ir.module import Module
from rolec.source.file import SourceFile
from rolec.write.changes import Spares, join
from rolec.write.look import FoundFile, look
from rolec.write.module_state import read_module
from rolec.write.output_folder import OutputFolder

_SETTINGS = "rolec.tf"
_USED = re.compile(r"\bvar\.([A-Za-z_][A-Za-z0-9_-]*)", re.ASCII)


def with_spared_variables(
    module: Module, wanted: Output, output: OutputFolder, stays: Spares
) -> Module:
    """``module`` with the variables of files which stay beside those that are ``wanted``."""
    state = read_module(output, module.folder)
    if isinstance(state, Diagnostic):
        # The build says so when it compares.
        return module
    staying = [
        listed.path
        for listed in state.manifest.files.values()
        if listed.path not in wanted.files and stays(module.folder, listed.source)
    ]
    used = {name for path in staying for name in _USED.findall(_text(output, module, path))}
    if not used:
        return module
    from rolec.read.terraform import read_terraform

    before = SourceFile(_SETTINGS, _text(output, module, _SETTINGS))
    declared = read_terraform([before], {}).variables
    return replace(module, variables=tuple((v.name, v.type) for v in declared if v.name in used))


def _text(output: OutputFolder, module: Module, path: str) -> str:
    found = look(output, join(module.folder, path))
    return found.read().decode(errors="replace") if isinstance(found, FoundFile) else ""
