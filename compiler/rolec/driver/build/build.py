"""Specs to files on disk: compile, emit, verify, write."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from rolec.diagnostics.diagnostic import Diagnostic
from rolec.diagnostics.level import Level
from rolec.diagnostics.outcome import in_source_order
from rolec.driver.build.output_place import refuse_output_place
from rolec.driver.build.spared_variables import with_spared_variables
from rolec.driver.compile.compilation import Compilation
from rolec.driver.compile.compile import compile_paths
from rolec.driver.compile.compile_options import CompileOptions, Progress
from rolec.driver.compile.spared_files import spares
from rolec.driver.lock.write_lock import LockChange, lock_changes, write_locks
from rolec.driver.project.codes import NO_SPEC
from rolec.driver.project.required_json import refuse_unwritten
from rolec.emit.emit import emit
from rolec.emit.output import Output, Unwritten
from rolec.ir.module import Module
from rolec.record import dataclass
from rolec.source.file import SourceMap
from rolec.write.changes import Changes, Spares, join
from rolec.write.manifest import MANIFEST
from rolec.write.open_output import open_output
from rolec.write.output_folder import OutputFolder
from rolec.write.plan import plan_changes
from rolec.write.stamps import load_stamps, store_stamps
from rolec.write.write import record_stamps, write_changes

if TYPE_CHECKING:
    from rolec.write.compare import Comparison


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What a build is asked for.

    ``cache`` is the user's folder for what may be thrown away, or None; ``now_ns`` is the time
    and ``today`` the day, since nothing here looks at a clock. With ``update`` what was taken from
    AWS's catalogue is taken anew.
    """

    paths: tuple[Path, ...]
    output: Path
    today: date
    now_ns: int = 0
    imports: bool = False
    overwrite: bool = False
    keep_going: bool = False
    update: bool = False
    verify: bool = True
    workers: int = 1
    cache: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """What a build did, or why it did nothing; paths are below the output folder.

    ``spared`` are files of an earlier build that stay, since their spec has an error.
    ``unwritten`` are JSON documents that hold a value which only Terraform knows. ``order`` are
    pairs of module folders: the first must be applied before the second. ``files`` are all that
    the output folder holds when it is done, manifests included. ``locks`` are those that are
    changed or, for a comparison, stale.
    """

    diagnostics: tuple[Diagnostic, ...]
    sources: SourceMap
    roles: int = 0
    written: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    spared: tuple[str, ...] = ()
    unchanged: int = 0
    failed: tuple[str, ...] = ()
    order: tuple[tuple[str, str], ...] = ()
    unwritten: tuple[Unwritten, ...] = ()
    files: tuple[str, ...] = ()
    locks: tuple[LockChange, ...] = ()
    comparison: Comparison | None = None
    done: bool = False

    @property
    def has_errors(self) -> bool:
        """Whether anything must be mended."""
        return any(d.level is Level.ERROR for d in self.diagnostics)

    @property
    def found_all_done(self) -> bool:
        """Whether the output folder was what it should be, and the specs without an error."""
        stale = self.comparison is not None and not self.comparison.fresh
        changed = stale or self.written or self.removed or self.locks
        return self.done and not (changed or self.has_errors)


@dataclass(slots=True)
class _Emitted:
    """The modules of a compilation with their files, and everything said so far."""

    compiled: Compilation
    modules: tuple[Module, ...] = ()
    outputs: dict[str, Output] = field(default_factory=dict)
    said: list[Diagnostic] = field(default_factory=list)

    @property
    def stopped(self) -> bool:
        return any(d.level is Level.ERROR for d in self.said)


def build(wish: Wish, progress: Progress | None = None) -> Built:
    """Make the output folder hold what the specs say, and nothing else of rolec's."""
    emitted = _emit(wish, progress)
    if emitted.stopped and not (wish.keep_going and emitted.outputs):
        _say_what_is_left(emitted, wish.output)
        return _built(emitted)
    misplaced = refuse_output_place(wish.output, wish.paths, emitted.compiled)
    if misplaced:
        return _built(emitted, (misplaced,))
    opened = open_output(wish.output)
    if opened.value is None:
        return _built(emitted, opened.diagnostics)
    with opened.value as output:
        stamps = load_stamps(wish.cache, wish.output)
        stays = spares(emitted.compiled.spared)
        if emitted.stopped:
            _declare_spared(emitted, output, stays, wish)
        planned = plan_changes(
            output, emitted.outputs, overwrite=wish.overwrite, stamps=stamps, spares=stays
        )
        if planned.value is None:
            return _built(emitted, planned.diagnostics)
        changes = planned.value
        if wish.verify:
            _prove(emitted, changes, wish, progress)
        written = write_changes(output, changes)
        if written.value is None:
            return _built(emitted, (*planned.diagnostics, *written.diagnostics))
        store_stamps(wish.cache, wish.output, record_stamps(output, written.value, wish.now_ns))
        locks = lock_changes(emitted.compiled.locks)
        refused = tuple(write_locks(locks))
    built = _built(emitted, (*planned.diagnostics, *refused), changes)
    return replace(built, locks=() if refused else locks)


