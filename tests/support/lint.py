"""Findings of the lints in an example, be it JSON of a policy document or a spec."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path

from rolec.diagnostics.diagnostic import Diagnostic
from rolec.driver.compile.compile import compile_paths
from rolec.driver.compile.compile_options import CompileOptions
from rolec.lint.facts import Facts
from rolec.lint.json_document import JsonDocument
from rolec.lint.lint import Lint
from rolec.lint.run import lint_json, lint_module
from rolec.policy.of_json import kind_of
from rolec.policy.policy_text import Kind
from rolec.read.json_text import read_json
from rolec.source.file import SourceFile

TODAY = date(2026, 11, 1)


def found_in_bad(lint: Lint) -> tuple[Diagnostic, ...]:
    """What the lints find in the bad example of one."""
    return found_in(lint.bad, lint.facts, lint.kind)


def found_in_good(lint: Lint) -> tuple[Diagnostic, ...]:
    """What the lints find in the good example of one."""
    return found_in(lint.good, lint.facts, lint.kind)


def found_in(
    text: str, facts: Facts | None = None, kind: Kind | None = None
) -> tuple[Diagnostic, ...]:
    """What the lints find in an example."""
    if text.lstrip().startswith(("{", "[")):
        return found_in_json(text, facts, kind)
    return _in_spec(text)


def found_in_json(
    text: str, facts: Facts | None = None, kind: Kind | None = None
) -> tuple[Diagnostic, ...]:
    """What the lints find in a policy document, and what is wrong where it is no JSON."""
    read = read_json(SourceFile("policy.json", text))
    if read.value is None:
        return read.diagnostics
    document = JsonDocument(read.value, kind or kind_of(read.value))
    return tuple(lint_json(document, facts or Facts()))


def _in_spec(text: str) -> tuple[Diagnostic, ...]:
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "role.yaml").write_text(text, "utf-8")
        compiled = compile_paths((Path(folder),), CompileOptions(today=TODAY))
        assert not compiled.has_errors, compiled.diagnostics
        return tuple(d for module in compiled.modules for d in lint_module(module, Facts()))
