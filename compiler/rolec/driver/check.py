"""Everything that can be wrong, and nothing written."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from rolec.diagnostics.diagnostic import Diagnostic, Level
from rolec.diagnostics.outcome import in_source_order
from rolec.driver.compile import CompiledProject, Progress, compile_paths
from rolec.driver.required_json import needs_json, refuse_unwritten
from rolec.emit.emit import emit
from rolec.lint.facts import Facts
from rolec.lint.run import lint_module
from rolec.record import dataclass
from rolec.source.file import SourceMap


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What a check found, and how much it looked at."""

    diagnostics: tuple[Diagnostic, ...]
    sources: SourceMap
    documents: int

    @property
    def has_errors(self) -> bool:
        """Whether anything must be mended."""
        return any(d.level is Level.ERROR for d in self.diagnostics)


def check(paths: tuple[Path, ...], *, today: date, progress: Progress | None = None) -> Checked:
    """Compile everything at and below ``paths``, and run the lints on each project without an error.

    ``today`` is the day that `until` is held to.
    """
    compiled = compile_paths(paths, today=today, progress=progress)
    found = list(compiled.diagnostics)
    for module in compiled.modules:
        if needs_json(module):
            found += refuse_unwritten(emit(module).unwritten)
    for project in compiled.projects:
        found += _lint(project)
    return Checked(
        diagnostics=in_source_order(found),
        sources=compiled.sources,
        documents=compiled.documents,
    )


def _lint(project: CompiledProject) -> Iterator[Diagnostic]:
    known = [one.account for one in project.settings.accounts] if project.settings else []
    accounts = {account.id: account for account in known if account.id}
    for module in project.modules:
        yield from lint_module(module, Facts(account=module.account, accounts=accounts))
