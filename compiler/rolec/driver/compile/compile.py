"""Projects to modules: each is found, compiled, and all that came of them put together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from rolec.diagnostics.diagnostic import Diagnostic, error
from rolec.diagnostics.outcome import in_source_order
from rolec.driver.compile.compilation import Compilation, CompiledProject
from rolec.driver.compile.compile_options import PLAIN, CompileOptions
from rolec.driver.compile.no_spec import no_spec, way_in
from rolec.driver.compile.project_compiler import ProjectCompiler
from rolec.driver.project import codes
from rolec.driver.project.files import DISK, Files
from rolec.driver.project.project import SETTINGS, find_projects
from rolec.source.file import SourceMap
from rolec.source.span import Span


def compile_paths(
    paths: tuple[Path, ...],
    options: CompileOptions = PLAIN,
) -> Compilation:
    """Compile every project at and below ``paths``."""
    sources = SourceMap()
    projects = find_projects(paths)
    if projects.value is None:
        return Compilation(modules=(), diagnostics=projects.diagnostics, sources=sources)
    compiled = [ProjectCompiler(each, sources, options).compile() for each in projects.value]
    return together(paths, compiled, sources)


def together(
    paths: tuple[Path, ...],
    compiled: Sequence[CompiledProject],
    sources: SourceMap,
    files: Files = DISK,
) -> Compilation:
    """What came of the projects at and below ``paths``, as one."""
    found = [d for one in compiled for d in one.diagnostics]
    strangers = tuple(_not_among_specs(paths, sources, files))
    if not any(one.specs for one in compiled) and not found and not strangers:
        found.append(no_spec(paths, files))
    found += strangers
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


def _not_among_specs(
    paths: tuple[Path, ...], sources: SourceMap, files: Files
) -> Iterator[Diagnostic]:
    """An error for each file that was named and that no project takes for one of its specs."""
    named = [path for path in paths if files.is_file(path) and path.name != SETTINGS]
    read = {files.real(Path(file)) for file in sources.files} if named else set()
    for path in named:
        if files.real(path) not in read:
            shown = path.as_posix()
            yield error(
                codes.NOT_AMONG_SPECS,
                f"`{shown}` is not among the specs of its project",
                Span(shown, 0, 0),
                help=way_in(path, files),
            )
