"""Two sides, and what differs between them."""

from __future__ import annotations

from pathlib import Path

from rolec.diagnostics.diagnostic import Diagnostic
from rolec.diagnostics.level import Level
from rolec.driver.compile import compile_paths
from rolec.driver.difference import Difference, difference
from rolec.record import dataclass
from rolec.source.file import SourceMap


@dataclass(frozen=True, slots=True, kw_only=True)
class Diffed:
    """``difference`` is None where a side has an error; warnings are what `rolec check` is for."""

    diagnostics: tuple[Diagnostic, ...]
    sources: SourceMap
    difference: Difference | None


def diff(old: Path, new: Path) -> Diffed:
    """What differs between the specs at ``old`` and those at ``new``."""
    sides = [compile_paths((path,)) for path in (old, new)]
    found = [d for side in sides for d in side.diagnostics if d.level is Level.ERROR]
    files = {path: file for side in sides for path, file in side.sources.files.items()}
    if found:
        return Diffed(
            diagnostics=tuple(dict.fromkeys(found)), sources=SourceMap(files), difference=None
        )
    before, after = sides
    return Diffed(
        diagnostics=(),
        sources=SourceMap(files),
        difference=difference(before.modules, after.modules),
    )
