"""Policy documents that are files of JSON, as far as they have a meaning."""

from __future__ import annotations

from pathlib import Path

from rolec.diagnostics.level import Level
from rolec.diagnostics.outcome import Outcome, in_source_order
from rolec.driver.lint import shown
from rolec.driver.source_file import read_source
from rolec.lint.json_document import JsonDocument
from rolec.lint.run import lint_form
from rolec.policy.of_json import of_json
from rolec.policy.policy_text import Kind, PolicyText
from rolec.read.json_text import read_json
from rolec.source.file import SourceMap


def read_policy(path: Path, kind: Kind, sources: SourceMap) -> Outcome[PolicyText]:
    """The document at ``path``, or what `check` says of why nothing can be said of it."""
    source = read_source(path)
    if source.file is None or source.diagnostics:
        if source.file is not None:
            sources.add(source.file)
        return Outcome(None, source.diagnostics)
    sources.add(source.file)
    read = read_json(source.file)
    if read.value is None:
        return Outcome(None, read.diagnostics)
    found = lint_form(JsonDocument(read.value, kind))
    wrong = [shown(each) for each in found if each.level is Level.ERROR]
    if wrong:
        return Outcome(None, in_source_order(wrong))
    return Outcome(of_json(read.value, kind))
