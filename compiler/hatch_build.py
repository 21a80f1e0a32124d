"""Compiles the templates when a wheel is made; see `rolec.emit.template`."""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class TemplateHook(BuildHookInterface[Any]):
    """Puts `rolec._templates` into a wheel; a checkout compiles the templates that it has."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Hatch's hook before a build."""
        if version == "editable":
            return
        self._made = TemporaryDirectory()
        sys.path.insert(0, str(Path(self.root, "compiler")))
        from rolec.emit.template import compiled_templates

        for name, text in compiled_templates():
            path = Path(self._made.name, f"{name}.py")
            path.write_text(text, "utf-8", newline="\n")
            build_data["force_include"][str(path)] = f"rolec/_templates/{name}.py"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:  # noqa: ARG002 - Hatch's signature
        """Hatch's hook after a build."""
        if version != "editable":
            self._made.cleanup()
