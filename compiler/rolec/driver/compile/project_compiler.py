"""A project to modules: load, include, resolve, validate, lower, link, in this direction."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

from rolec.diagnostics.level import Level
from rolec.driver.compile.compilation import CompiledProject, PlacedExpectations
from rolec.driver.compile.compile_options import CompileOptions
from rolec.driver.compile.link_project import LinkedProject, ProjectLinker
from rolec.driver.compile.made_nowhere import refuse_made_nowhere
from rolec.driver.compile.open_project import OpenProject, ProjectReader
from rolec.driver.compile.project_findings import ProjectFindings
from rolec.driver.compile.spared_files import SparedFiles, spared_files
from rolec.driver.lock.locked_project import LockedProject
from rolec.driver.project.document import Document, ReadDocument
from rolec.driver.project.files import DISK, Files
from rolec.driver.project.lint_settings import LintSettings, document_settings, speaks_of_lints
from rolec.driver.project.project import Project
from rolec.ir.module import Account, Module
from rolec.link.definition import Placed
from rolec.load.node import Mapping as MappingNode
from rolec.source.file import SourceFile, SourceMap


class ProjectCompiler:
    """Compiles one project: `open` it, `add` its specs, all or some, and `finish`."""

    def __init__(
        self,
        project: Project,
        sources: SourceMap,
        options: CompileOptions,
        files: Files = DISK,
    ) -> None:
        self.project = project
        self.sources = sources
        self._options = options
        self._findings = ProjectFindings()
        self._reader = ProjectReader(project, sources, files, self._findings)
        self._opened: OpenProject | None = None
        self._placed: list[Placed] = []
        self._expected: list[PlacedExpectations] = []
        self._lints: list[LintSettings] = []
        self._documents = 0

    @property
    def specs(self) -> Mapping[str, SourceFile]:
        """Each spec by its path in the project; none until it is open."""
        return self._opened.specs if self._opened else {}

    @property
    def shared(self) -> frozenset[str]:
        """The specs with a document that others may name while they are compiled."""
        return self._opened.shared if self._opened else frozenset()

    @property
    def lock(self) -> LockedProject | None:
        """The lock, once it is open."""
        return self._opened.lock if self._opened else None

    def compile(self) -> CompiledProject:
        """All that comes of the project."""
        if self.open():
            self.add(self.specs.values())
        return self.finish()

    def open(self) -> bool:
        """Read the settings, the lock and the text of each spec; say whether it can go on."""
        self._opened = self._reader.open(self._options)
        return self._opened is not None

    def add(self, specs: Collection[SourceFile]) -> list[Placed]:
        """Every definition of ``specs``, which are of the open project, in every account.

        A file's tree is gone when the next is read: ten thousand would fill the memory.
        """
        before = len(self._placed)
        for number, file in enumerate(specs, 1):
            if self._opened is not None:
                for read in self._reader.documents(file, self._opened.settings):
                    self._add(read, file, self._opened)
            if self._options.progress:
                self._options.progress("compiling", number, len(specs))
        return self._placed[before:]

    def finish(self) -> CompiledProject:
        """What came of all that was added."""
        opened, findings = self._opened, self._findings
        if opened is None:
            return CompiledProject(
                diagnostics=tuple(findings.diagnostics), spared=self._spared(LinkedProject())
            )
        linker = ProjectLinker(opened.settings, opened.guarded, findings, self._folder)
        # Without its defaults a role would be another one, such as one without a boundary.
        is_known = all(d.level is not Level.ERROR for d in opened.problems())
        linked = LinkedProject()
        if is_known:
            linked = linker.link(self._placed, keep_going=self._options.keep_going)
        sound = linked.modules
        if self._options.find_sound and is_known and findings.has_error:
            sound = linker.link_sound(self._placed)
        expected = tuple(e for e in self._expected if e.span.path not in findings.failed)
        if not self._options.in_part and not findings.has_error:
            self._judge_expectations(linked.modules, expected, opened)
        return CompiledProject(
            settings=opened.settings,
            lints=tuple(self._lints),
            modules=linked.modules,
            sound=sound,
            guard_rails=opened.guarded.written,
            expectations=expected,
            diagnostics=tuple(findings.diagnostics),
            specs=len(opened.specs),
            documents=self._documents,
            failed=tuple(sorted(findings.failed)),
            spared=self._spared(linked),
            order=linked.order,
            lock=replace(opened.lock, complete=not findings.has_error),
        )

    def _add(self, read: ReadDocument, file: SourceFile, opened: OpenProject) -> None:
        self._documents += 1
        self._findings.report(file.path, read.diagnostics)
        if read.document is None or read.diagnostics:
            return
        self._findings.takes_in(file.path, read.document.taken_in)
        self._note_lints(read.document, file, opened)
        outcomes = [account.compile(read.document) for account in opened.accounts]
        nowhere = refuse_made_nowhere(read.document, outcomes, opened.settings)
        self._findings.report(file.path, tuple(nowhere))
        for outcome in outcomes:
            self._findings.report(file.path, outcome.diagnostics)
            if outcome.placed is not None:
                self._placed.append(outcome.placed)
            if outcome.expected is not None:
                self._expected.append(outcome.expected)

    def _note_lints(self, document: Document, file: SourceFile, opened: OpenProject) -> None:
        # A waiver of rolec.yaml is for roles, and a finding is a place: where are they?
        asked = opened.settings.lints.waivers or speaks_of_lints(file)
        if isinstance(document.root, MappingNode) and asked:
            self._lints.append(document_settings(document.root))

    def _judge_expectations(
        self,
        modules: tuple[Module, ...],
        lists: tuple[PlacedExpectations, ...],
        opened: OpenProject,
    ) -> None:
        if lists or any(role.expected for each in modules for role in each.roles):
            from rolec.driver.compile.expectation_problems import expectation_problems

            for problem in expectation_problems(modules, lists, opened.settings.catalogue):
                self._findings.report(problem.primary.span.path, (problem,))

    def _spared(self, linked: LinkedProject) -> SparedFiles:
        if not self._findings.has_error:
            return SparedFiles(folder=self.project.folder)
        placed = [(self._folder(each.account, each.group), each) for each in self._placed]
        return spared_files(self.project, placed, linked.modules, self._findings.failed)

    def _folder(self, account: Account, group: str) -> str:
        parts = (self.project.folder, account.nickname, group)
        return "/".join(part for part in parts if part)
