"""All that is expected of the roles of some paths, and what of it is met."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

from rolec.diagnostics.diagnostic import Diagnostic
from rolec.driver.compile.compile import compile_paths
from rolec.driver.compile.compile_options import CompileOptions, Progress
from rolec.driver.expect.expectations import Case, cases, judge
from rolec.record import dataclass
from rolec.source.file import SourceMap


class Judged(NamedTuple):
    """A case, and what shows that it is not met."""

    case: Case
    failures: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """What keeps the specs from being compiled, or else each case."""

    diagnostics: tuple[Diagnostic, ...]
    sources: SourceMap
    cases: tuple[Case, ...] = ()

    @property
    def has_errors(self) -> bool:
        """Whether something must be mended before anything can be expected."""
        return bool(self.diagnostics)


def gather(
    paths: tuple[Path, ...], *, today: date | None = None, progress: Progress | None = None
) -> Gathered:
    """Compile everything at and below ``paths``, and find what is expected of it."""
    compiled = compile_paths(paths, CompileOptions(today=today, progress=progress))
    return Gathered(
        diagnostics=compiled.errors,
        sources=compiled.sources,
        cases=() if compiled.has_errors else tuple(cases(compiled)),
    )


def run_tests(found: Gathered, progress: Progress | None = None) -> Iterator[Judged]:
    """Judge each case."""
    for number, case in enumerate(found.cases, 1):
        yield Judged(case, judge(case))
        if progress:
            progress("testing", number, len(found.cases))
