"""Everything that can be wrong, and nothing written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from rolec.diagnostics.diagnostic import Diagnostic
from rolec.diagnostics.level import Level
from rolec.diagnostics.outcome import in_source_order
from rolec.driver.compile.compilation import Compilation
from rolec.driver.compile.compile import compile_paths
from rolec.driver.compile.compile_options import CompileOptions, Progress
from rolec.driver.lint.baseline import baseline_text, compare_with, read_baseline, write_baseline
from rolec.driver.lint.catalogue_age import said_once
from rolec.driver.lint.lint import judged, judged_document
from rolec.driver.lock.locked_project import lock_findings
from rolec.driver.project.required_json import needs_json, refuse_unwritten
from rolec.driver.project.source_file import is_document
from rolec.emit.emit import emit
from rolec.lint.lint import Lint
from rolec.policy.policy_text import Kind
from rolec.record import dataclass
from rolec.source.file import SourceMap

_NOTHING = Compilation(modules=(), diagnostics=(), sources=SourceMap())


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What a check found, and how much it looked at; ``unseen`` is how many files no lint did, for an error.

    Of the findings that a baseline lists ``listed`` were met, and ``mended`` are not there any more;
    ``updated`` is the baseline that was written.
    """

    diagnostics: tuple[Diagnostic, ...]
    sources: SourceMap
    documents: int
    unseen: int = 0
    listed: int = 0
    mended: int = 0
    updated: Path | None = None

    def fails(self, least: Level) -> bool:
        """Whether a finding of the level ``least``, or of one that matters more, is left."""
        by_weight = list(Level)
        enough = by_weight[: by_weight.index(least) + 1]
        return any(found.level in enough for found in self.diagnostics)


def check(
    paths: tuple[Path, ...],
    *,
    today: date,
    kind: Kind | None = None,
    levels: Mapping[str, str] | None = None,
    progress: Progress | None = None,
) -> Checked:
    """Compile everything at and below ``paths``, and run the lints on all that has no error.

    A path that ends in ``.json`` is a policy document, of the ``kind`` that is given; the lints
    are all that judges it. ``levels`` of lints, by id, win over what specs and rolec.yaml say.
    ``today`` is the day that `until` and `expires` are held to, and the age of the catalogue.
    """
    documents = [path for path in paths if is_document(path)]
    specs = tuple(path for path in paths if not is_document(path))
    compiled = (
        compile_paths(
            specs, CompileOptions(today=today, guarded=True, find_sound=True, progress=progress)
        )
        if specs
        else _NOTHING
    )
    sources = SourceMap(dict(compiled.sources.files))
    found = list(compiled.diagnostics)
    for module in compiled.modules:
        if needs_json(module):
            found += refuse_unwritten(emit(module).unwritten)
    for project in compiled.projects:
        found += judged(project, levels or {}, today)
    for lock in compiled.locks:
        found += lock_findings(lock)
    for path in documents:
        found += judged_document(path, kind, levels or {}, today, sources)
    return Checked(
        diagnostics=tuple(said_once(in_source_order(found))),
        sources=sources,
        documents=compiled.documents + sum(path.as_posix() in sources.files for path in documents),
        unseen=len(compiled.failed),
    )


def held_to(path: Path, checked: Checked) -> Checked:
    """What was found and the baseline at ``path`` does not list."""
    sources = SourceMap(dict(checked.sources.files))
    baseline = read_baseline(path, sources)
    compared = compare_with(baseline, path, checked.diagnostics, checked.sources)
    # What has an error the lints did not see, and what they did not find may be there.
    return replace(
        checked,
        diagnostics=in_source_order([*compared.left, *baseline.problems]),
        sources=sources,
        listed=compared.listed,
        mended=0 if _lints_were_kept_from(checked) else compared.mended,
    )


def listed_in(path: Path, checked: Checked) -> Checked:
    """Write what the lints found as the baseline at ``path``, unless an error kept them from it."""
    if _lints_were_kept_from(checked):
        return checked
    write_baseline(baseline_text(checked.diagnostics, path), path)
    left = tuple(d for d in checked.diagnostics if not isinstance(d.code, Lint))
    listed = len(checked.diagnostics) - len(left)
    return replace(checked, diagnostics=left, listed=listed, updated=path)


def _lints_were_kept_from(checked: Checked) -> bool:
    found = checked.diagnostics
    return any(d.level is Level.ERROR and not isinstance(d.code, Lint) for d in found)
