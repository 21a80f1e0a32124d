"""Two sides, and what differs between them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from rolec.diagnostics.diagnostic import Diagnostic, Label, warning
from rolec.diagnostics.level import Level
from rolec.diagnostics.quoted import quoted
from rolec.driver.codes import NO_SPEC
from rolec.driver.compilation import Compilation
from rolec.driver.compile_sides import compile_sides
from rolec.driver.difference import Difference, difference
from rolec.driver.revision_codes import SUBMODULE
from rolec.driver.sides import Side, sides
from rolec.record import dataclass
from rolec.source.file import SourceFile, SourceMap
from rolec.source.span import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Diffed:
    """``difference`` is None where a side has an error; warnings are what `rolec check` is for.

    ``same`` is how many specs are the same on both sides.
    """

    diagnostics: tuple[Diagnostic, ...]
    sources: SourceMap
    difference: Difference | None
    same: int = 0


def diff(old: str, new: str | None, project: Path | None = None) -> Diffed:
    """What differs between ``old`` and ``new``; see `sides` for what these may be."""
    with sides(old, new, project) as (before, after):
        sided = compile_sides(before, after)
        one, other = (_Said(before, sided.old), _Said(after, sided.new))
        # A side that has nothing is what all was made from, or where all has gone.
        nothing = one.has_no_spec and other.has_no_spec
        found = [d for said in (one, other) for d in said.errors(and_no_spec=nothing)]
        errors = bool(found)
        found += [d for side in (before, after) for d in _submodules(side)]
        files = {f.path: f for said in (one, other) if errors for f in said.files()}
    return Diffed(
        diagnostics=tuple(dict.fromkeys(found)),
        sources=SourceMap(files),
        difference=(
            None if errors else difference(sided.old.modules, sided.new.modules, sided.edited)
        ),
        same=sided.same,
    )


def _submodules(side: Side) -> Iterator[Diagnostic]:
    if side.submodules:
        listed = ", ".join(map(quoted, side.submodules))
        yield warning(
            SUBMODULE,
            f"what is in submodules is not read: {listed}",
            Span(side.shown(side.path.as_posix()), 0, 0),
            help="compare each in its own repository",
        )


@dataclass(frozen=True, slots=True)
class _Said:
    """What compiling a side said, with places that tell the sides apart."""

    side: Side
    compiled: Compilation

    @property
    def has_no_spec(self) -> bool:
        return any(d.code is NO_SPEC for d in self.compiled.diagnostics)

    def errors(self, *, and_no_spec: bool) -> Iterator[Diagnostic]:
        for each in self.compiled.diagnostics:
            if each.level is Level.ERROR and (and_no_spec or each.code is not NO_SPEC):
                yield replace(
                    each,
                    primary=self._label(each.primary),
                    secondary=tuple(map(self._label, each.secondary)),
                )

    def files(self) -> Iterator[SourceFile]:
        for path, file in self.compiled.sources.files.items():
            yield SourceFile(self.side.shown(path), file.text)

    def _label(self, label: Label) -> Label:
        span = label.span
        return Label(Span(self.side.shown(span.path), span.start, span.end), label.text)
