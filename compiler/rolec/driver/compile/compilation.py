"""What comes of compiling: of some paths, and of each project there."""

from __future__ import annotations

from typing import NamedTuple

from rolec.diagnostics.diagnostic import Diagnostic
from rolec.diagnostics.level import Level
from rolec.driver.compile.spared_files import SparedFiles
from rolec.driver.lock.locked_project import LockedProject
from rolec.driver.project.lint_settings import LintSettings
from rolec.driver.project.settings import Settings
from rolec.ir.expectation import Expectations
from rolec.ir.module import Account, Module
from rolec.policy.policy_text import PolicyText
from rolec.record import dataclass
from rolec.source.file import SourceMap
from rolec.source.span import Span


class PlacedExpectations(NamedTuple):
    """A list of expectations, in one account."""

    account: Account
    expectations: Expectations

    @property
    def span(self) -> Span:
        """Where the list is written."""
        return self.expectations.span


@dataclass(frozen=True, slots=True, kw_only=True)
class CompiledProject:
    """What came of one project; ``settings`` are None where they could not be read.

    ``specs`` is how many it has, and ``documents`` how many of their documents were compiled.
    ``lints`` is what these say of lints, and where its roles are if rolec.yaml asks.
    ``sound`` are the modules without what has an error, and without what names such a thing,
    where these were asked for: something to judge, and nothing to write. ``guard_rails`` are those
    of rolec.yaml as policies that deny, each in each account.
    """

    spared: SparedFiles
    settings: Settings | None = None
    lock: LockedProject | None = None
    lints: tuple[LintSettings, ...] = ()
    modules: tuple[Module, ...] = ()
    sound: tuple[Module, ...] = ()
    guard_rails: tuple[tuple[Account, PolicyText], ...] = ()
    expectations: tuple[PlacedExpectations, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    specs: int = 0
    documents: int = 0
    failed: tuple[str, ...] = ()
    order: tuple[tuple[str, str], ...] = ()

    @property
    def has_errors(self) -> bool:
        """Whether anything must be mended."""
        return any(d.level is Level.ERROR for d in self.diagnostics)


@dataclass(frozen=True, slots=True, kw_only=True)
class Compilation:
    """All that came of some paths.

    ``modules`` are those of every project without an error or, where asked to keep going,
    without what had one. ``documents`` is how many were read. ``failed`` are the files that
    had an error, and ``spared`` says of which files the output must stay. ``order`` are pairs of
    module folders: the first must be applied before the second. ``locks`` are those of the
    projects that have a rolec.yaml.
    """

    modules: tuple[Module, ...]
    diagnostics: tuple[Diagnostic, ...]
    sources: SourceMap
    documents: int = 0
    failed: tuple[str, ...] = ()
    spared: tuple[SparedFiles, ...] = ()
    order: tuple[tuple[str, str], ...] = ()
    projects: tuple[CompiledProject, ...] = ()
    locks: tuple[LockedProject, ...] = ()

    @property
    def errors(self) -> tuple[Diagnostic, ...]:
        """What must be mended; who asks for something else than a check is told of no more."""
        return tuple(d for d in self.diagnostics if d.level is Level.ERROR)

    @property
    def has_errors(self) -> bool:
        """Whether anything must be mended."""
        return bool(self.errors)
