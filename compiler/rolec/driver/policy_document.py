"""Policy documents that are JSON, to what they say."""

from __future__ import annotations

from pathlib import Path

from rolec.diagnostics.outcome import Outcome, in_source_order
from rolec.driver.files import DISK, Files
from rolec.driver.source_file import read_source
from rolec.lint.facts import Facts
from rolec.lint.json_document import JsonDocument
from rolec.lint.run import form_errors
from rolec.policy.of_json import kind_of, of_json
from rolec.policy.policy_text import PolicyText
from rolec.read.json_text import read_json
from rolec.source.file import SourceMap


def policy_document(path: Path, sources: SourceMap, files: Files = DISK) -> Outcome[PolicyText]:
    """The policy at ``path``: one with a Principal is of trust, another of an identity."""
    source = read_source(path, files=files)
    if source.file is not None:
        sources.add(source.file)
    if source.file is None or source.diagnostics:
        return Outcome(None, source.diagnostics)
    read = read_json(source.file)
    if read.value is None:
        return Outcome(None, read.diagnostics)
    document = JsonDocument(read.value, kind_of(read.value))
    errors = in_source_order(list(form_errors(document, Facts())))
    return Outcome(None if errors else of_json(document.value, document.kind), errors)
