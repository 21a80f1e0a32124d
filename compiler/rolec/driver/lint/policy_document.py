"""Policy documents that are JSON, to what they say."""

from __future__ import annotations

from pathlib import Path

from rolec.diagnostics.outcome import Outcome, in_source_order
from rolec.driver.lint.lint import shown
from rolec.driver.project.files import DISK, Files
from rolec.driver.project.source_file import read_source
from rolec.lint.facts import Facts
from rolec.lint.json_document import JsonDocument
from rolec.lint.run import form_errors, misplaced
from rolec.policy.of_json import kind_of, of_json
from rolec.policy.policy_text import Kind, PolicyText
from rolec.read.json_text import read_json
from rolec.source.file import SourceMap


def policy_document(
    path: Path, sources: SourceMap, files: Files = DISK, *, kind: Kind | None = None
) -> Outcome[PolicyText]:
    """The policy at ``path``, of the ``kind`` that is given and as such in its place.

    Without one, a policy with a Principal is of trust, another of an identity.
    """
    source = read_source(path, files=files)
    if source.file is not None:
        sources.add(source.file)
    if source.file is None or source.diagnostics:
        return Outcome(None, source.diagnostics)
    read = read_json(source.file)
    if read.value is None:
        return Outcome(None, read.diagnostics)
    document = JsonDocument(read.value, kind or kind_of(read.value))
    found = [*form_errors(document, Facts()), *(misplaced(document, Facts()) if kind else ())]
    errors = in_source_order(list(map(shown, found)))
    return Outcome(None if errors else of_json(document.value, document.kind), errors)
