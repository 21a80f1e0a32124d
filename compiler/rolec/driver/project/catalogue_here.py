"""AWS as the project of a folder knows it."""

from __future__ import annotations

from pathlib import Path

from rolec.catalog.catalogue import SHIPPED, Catalogue
from rolec.diagnostics.diagnostic import Diagnostic
from rolec.driver.project.project import settings_above
from rolec.driver.project.settings import read_settings
from rolec.record import dataclass
from rolec.source.file import SourceMap


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownHere:
    """The catalogue, which is None where rolec.yaml or what it names has an error."""

    catalogue: Catalogue | None
    diagnostics: tuple[Diagnostic, ...]
    sources: SourceMap


def catalogue_here(folder: Path) -> KnownHere:
    """AWS as the rolec.yaml at or above ``folder`` knows it; as rolec ships it without one."""
    sources = SourceMap()
    above = settings_above(folder)
    if above is None:
        return KnownHere(catalogue=SHIPPED, diagnostics=(), sources=sources)
    read = read_settings(above, sources)
    known = (read.value.catalogue or SHIPPED) if read.value else None
    return KnownHere(catalogue=known, diagnostics=read.diagnostics, sources=sources)
