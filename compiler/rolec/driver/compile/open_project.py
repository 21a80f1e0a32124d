"""What of a project is read before any of its specs is compiled."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from rolec.diagnostics.diagnostic import Diagnostic
from rolec.driver.compile.account import AccountCompiler
from rolec.driver.compile.compile_options import CompileOptions
from rolec.driver.compile.guarded import Guarded
from rolec.driver.compile.project_findings import ProjectFindings
from rolec.driver.lock.locked_project import LockedProject, locked_project
from rolec.driver.project.document import (
    SHARED,
    ReadDocument,
    may_be_shared,
    read_documents,
    source_of,
)
from rolec.driver.project.files import Files
from rolec.driver.project.project import Project, spec_files
from rolec.driver.project.settings import Settings, read_settings
from rolec.driver.project.source_file import MAX_BYTES, read_inside
from rolec.record import dataclass
from rolec.source.file import SourceFile, SourceMap


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenProject:
    """The settings and the lock of a project, the texts of its specs, and its accounts.

    ``specs`` are by their paths in the project; ``shared`` are those with a document that others
    may name while they are compiled.
    """

    settings: Settings
    lock: LockedProject
    specs: Mapping[str, SourceFile]
    shared: frozenset[str]
    accounts: tuple[AccountCompiler, ...]
    guarded: Guarded

    def problems(self) -> list[Diagnostic]:
        """What is wrong with settings that are each account's own."""
        found = [d for account in self.accounts for d in account.problems]
        return [*found, *self.guarded.problems]


class ProjectReader:
    """Reads the files of ``project``, and tells ``findings`` what is wrong with them."""

    def __init__(
        self, project: Project, sources: SourceMap, files: Files, findings: ProjectFindings
    ) -> None:
        self._project = project
        self._sources = sources
        self._files = files
        self._findings = findings

    def open(self, options: CompileOptions) -> OpenProject | None:
        """The project; None where its settings or its lock cannot be read."""
        settings = self._settings()
        lock = self._lock(settings, update=options.update) if settings else None
        if settings is None or lock is None:
            return None
        specs = self._specs(spec_files(self._project, settings.specs, self._files))
        shared = [
            read.document
            for file in filter(may_be_shared, specs.values())
            for read in self.documents(file, settings)
            if read.document is not None and read.document.schema in SHARED
        ]
        accounts = tuple(
            AccountCompiler(own, settings, options.today, shared, pins=lock.pins)
            for own in settings.owned
        )
        opened = OpenProject(
            settings=settings,
            lock=lock,
            specs=specs,
            shared=frozenset(document.source for document in shared),
            accounts=accounts,
            guarded=Guarded(accounts if options.guarded else ()),
        )
        self._findings.add(opened.problems())
        return opened

    def documents(self, file: SourceFile, settings: Settings) -> Iterator[ReadDocument]:
        """The documents of a spec, one at a time."""
        return read_documents(
            file,
            self._project.root,
            self._sources,
            split_by_folder=settings.split_by_folder,
            files=self._files,
        )

    def _settings(self) -> Settings | None:
        if self._project.settings is None:
            return Settings()
        read = read_settings(self._project.settings, self._sources, self._files)
        self._findings.add(read.diagnostics)
        return read.value

    def _lock(self, settings: Settings, *, update: bool) -> LockedProject | None:
        locked = locked_project(
            self._project,
            self._sources,
            update=update,
            files=self._files,
            catalogue=settings.catalogue,
        )
        self._findings.add(locked.diagnostics)
        return locked.value

    def _specs(self, paths: tuple[Path, ...]) -> dict[str, SourceFile]:
        specs = {}
        self._files.expect(paths, MAX_BYTES)
        for path, source in read_inside(paths, self._project.root, self._files):
            self._findings.report(path.as_posix(), source.diagnostics)
            if source.file is not None:
                self._sources.add(source.file)
                if not source.diagnostics:
                    specs[source_of(source.file, self._project.root)] = source.file
        return specs
