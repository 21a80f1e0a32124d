"""What was found in a project, and which of its specs have an error."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence

from rolec.diagnostics.diagnostic import Diagnostic
from rolec.diagnostics.level import Level


class ProjectFindings:
    """Diagnostics in the order in which they were found; ``failed`` are the paths of specs with an error."""

    def __init__(self) -> None:
        self.diagnostics: list[Diagnostic] = []
        self._failed: set[str] = set()
        self._takers: dict[str, set[str]] = defaultdict(set)

    @property
    def failed(self) -> Collection[str]:
        """The paths of specs that have an error, or take in a document that has one."""
        return self._failed

    @property
    def has_error(self) -> bool:
        """Whether anything must be mended, in a spec or elsewhere."""
        return any(d.level is Level.ERROR for d in self.diagnostics)

    def add(self, found: Iterable[Diagnostic]) -> None:
        """Remember what is wrong with no spec."""
        self.diagnostics += found

    def report(self, path: str, found: Sequence[Diagnostic]) -> None:
        """Remember what was found in the file at ``path``: with an error, its specs have failed."""
        self.diagnostics += found
        if any(d.level is Level.ERROR for d in found):
            self._failed.update(self.specs_at(path))

    def takes_in(self, spec: str, paths: Iterable[str]) -> None:
        """Remember that the file ``spec`` takes in what is at ``paths``."""
        for path in paths:
            self._takers[path].add(spec)

    def specs_at(self, path: str) -> Collection[str]:
        """The specs with what is at ``path``: it may be a document that several take in."""
        return self._takers.get(path, {path})
