"""Reads back what is about to be written, and demands what was compiled.

Knows nothing of the emitter: what the files must say is worked out from the IR, and what
they do say is found by `read`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial

from rolec.diagnostics.diagnostic import Diagnostic
from rolec.ir.document import Document
from rolec.ir.module import Module
from rolec.read.configuration import Configuration
from rolec.read.policy_document import read_json_document
from rolec.read.terraform import read_terraform
from rolec.record import dataclass
from rolec.source.file import SourceFile
from rolec.verify.differences import differences
from rolec.verify.entity import in_order, tags_in_order
from rolec.verify.expected import Expected, expected
from rolec.verify.imports import imports

_ON_REQUEST = "imports.tf"
"""The one file that a module may have or not."""


_WORTH_A_PROCESS = 40_000
"""Characters from which two processes are quicker than one: they take 0.1 s to start."""


@dataclass(frozen=True, slots=True)
class Job:
    """A module, all its files by path relative to its folder, and which of them changed."""

    module: Module
    files: Mapping[str, str]
    changed: Collection[str]


@dataclass(frozen=True, slots=True)
class _Task:
    """One file to read, small enough to be sent to another process."""

    path: str
    text: str
    expected: Expected
    texts: Mapping[str, str]


def verify(
    module: Module,
    files: Mapping[str, str],
    changed: Collection[str],
    *,
    cache_folder: str | None = None,
) -> tuple[str, ...]:
    """One line for each difference between the changed ``files`` and ``module``.

    Empty is the proof that they say the same. python-hcl2's grammar is kept in
    ``cache_folder``.
    """
    return verify_many([Job(module, files, changed)], cache_folder=cache_folder)


def verify_many(
    jobs: Sequence[Job],
    *,
    workers: int = 1,
    cache_folder: str | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> tuple[str, ...]:
    """The differences of all ``jobs``, by ``workers`` processes where that is quicker.

    ``progress`` is told how many files were read, and of how many.
    """
    found: list[str] = []
    tasks: list[_Task] = []
    for job in jobs:
        wanted = expected(job.module)
        if _ON_REQUEST in job.files:
            wanted[_ON_REQUEST] = partial(_imports, job.module)
        found += _wrong_files(job, wanted)
        tasks += _tasks(job, wanted)
    for done, differences_of_one in enumerate(_check_all(tasks, workers, cache_folder), 1):
        found += differences_of_one
        if progress:
            progress(done, len(tasks))
    return tuple(found)


def _imports(module: Module) -> Expected:
    return Expected(imports(module))


def _wrong_files(job: Job, wanted: Collection[str]) -> Iterator[str]:
    for path in sorted(set(wanted) - job.files.keys()):
        yield f"{_in(job, path)}: is not written"
    for path in sorted(job.files.keys() - set(wanted)):
        yield f"{_in(job, path)}: is not meant"


def _tasks(job: Job, wanted: Mapping[str, Callable[[], Expected]]) -> Iterator[_Task]:
    for path in sorted(wanted.keys() & job.files.keys() & set(job.changed)):
        one = wanted[path]()
        texts = {name: job.files[name] for name in one.files if name in job.files}
        yield _Task(_in(job, path), job.files[path], one, texts)


def _in(job: Job, path: str) -> str:
    return f"{job.module.folder}/{path}" if job.module.folder else path


def _check_all(
    tasks: Sequence[_Task], workers: int, cache_folder: str | None
) -> Iterable[list[str]]:
    check = partial(_check, cache_folder=cache_folder)
    if workers < 2 or sum(len(task.text) for task in tasks) < _WORTH_A_PROCESS:  # noqa: PLR2004 - two
        return map(check, tasks)
    from rolec.read.hcl.grammar import warm
    from rolec.verify.workers import in_processes

    warm(cache_folder)
    return in_processes(check, tasks, workers)


def _check(task: _Task, *, cache_folder: str | None) -> list[str]:
    """The differences of one file."""
    file = SourceFile(task.path, task.text)
    match task.expected.content:
        case Configuration() as meant:
            read = read_terraform([file], task.texts, cache_folder=cache_folder)
            return [
                *(_line(file, diagnostic) for diagnostic in read.diagnostics),
                *differences(_ordered(meant), replace(_ordered(read), diagnostics=()), task.path),
            ]
        case Document() as document:
            outcome = read_json_document(file)
            return [
                *(_line(file, diagnostic) for diagnostic in outcome.diagnostics),
                *differences(document, outcome.value, task.path),
            ]
        case str() as text:
            return [] if text == task.text else [f"{task.path}: is not the text that was given"]


def _line(file: SourceFile, diagnostic: Diagnostic) -> str:
    span = diagnostic.primary.span
    place = f":{file.position(span.start)[0]}" if span.path == file.path else ""
    return f"{file.path}{place}: {diagnostic.message}"


def _ordered(found: Configuration) -> Configuration:
    """The configuration with everything in order whose order means nothing."""
    return replace(
        found,
        roles=tuple(map(in_order, found.roles)),
        policies=tuple(replace(p, tags=tags_in_order(p.tags)) for p in found.policies),
        oidc_providers=tuple(replace(p, tags=tags_in_order(p.tags)) for p in found.oidc_providers),
        saml_providers=tuple(replace(p, tags=tags_in_order(p.tags)) for p in found.saml_providers),
        resources=tuple(
            sorted(
                (replace(r, depends_on=tuple(sorted(r.depends_on))) for r in found.resources),
                key=lambda r: r.address,
            )
        ),
        outputs=tuple(
            sorted(
                (replace(o, depends_on=tuple(sorted(o.depends_on))) for o in found.outputs),
                key=lambda o: o.name,
            )
        ),
        variables=tuple(sorted(found.variables, key=lambda v: v.name)),
        imports=tuple(sorted(found.imports, key=lambda i: i.address)),
        moved=tuple(sorted(found.moved, key=lambda m: (m.after, m.before))),
    )
