"""Compares what a build wants with what stands in the output folder."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field, replace
from hashlib import sha256

from rolec.diagnostics.diagnostic import Diagnostic, error
from rolec.diagnostics.outcome import Outcome, Sink
from rolec.emit.output import Output
from rolec.record import dataclass
from rolec.source.span import Span
from rolec.write import codes
from rolec.write.changes import (
    Changes,
    Kept,
    ModuleChanges,
    Removal,
    Spares,
    Write,
    join,
    split,
)
from rolec.write.look import FoundFile, look, not_ours
from rolec.write.manifest import (
    MANIFEST,
    ListedFile,
    Manifest,
    NotWritten,
    is_inside,
    render_manifest,
    temporary_name,
)
from rolec.write.module_folders import module_folders
from rolec.write.module_state import ModuleState, owner_of, read_module
from rolec.write.open_output import cannot_write
from rolec.write.output_folder import OutputFolder
from rolec.write.stamp import stamp


def plan_changes(
    output: OutputFolder,
    wanted: Mapping[str, Output],
    *,
    overwrite: bool = False,
    stamps: Mapping[str, str] | None = None,
    spares: Spares = lambda _folder, _source: False,
) -> Outcome[Changes]:
    """What must be written and removed so that ``output`` holds ``wanted``, by module folder.

    A file that the manifest does not list is never touched; a listed one that was
    edited by hand only when ``overwrite`` says so. A module folder that this build
    does not make loses the files that its manifest lists. A file whose stamp (see
    `record_stamps`) is among ``stamps`` is not read. A file that ``spares`` is true of
    stays as it is when it is not wanted: its spec has an error, and what it would make is
    not known. So do the files without a spec in a module that nothing else is left of.
    """
    sink = Sink()
    given = _Given(overwrite=overwrite, stamps=stamps or {}, spares=spares)
    try:
        modules = tuple(
            _Planner(output, folder, wanted.get(folder, Output({})), given, sink).plan()
            for folder in _folders(output, wanted)
        )
    except OSError as problem:
        sink.add(cannot_write(output.name_of(problem), problem, verb="read"))
        modules = ()
    return sink.outcome(Changes(modules=modules))


def _folders(output: OutputFolder, wanted: Mapping[str, Output]) -> list[str]:
    made = {folder for folder, module in wanted.items() if module.files or module.unwritten}
    # A manifest that calls its folder otherwise belongs to a build into another output
    # folder, which only happens to be below this one.
    others = [folder for folder in module_folders(output) if folder not in made]
    return sorted(made.union(folder for folder in others if owner_of(output, folder) == folder))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Given:
    overwrite: bool
    stamps: Mapping[str, str]
    spares: Spares


@dataclass(slots=True)
class _Planner:
    output: OutputFolder
    folder: str
    wanted: Output
    given: _Given
    sink: Sink
    writes: list[Write] = field(default_factory=list)
    removals: list[Removal] = field(default_factory=list)
    kept: list[Kept] = field(default_factory=list)
    spared: list[ListedFile] = field(default_factory=list)
    edited: list[str] = field(default_factory=list)
    emptied: set[str] = field(default_factory=set)

    def plan(self) -> ModuleChanges:
        state = read_module(self.output, self.folder)
        if isinstance(state, Diagnostic):
            self.sink.add(state)
            state = ModuleState(
                manifest=Manifest(folder=self.folder), text=None, leftovers=(), begun=frozenset()
            )
        elif state.manifest.folder != self.folder:
            self.sink.add(not_ours(self.output, join(self.folder, MANIFEST)))
        else:
            self._compare(state)
        return self._changes(state)

    def _compare(self, state: ModuleState) -> None:
        for path, file in sorted(self.wanted.files.items()):
            # INVARIANT: paths are made of checked names.
            if not is_inside(path) or split(path)[1] == MANIFEST:
                raise AssertionError(path)
            self._compare_file(path, file.text, state)
        unwanted = sorted(state.manifest.files.keys() - self.wanted.files.keys())
        listed = [state.manifest.files[path] for path in unwanted]
        sources = self._spared_sources(listed)
        for each in listed:
            self._compare_unwanted(each, spared=each.source in sources)
        for path in state.begun - self.wanted.files.keys():
            self._empty(path)

    def _compare_file(self, path: str, text: str, state: ModuleState) -> None:
        content = text.encode()
        wanted = sha256(content).hexdigest()
        listed = state.manifest.files.get(path)
        found = look(self.output, join(self.folder, path))
        if isinstance(found, Diagnostic):
            self.sink.add(found)
            return
        actual = self._hash(path, found, content, wanted) if found else None
        if found and (
            listed is None or (listed.old is None and actual not in {listed.new, wanted})
        ):
            self.sink.add(not_ours(self.output, join(self.folder, path)))
        elif found and actual == wanted:
            self.kept.append(Kept(path=path, sha256=wanted, state=found.state))
        elif self._may_change(actual, listed):
            self._refuse_occupied(path, state)
            self.writes.append(Write(path=path, text=text, sha256=wanted, old=actual))

    def _spared_sources(self, unwanted: list[ListedFile]) -> set[str]:
        sources = {f.source for f in unwanted if self.given.spares(self.folder, f.source)}
        # What is left of a module needs its settings and variables.
        return sources | {""} if sources and not self.wanted.files else sources

    def _compare_unwanted(self, listed: ListedFile, *, spared: bool) -> None:
        found = look(self.output, join(self.folder, listed.path))
        if isinstance(found, Diagnostic):
            self.sink.add(found)
        elif found is None:
            self._empty(listed.path)
        else:
            actual = sha256(found.read()).hexdigest()
            if listed.old is None and actual != listed.new:
                # A killed build was about to make it, and somebody else did.
                return
            if spared:
                as_is = actual if actual in {listed.old, listed.new} else listed.new or listed.old
                self.spared.append(replace(listed, old=as_is, new=as_is))
            elif self._may_change(actual, listed):
                self._empty(listed.path)
                self.removals.append(Removal(path=listed.path, old=actual))

    def _hash(self, path: str, found: FoundFile, content: bytes, wanted: str) -> str:
        if self.given.stamps.get(join(self.folder, path)) == stamp(found.state, wanted):
            return wanted
        there = found.read()
        return wanted if there == content else sha256(there).hexdigest()

    def _may_change(self, actual: str | None, listed: ListedFile | None) -> bool:
        if not (actual and listed) or actual in {listed.old, listed.new}:
            return True
        if self.given.overwrite:
            self.edited.append(listed.path)
            return True
        shown = f"{self.output.shown}/{join(self.folder, listed.path)}"
        self.sink.add(_edited(shown, listed.source))
        return False

    def _refuse_occupied(self, path: str, state: ModuleState) -> None:
        above, name = split(path)
        temporary = join(above, temporary_name(name))
        if temporary not in state.leftovers and look(self.output, join(self.folder, temporary)):
            self.sink.add(not_ours(self.output, join(self.folder, temporary)))

    def _empty(self, path: str) -> None:
        while path := split(path)[0]:
            self.emptied.add(path)

    def _changes(self, state: ModuleState) -> ModuleChanges:
        manifest = self._manifest()
        text = render_manifest(manifest) if manifest else None
        return ModuleChanges(
            folder=self.folder,
            manifest=manifest,
            pending=Manifest(folder=self.folder, files=dict(self._pending(state, manifest))),
            manifest_exists=state.text is not None,
            manifest_changes=text != state.text,
            writes=tuple(self.writes),
            removals=tuple(self.removals),
            kept=tuple(self.kept),
            spared=tuple(listed.path for listed in self.spared),
            edited=tuple(self.edited),
            leftovers=state.leftovers,
            emptied=tuple(sorted(self.emptied, reverse=True)),
            unfinished=state.unfinished,
        )

    def _manifest(self) -> Manifest | None:
        if not (self.wanted.files or self.wanted.unwritten or self.spared):
            return None
        hashes = {kept.path: kept.sha256 for kept in self.kept}
        hashes |= {write.path: write.sha256 for write in self.writes}
        files = {
            path: ListedFile(path=path, source=self.wanted.files[path].source, old=new, new=new)
            for path, new in hashes.items()
        }
        files |= {listed.path: listed for listed in self.spared}
        unwritten = self.wanted.unwritten
        not_written = (NotWritten(path=u.path, references=u.references) for u in unwritten)
        return Manifest(folder=self.folder, files=files, not_written=tuple(not_written))

    def _pending(
        self, state: ModuleState, manifest: Manifest | None
    ) -> Iterator[tuple[str, ListedFile]]:
        if manifest:
            yield from manifest.files.items()
            for write in self.writes:
                source = manifest.files[write.path].source
                new = write.sha256
                yield (
                    write.path,
                    ListedFile(path=write.path, source=source, old=write.old, new=new),
                )
        for removal in self.removals:
            source = state.manifest.files[removal.path].source
            yield (
                removal.path,
                ListedFile(path=removal.path, source=source, old=removal.old, new=None),
            )


def _edited(shown: str, source: str) -> Diagnostic:
    return error(
        codes.EDITED,
        f"`{shown}` was edited by hand",
        Span(shown, 0, 0),
        help=f"move the change to `{source}`, or build with `--overwrite` to lose it"
        if source
        else "undo the change, or build with `--overwrite` to lose it",
    )
