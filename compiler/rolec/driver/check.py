"""Everything that can be wrong, and nothing written."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from rolec.diagnostics.diagnostic import Diagnostic, Level, error
from rolec.diagnostics.outcome import in_source_order
from rolec.driver import codes
from rolec.driver.compile import Progress, compile_paths
from rolec.emit.emit import emit
from rolec.emit.output import Unwritten
from rolec.ir.module import Module
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
    """Compile everything at and below ``paths``; ``today`` is the day that `until` is held to."""
    compiled = compile_paths(paths, today=today, progress=progress)
    required = [
        diagnostic
        for module in compiled.modules
        if needs_json(module)
        for diagnostic in refuse_unwritten(emit(module).unwritten)
    ]
    return Checked(
        diagnostics=in_source_order([*compiled.diagnostics, *required]),
        sources=compiled.sources,
        documents=compiled.documents,
    )


def needs_json(module: Module) -> bool:
    """Whether a document of ``module`` must be there as JSON."""
    required = [role.json_required for role in module.roles]
    return any((*required, *(policy.json_required for policy in module.policies)))


def refuse_unwritten(unwritten: tuple[Unwritten, ...]) -> tuple[Diagnostic, ...]:
    """An error for each JSON document that must be there and cannot be written."""
    return tuple(
        error(
            codes.NOT_JSON,
            f"`{one.path}` cannot be written: `{'`, `'.join(one.references)}` is not known",
            one.span,
            help="give its value under `references:` of rolec.yaml",
        )
        for one in unwritten
        if one.required
    )
