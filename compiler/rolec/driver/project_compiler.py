"""A project to modules: load, include, resolve, validate, lower, link, in this direction."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from rolec.analyse.limits import limits
from rolec.diagnostics.diagnostic import Diagnostic
from rolec.diagnostics.level import Level
from rolec.driver.account import AccountCompiler
from rolec.driver.compilation import CompiledProject, PlacedExpectations
from rolec.driver.document import (
    SHARED,
    Document,
    ReadDocument,
    may_be_shared,
    read_documents,
    source_of,
)
from rolec.driver.files import DISK, Files
from rolec.driver.guarded import Guarded
from rolec.driver.lint_settings import LintSettings, document_settings, speaks_of_lints
from rolec.driver.locked_project import LockedProject, locked_project
from rolec.driver.made_nowhere import refuse_made_nowhere
from rolec.driver.project import Project, spec_files
from rolec.driver.settings import Settings, read_settings
from rolec.driver.source_file import MAX_BYTES, read_inside
from rolec.driver.spare import SparedFiles, spared_files
from rolec.ir.module import Account, Module
from rolec.link import codes as link_codes
from rolec.link.definition import Placed
from rolec.link.link import link
from rolec.load.node import Mapping
from rolec.source.file import SourceFile, SourceMap

Progress = Callable[[str, int, int], None]
"""Is told what is being done, how much of it is done, and of how much."""


class ProjectCompiler:
    """Compiles one project: `open` it, `add` its specs, all or some, and `finish`.

    ``in_part`` says that it may be some: then nothing is said of names that none of them has.
    """

    def __init__(
        self,
        project: Project,
        sources: SourceMap,
        today: date | None,
        *,
        files: Files = DISK,
        keep_going: bool = False,
        update: bool = False,
        guarded: bool = False,
        find_sound: bool = False,
        in_part: bool = False,
        progress: Progress | None = None,
    ) -> None:
        self.project = project
        self.sources = sources
        self._today = today
        self._keep_going = keep_going
        self._update = update
        self._find_sound = find_sound
        self._in_part = in_part
        self._progress = progress
        self._files = files
        self._settings: Settings | None = None
        self.lock: LockedProject | None = None  # until it is open
        self._accounts: list[AccountCompiler] = []
        self._is_guarded = guarded
        self._guarded = Guarded(())
        self._placed: list[Placed] = []
        self._expected: list[PlacedExpectations] = []
        self._documents = 0
        self._found: list[Diagnostic] = []
        self._failed: set[str] = set()
        self._takers: dict[str, set[str]] = {}
        self._lints: list[LintSettings] = []
        self.specs: dict[str, SourceFile] = {}
        """Each spec by its path in the project."""
        self.shared: frozenset[str] = frozenset()
        """The specs with a document that others may name while they are compiled."""

    def compile(self) -> CompiledProject:
        """All that comes of the project."""
        if self.open():
            self.add(self.specs.values())
        return self.finish()

    def open(self) -> bool:
        """Read the settings, the lock and the text of each spec; say whether it can go on."""
        self._settings = self._read_settings()
        self.lock = self._read_lock(self._settings) if self._settings else None
        if self._settings is None or self.lock is None:
            return False
        paths = spec_files(self.project, self._settings.specs, self._files)
        self.specs = self._read_specs(paths)
        shared = [
            read.document
            for file in filter(may_be_shared, self.specs.values())
            for read in self._documents_of(file)
            if read.document is not None and read.document.schema in SHARED
        ]
        self.shared = frozenset(document.source for document in shared)
        self._accounts = [
            AccountCompiler(own, self._settings, self._today, shared, pins=self.lock.pins)
            for own in self._settings.owned
        ]
        self._guarded = Guarded(self._accounts if self._is_guarded else ())
        self._found += self._problems()
        return True

    def add(self, specs: Collection[SourceFile]) -> list[Placed]:
        """Every definition of ``specs`` in every account.

        A file's tree is gone when the next is read: ten thousand would fill the memory.
        """
        before = len(self._placed)
        for number, file in enumerate(specs, 1):
            for read in self._documents_of(file):
                self._documents += 1
                self._add(read, file)
            if self._progress:
                self._progress("compiling", number, len(specs))
        return self._placed[before:]

    def finish(self) -> CompiledProject:
        """What came of all that was added."""
        if self._settings is None or self.lock is None:
            return CompiledProject(diagnostics=tuple(self._found), spared=self._spared(()))
        # Without its defaults a role would be another one, such as one without a boundary.
        unknown = any(d.level is Level.ERROR for d in self._problems())
        modules, order = ((), ()) if unknown else self._link(self._settings)
        sound = modules
        if self._find_sound and not unknown and self._found_error():
            sound = self._sound(self._settings)
        expected = tuple(e for e in self._expected if e.span.path not in self._failed)
        if not self._in_part:
            self._judge_expectations(modules, expected)
        return CompiledProject(
            settings=self._settings,
            lints=tuple(self._lints),
            modules=modules,
            sound=sound,
            guard_rails=self._guarded.written,
            expectations=expected,
            diagnostics=tuple(self._found),
            specs=len(self.specs),
            documents=self._documents,
            failed=tuple(sorted(self._failed)),
            spared=self._spared(modules),
            order=order,
            lock=replace(self.lock, complete=not self._found_error()),
        )

    def _problems(self) -> list[Diagnostic]:
        """What is wrong with settings that are each account's own."""
        found = [d for account in self._accounts for d in account.problems]
        return [*found, *self._guarded.problems]

    def _read_settings(self) -> Settings | None:
        if self.project.settings is None:
            return Settings()
        settings = read_settings(self.project.settings, self.sources, self._files)
        self._found += settings.diagnostics
        return settings.value

    def _read_lock(self, settings: Settings) -> LockedProject | None:
        locked = locked_project(
            self.project,
            self.sources,
            update=self._update,
            files=self._files,
            catalogue=settings.catalogue,
        )
        self._found += locked.diagnostics
        return locked.value

    def _read_specs(self, paths: tuple[Path, ...]) -> dict[str, SourceFile]:
        specs = {}
        self._files.expect(paths, MAX_BYTES)
        for path, source in read_inside(paths, self.project.root, self._files):
            self._report(path.as_posix(), source.diagnostics)
            if source.file is not None:
                self.sources.add(source.file)
                if not source.diagnostics:
                    specs[source_of(source.file, self.project.root)] = source.file
        return specs

    def _documents_of(self, file: SourceFile) -> Iterator[ReadDocument]:
        assert self._settings is not None
        return read_documents(
            file,
            self.project.root,
            self.sources,
            split_by_folder=self._settings.split_by_folder,
            files=self._files,
        )

    def _add(self, read: ReadDocument, file: SourceFile) -> None:
        assert self._settings is not None
        self._report(file.path, read.diagnostics)
        if read.document is None or read.diagnostics:
            return
        for path in read.document.taken_in:
            self._takers.setdefault(path, set()).add(file.path)
        self._note_lints(read.document, file, self._settings)
        outcomes = [account.compile(read.document) for account in self._accounts]
        nowhere = refuse_made_nowhere(read.document, outcomes, self._settings)
        self._report(file.path, tuple(nowhere))
        for outcome in outcomes:
            self._report(file.path, outcome.diagnostics)
            if outcome.placed is not None:
                self._placed.append(outcome.placed)
            if outcome.expected is not None:
                self._expected.append(outcome.expected)

    def _note_lints(self, document: Document, file: SourceFile, settings: Settings) -> None:
        root = document.root
        # A waiver of rolec.yaml is for roles, and a finding is a place: where are they?
        if isinstance(root, Mapping) and (settings.lints.waivers or speaks_of_lints(file)):
            self._lints.append(document_settings(root))

    def _link(self, settings: Settings) -> tuple[tuple[Module, ...], tuple[tuple[str, str], ...]]:
        """Links what has no error; what names something that has one fails with it."""
        # Names would be missing only because of errors that are reported already.
        given_up = (self._failed or self._found_error()) and not self._keep_going
        placed = [] if given_up else self._placed
        while True:
            kept = [p for p in placed if p.definition.span.path not in self._failed]
            linked = link(kept, settings.terraform, self._folder)
            modules = linked.value.modules if linked.value else ()
            found = [d for module in modules for d in limits(module, settings.quotas)]
            found += self._guarded.judge(modules)
            before = len(self._failed)
            for diagnostic in (*linked.diagnostics, *found):
                if self._failed and diagnostic.code is link_codes.UNUSED_POLICY:
                    continue  # who uses it may be what has the error
                self._report(diagnostic.primary.span.path, (diagnostic,))
            if linked.value is not None and len(self._failed) == before:
                if not self._failed:
                    self._found += self._guarded.names_of_no_role(modules)
                return linked.value.modules, linked.value.order
            if not self._keep_going or len(self._failed) == before:
                return (), ()

    def _sound(self, settings: Settings) -> tuple[Module, ...]:
        """Modules of what has no error, and names nothing that has one; of the rest nothing is told."""
        failed = set(self._failed)
        while True:
            kept = [p for p in self._placed if p.definition.span.path not in failed]
            linked = link(kept, settings.terraform, self._folder)
            if linked.value is not None:
                modules = linked.value.modules
                found = (d for module in modules for d in limits(module, settings.quotas))
                self._found += [d for d in found if d not in self._found]
                return modules
            errors = (d for d in linked.diagnostics if d.level is Level.ERROR)
            wrong = {path for d in errors for path in self._specs_at(d.primary.span.path)}
            if wrong <= failed:
                return ()
            failed |= wrong

    def _judge_expectations(
        self, modules: tuple[Module, ...], lists: tuple[PlacedExpectations, ...]
    ) -> None:
        expected = bool(lists) or any(role.expected for each in modules for role in each.roles)
        if expected and not self._found_error():
            from rolec.driver.expectation_problems import expectation_problems

            known = self._settings.catalogue if self._settings else None
            for problem in expectation_problems(modules, lists, known):
                self._report(problem.primary.span.path, (problem,))

    def _found_error(self) -> bool:
        return any(d.level is Level.ERROR for d in self._found)

    def _spared(self, modules: tuple[Module, ...]) -> SparedFiles:
        if not self._found_error():
            return SparedFiles(folder=self.project.folder)
        placed = [(self._folder(each.account, each.group), each) for each in self._placed]
        return spared_files(self.project, placed, modules, self._failed)

    def _folder(self, account: Account, group: str) -> str:
        parts = (self.project.folder, account.nickname, group)
        return "/".join(part for part in parts if part)

    def _report(self, path: str, diagnostics: tuple[Diagnostic, ...]) -> None:
        self._found += diagnostics
        if any(d.level is Level.ERROR for d in diagnostics):
            self._failed |= self._specs_at(path)

    def _specs_at(self, path: str) -> set[str]:
        """What is wrong in a document that specs take in is wrong in these."""
        return self._takers.get(path, {path})
