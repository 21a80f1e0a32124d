"""Projects to modules: load, include, resolve, validate, lower, link, in this direction."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from rolec.analyse.limits import limits
from rolec.diagnostics.diagnostic import Diagnostic, error
from rolec.diagnostics.level import Level
from rolec.diagnostics.outcome import in_source_order
from rolec.driver import codes
from rolec.driver.account import AccountCompiler
from rolec.driver.compilation import Compilation, CompiledProject
from rolec.driver.document import SHARED, Document, ReadDocument, may_be_shared, read_documents
from rolec.driver.lint_settings import LintSettings, document_settings, speaks_of_lints
from rolec.driver.locked_project import LockedProject, locked_project
from rolec.driver.made_nowhere import refuse_made_nowhere
from rolec.driver.project import SETTINGS, Project, find_projects, spec_files
from rolec.driver.settings import Settings, read_settings
from rolec.driver.source_file import read_inside
from rolec.driver.spare import SparedFiles
from rolec.ir.module import Account, Module
from rolec.ir.text import Entity
from rolec.link import codes as link_codes
from rolec.link.definition import Placed
from rolec.link.link import link
from rolec.load.node import Mapping
from rolec.source.file import SourceFile, SourceMap
from rolec.source.span import Span

Progress = Callable[[str, int, int], None]
"""Is told what is being done, how much of it is done, and of how much."""


def compile_paths(
    paths: tuple[Path, ...],
    *,
    today: date | None = None,
    keep_going: bool = False,
    update: bool = False,
    progress: Progress | None = None,
) -> Compilation:
    """Compile every project at and below ``paths``; ``today`` is the day that `until` is held to.

    With ``update`` what is locked counts for nothing.
    """
    sources = SourceMap()
    projects = find_projects(paths)
    if projects.value is None:
        return Compilation(modules=(), diagnostics=projects.diagnostics, sources=sources)
    compiled = [
        _Compiler(
            project, sources, today, keep_going=keep_going, update=update, progress=progress
        ).compile()
        for project in projects.value
    ]
    found = [d for one in compiled for d in one.diagnostics]
    if not any(one.documents for one in compiled) and not found:
        shown = ", ".join(f"`{path.as_posix()}`" for path in paths)
        where = Span(paths[0].as_posix() if paths else ".", 0, 0)
        found.append(
            error(
                codes.NO_SPEC, f"no spec in {shown}", where, help="make one with `rolec new NAME`"
            )
        )
    found += _not_among_specs(paths, sources)
    return Compilation(
        modules=tuple(module for one in compiled for module in one.modules),
        diagnostics=in_source_order(found),
        sources=sources,
        documents=sum(one.documents for one in compiled),
        failed=tuple(path for one in compiled for path in one.failed),
        spared=tuple(one.spared for one in compiled),
        order=tuple(pair for one in compiled for pair in one.order),
        projects=tuple(compiled),
        locks=tuple(one.lock for one in compiled if one.lock and one.lock.path),
    )


def _not_among_specs(paths: tuple[Path, ...], sources: SourceMap) -> Iterator[Diagnostic]:
    """An error for each file that was named and that no project takes for one of its specs."""
    named = [path for path in paths if path.is_file() and path.name != SETTINGS]
    read = {Path(file).resolve() for file in sources.files} if named else set()
    for path in named:
        if path.resolve() not in read:
            shown = path.as_posix()
            yield error(
                codes.NOT_AMONG_SPECS,
                f"`{shown}` is not among the specs of its project",
                Span(shown, 0, 0),
                help="add it to `specs:` of rolec.yaml, or move it to where they are",
            )


class _Compiler:
    """Compiles one project."""

    def __init__(
        self,
        project: Project,
        sources: SourceMap,
        today: date | None,
        *,
        keep_going: bool,
        update: bool,
        progress: Progress | None,
    ) -> None:
        self._project = project
        self._sources = sources
        self._today = today
        self._keep_going = keep_going
        self._update = update
        self._progress = progress
        self._found: list[Diagnostic] = []
        self._failed: set[str] = set()
        self._takers: dict[str, set[str]] = {}
        self._lints: list[LintSettings] = []

    def compile(self) -> CompiledProject:
        settings = self._settings()
        locked = self._locked() if settings else None
        if settings is None or locked is None:
            return CompiledProject(diagnostics=tuple(self._found), spared=self._spared([], ()))
        files = self._files(spec_files(self._project, settings.specs))
        shared = [
            read.document
            for file in filter(may_be_shared, files)
            for read in self._read(file, settings)
            if read.document is not None and read.document.schema in SHARED
        ]
        accounts = [
            AccountCompiler(own, settings, self._today, shared, pins=locked.pins)
            for own in settings.owned
        ]
        for account in accounts:
            self._found += account.problems
        # Without its defaults a role would be another one, such as one without a boundary.
        unknown = any(d.level is Level.ERROR for a in accounts for d in a.problems)
        placed, documents = self._compile(files, settings, accounts)
        modules, order = ((), ()) if unknown else self._link(placed, settings)
        return CompiledProject(
            settings=settings,
            lints=tuple(self._lints),
            modules=modules,
            diagnostics=tuple(self._found),
            documents=documents,
            failed=tuple(sorted(self._failed)),
            spared=self._spared(placed, modules),
            order=order,
            lock=replace(locked, complete=not self._found_error()),
        )

    def _settings(self) -> Settings | None:
        if self._project.settings is None:
            return Settings()
        settings = read_settings(self._project.settings, self._sources)
        self._found += settings.diagnostics
        return settings.value

    def _locked(self) -> LockedProject | None:
        locked = locked_project(self._project, self._sources, update=self._update)
        self._found += locked.diagnostics
        return locked.value

    def _files(self, paths: Iterable[Path]) -> list[SourceFile]:
        files = []
        for path, source in read_inside(paths, self._project.root):
            self._report(path.as_posix(), source.diagnostics)
            if source.file is not None:
                self._sources.add(source.file)
                if not source.diagnostics:
                    files.append(source.file)
        return files

    def _read(self, file: SourceFile, settings: Settings) -> Iterator[ReadDocument]:
        return read_documents(
            file,
            self._project.root,
            self._sources,
            split_by_folder=settings.split_by_folder,
        )

    def _compile(
        self, files: list[SourceFile], settings: Settings, accounts: list[AccountCompiler]
    ) -> tuple[list[Placed], int]:
        """Every definition in every account, and how many documents there are.

        A file's tree is gone when the next is read: ten thousand would fill the memory.
        """
        placed: list[Placed] = []
        documents = 0
        for number, file in enumerate(files, 1):
            for read in self._read(file, settings):
                documents += 1
                self._report(file.path, read.diagnostics)
                if read.document is None or read.diagnostics:
                    continue
                for path in read.document.taken_in:
                    self._takers.setdefault(path, set()).add(file.path)
                self._note_lints(read.document, file, settings)
                outcomes = [account.compile(read.document) for account in accounts]
                nowhere = refuse_made_nowhere(read.document, outcomes, settings)
                self._report(file.path, tuple(nowhere))
                for outcome in outcomes:
                    self._report(file.path, outcome.diagnostics)
                    if outcome.placed is not None:
                        placed.append(outcome.placed)
            if self._progress:
                self._progress("compiling", number, len(files))
        return placed, documents

    def _note_lints(self, document: Document, file: SourceFile, settings: Settings) -> None:
        root = document.root
        # A waiver of rolec.yaml is for roles, and a finding is a place: where are they?
        if isinstance(root, Mapping) and (settings.lints.waivers or speaks_of_lints(file)):
            self._lints.append(document_settings(root))

    def _link(
        self, placed: list[Placed], settings: Settings
    ) -> tuple[tuple[Module, ...], tuple[tuple[str, str], ...]]:
        """Links what has no error; what names something that has one fails with it."""
        if (self._failed or self._found_error()) and not self._keep_going:
            # Names would be missing only because of errors that are reported already.
            placed = []
        while True:
            kept = [p for p in placed if p.definition.span.path not in self._failed]
            linked = link(kept, settings.terraform, self._folder)
            modules = linked.value.modules if linked.value else ()
            found = [d for module in modules for d in limits(module, settings.quotas)]
            before = len(self._failed)
            for diagnostic in (*linked.diagnostics, *found):
                if self._failed and diagnostic.code is link_codes.UNUSED_POLICY:
                    # Who uses it may be what has the error.
                    continue
                self._report(diagnostic.primary.span.path, (diagnostic,))
            if linked.value is not None and len(self._failed) == before:
                return linked.value.modules, linked.value.order
            if not self._keep_going or len(self._failed) == before:
                return (), ()

    def _found_error(self) -> bool:
        return any(d.level is Level.ERROR for d in self._found)

    def _spared(self, placed: list[Placed], modules: tuple[Module, ...]) -> SparedFiles:
        if not self._found_error():
            return SparedFiles(folder=self._project.folder)
        made = {(m.folder, p.span) for m in modules for p in m.policies}
        policies = [p for p in placed if p.entity is Entity.POLICY]
        here = [(self._folder(p.account, p.group), p.definition) for p in policies]
        root = self._project.root
        return SparedFiles(
            folder=self._project.folder,
            sources=frozenset(Path(path).relative_to(root).as_posix() for path in self._failed),
            unused=frozenset((f, p.source) for f, p in here if (f, p.span) not in made),
            whole=not modules,
        )

    def _folder(self, account: Account, group: str) -> str:
        parts = (self._project.folder, account.nickname, group)
        return "/".join(part for part in parts if part)

    def _report(self, path: str, diagnostics: tuple[Diagnostic, ...]) -> None:
        if not diagnostics:
            return
        self._found += diagnostics
        if any(d.level is Level.ERROR for d in diagnostics):
            # What is wrong in a document that specs take in is wrong in these.
            self._failed |= self._takers.get(path, {path})