def compare(wish: Wish, progress: Progress | None = None) -> Built:
    """How the output folder differs from what the specs say; nothing is written."""
    from rolec.write.compare import compare_output

    emitted = _emit(wish, progress)
    if emitted.stopped:
        return _built(emitted)
    stamps = load_stamps(wish.cache, wish.output)
    compared = compare_output(wish.output, emitted.outputs, stamps=stamps)
    built = _built(emitted, compared.diagnostics)
    return Built(
        diagnostics=built.diagnostics,
        sources=built.sources,
        roles=built.roles,
        unchanged=compared.value.unchanged if compared.value else 0,
        files=built.files,
        locks=lock_changes(emitted.compiled.locks),
        comparison=compared.value,
        done=compared.value is not None,
    )


def _emit(wish: Wish, progress: Progress | None) -> _Emitted:
    options = CompileOptions(
        today=wish.today,
        keep_going=wish.keep_going,
        update=wish.update,
        guarded=True,
        progress=progress,
    )
    compiled = compile_paths(wish.paths, options)
    emitted = _Emitted(compiled, compiled.modules, said=list(compiled.diagnostics))
    for module in compiled.modules:
        output = emit(module, imports=wish.imports)
        emitted.said += refuse_unwritten(output.unwritten)
        emitted.outputs[module.folder] = output
    return emitted


def _say_what_is_left(emitted: _Emitted, output: Path) -> None:
    """Without a spec nothing is removed: a wrong path must not take away what is live."""
    if not (output / MANIFEST).exists():
        return
    help_ = f"when there is to be none any more, delete the folder `{output.as_posix()}`"
    emitted.said = [
        replace(d, help=f"{d.help}; {help_}") if d.code is NO_SPEC else d for d in emitted.said
    ]


def _declare_spared(emitted: _Emitted, output: OutputFolder, stays: Spares, wish: Wish) -> None:
    """Let modules declare what files use that stay beside those which are made."""
    modules = []
    for module in emitted.modules:
        wanted = emitted.outputs[module.folder]
        with_variables = with_spared_variables(module, wanted, output, stays)
        if with_variables is not module:
            emitted.outputs[module.folder] = emit(with_variables, imports=wish.imports)
        modules.append(with_variables)
    emitted.modules = tuple(modules)


def _prove(emitted: _Emitted, changes: Changes, wish: Wish, progress: Progress | None) -> None:
    """Read back what is about to be written; what it must say was compiled."""
    from rolec.verify.verify import Job, verify_many

    writes = {m.folder: [w.path for w in m.writes] for m in changes.modules if m.writes}
    jobs = [
        Job(
            module,
            {path: file.text for path, file in emitted.outputs[module.folder].files.items()},
            writes[module.folder],
        )
        for module in emitted.modules
        if module.folder in writes
    ]
    folder = str(wish.cache) if wish.cache else None
    differences = verify_many(
        jobs,
        workers=wish.workers,
        cache_folder=folder,
        progress=partial(progress, "verifying") if progress else None,
    )
    if differences:
        # INVARIANT: what is written is what was meant.
        listed = "; ".join(differences)
        raise AssertionError(f"what would be written is not what was compiled: {listed}")


def _built(
    emitted: _Emitted, more: tuple[Diagnostic, ...] = (), changes: Changes | None = None
) -> Built:
    return Built(
        diagnostics=in_source_order([*emitted.said, *more]),
        sources=emitted.compiled.sources,
        roles=sum(len(module.roles) for module in emitted.modules),
        written=tuple(changes.written) if changes else (),
        removed=tuple(changes.removed) if changes else (),
        spared=tuple(changes.spared) if changes else (),
        unchanged=changes.unchanged if changes else 0,
        failed=emitted.compiled.failed,
        order=emitted.compiled.order,
        unwritten=tuple(
            replace(one, path=join(folder, one.path))
            for folder, output in emitted.outputs.items()
            for one in output.unwritten
        ),
        files=tuple(_files(emitted)),
        done=changes is not None,
    )


def _files(emitted: _Emitted) -> Iterator[str]:
    for folder, output in emitted.outputs.items():
        yield from (join(folder, path) for path in output.files)
        if output.files or output.unwritten:
            yield join(folder, MANIFEST)
