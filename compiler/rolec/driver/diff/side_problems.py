"""What is wrong with two sides that are to be compared."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from rolec.diagnostics.diagnostic import Diagnostic, Label, error, warning
from rolec.diagnostics.level import Level
from rolec.diagnostics.quoted import quoted
from rolec.driver.diff.compile_sides import Sided
from rolec.driver.diff.revision_codes import ONE_PROJECT, SUBMODULE
from rolec.driver.diff.sides import Side
from rolec.driver.project.codes import NO_SPEC
from rolec.record import dataclass
from rolec.source.file import SourceFile, SourceMap
from rolec.source.span import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class SideProblems:
    """The errors of either side or, where there is none, what else is to be said."""

    diagnostics: tuple[Diagnostic, ...]
    sources: SourceMap

    @property
    def has_errors(self) -> bool:
        """Whether anything must be mended before there is something to compare."""
        return any(each.level is Level.ERROR for each in self.diagnostics)


def side_problems(before: Side, after: Side, sided: Sided) -> SideProblems:
    """What is wrong with the two sides, of which ``sided`` came."""
    halves = ((before, sided.old), (after, sided.new))
    said = [(side, d) for side, half in halves for d in half.diagnostics]
    errors = [(side, d) for side, d in said if d.level is Level.ERROR]
    errors += ((after, each) for each in _one_project(before, after, sided))
    if {id(side) for side, d in errors if d.code is NO_SPEC} != {id(before), id(after)}:
        # A side that has nothing is what all was made from, or where all has gone.
        errors = [(side, d) for side, d in errors if d.code is not NO_SPEC]
    if errors:
        return placed_problems(errors, [(side, half.sources) for side, half in halves])
    submodules = tuple(d for side, _ in halves for d in _submodules(side))
    return SideProblems(diagnostics=submodules, sources=SourceMap())


def _one_project(before: Side, after: Side, sided: Sided) -> Iterator[Diagnostic]:
    """An error where two folders are of one project, which would be compared with itself."""
    paths = [side.path.resolve() for side in (before, after) if side.revision is None]
    if len(paths) != len(set(paths)) or not all(path.is_dir() for path in paths):
        return
    roots = [
        (each.old.project.root.resolve(), each.new.project.root.resolve())
        for each in sided.projects
        if each.old is not None and each.new is not None
    ]
    if len(paths) > 1 and any(old == new for old, new in roots):
        shown = [quoted(side.path.as_posix()) for side in (before, after)]
        yield error(
            ONE_PROJECT,
            f"{shown[0]} and {shown[1]} are of one project, which is the same on both sides",
            Span(after.path.as_posix(), 0, 0),
            help="compare two specs, a revision, or folders with a rolec.yaml each",
        )


def placed_problems(
    errors: Iterable[tuple[Side, Diagnostic]], sources: Iterable[tuple[Side, SourceMap]]
) -> SideProblems:
    """The ``errors`` of sides, with places that tell the sides apart."""
    files = [
        SourceFile(side.shown(path), file.text)
        for side, half in sources
        for path, file in half.files.items()
    ]
    return SideProblems(
        diagnostics=tuple(dict.fromkeys(_placed(side, each) for side, each in errors)),
        sources=SourceMap({file.path: file for file in files}),
    )


def _placed(side: Side, diagnostic: Diagnostic) -> Diagnostic:
    def placed(label: Label) -> Label:
        span = label.span
        return Label(Span(side.shown(span.path), span.start, span.end), label.text)

    return replace(
        diagnostic,
        primary=placed(diagnostic.primary),
        secondary=tuple(map(placed, diagnostic.secondary)),
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
