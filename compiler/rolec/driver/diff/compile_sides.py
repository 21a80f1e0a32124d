"""Two sides to modules, of which only what may differ is compiled.

Of a thousand specs one is edited as a rule, and to compile the others twice would take most of the
time. What a spec means depends on its text, on the settings, the lock and the documents that others
name, and, when it is linked, on the specs whose names it has. So a spec is left out when it is the
same on both sides, as those are, and has none of the names of what is compiled.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from rolec.diagnostics.outcome import Outcome
from rolec.driver.compile.compilation import Compilation
from rolec.driver.compile.compile import together
from rolec.driver.compile.compile_options import CompileOptions
from rolec.driver.compile.project_compiler import ProjectCompiler
from rolec.driver.diff.role_pairs import Named
from rolec.driver.diff.sides import Side
from rolec.driver.project.include import may_include
from rolec.driver.project.project import Project, find_projects
from rolec.ir.role import Role
from rolec.link.definition import Placed
from rolec.source.file import SourceFile, SourceMap

_BOTH = 2
_HIDDEN = re.compile(r"\\|\$\{(?:variables\.|role\.|account\.name\})")
"""In a text with one of these may stand a name that is not seen in it."""


class SidedProject(NamedTuple):
    """A project on both sides, None where it is not there, or where its settings have an error."""

    folder: str
    old: ProjectCompiler | None
    new: ProjectCompiler | None


class Sided(NamedTuple):
    """Both sides, ``edited`` being the specs whose text differs, and ``same`` how many do not.

    ``named`` are the specs of each side where it is one file, and all else only goes with it.
    """

    old: Compilation
    new: Compilation
    edited: frozenset[str]
    same: int
    projects: tuple[SidedProject, ...]
    named: Named


class _Half(NamedTuple):
    """One side, and its projects by folder."""

    side: Side
    sources: SourceMap
    projects: Outcome[tuple[Project, ...]]
    compilers: dict[str, ProjectCompiler]

    def named(self) -> frozenset[str] | None:
        """The spec that the side is; None where it is a folder."""
        path, files = self.side.path, self.side.files
        if not files.is_file(path):
            return None
        specs = (each for compiler in self.compilers.values() for each in compiler.specs.items())
        real = files.real(path)
        return frozenset(name for name, file in specs if files.real(Path(file.path)) == real)

    def finished(self) -> Compilation:
        """What came of what was added."""
        found = self.projects.diagnostics
        if found:
            return Compilation(modules=(), diagnostics=found, sources=self.sources)
        compiled = [compiler.finish() for compiler in self.compilers.values()]
        return together((self.side.path,), compiled, self.sources, self.side.files)


def compile_sides(old: Side, new: Side) -> Sided:
    """What of the specs on both sides may differ, as modules."""
    before, after = _half(old), _half(new)
    edited: set[str] = set()
    same = 0
    projects: list[SidedProject] = []
    for folder in sorted(before.compilers.keys() | after.compilers.keys()):
        both = [half.compilers[folder] for half in (before, after) if folder in half.compilers]
        opened = [compiler for compiler in both if compiler.open()]
        projects.append(_sided_project(folder, before, after, opened))
        texts = [{source: file.text for source, file in each.specs.items()} for each in opened]
        differing = _differing(texts)
        edited |= differing
        same += len(set[str]().union(*texts) - differing)
        if len(opened) == _BOTH and _context(opened[0]) == _context(opened[1]):
            _add_some(opened, differing.union(*(half.named() or () for half in (before, after))))
        else:
            for compiler in opened:
                compiler.add(compiler.specs.values())
    ends = before.finished(), after.finished()
    named = Named(before.named(), after.named())
    return Sided(*ends, frozenset(edited), same, tuple(projects), named)


def _sided_project(
    folder: str, before: _Half, after: _Half, opened: Sequence[ProjectCompiler]
) -> SidedProject:
    one, other = (half.compilers.get(folder) for half in (before, after))
    return SidedProject(folder, one if one in opened else None, other if other in opened else None)


def _half(side: Side) -> _Half:
    sources = SourceMap()
    # In a revision from before a project was begun, there is none.
    there = side.revision is None or side.files.exists(side.path)
    projects = find_projects((side.path,) if there else (), side.files)
    compilers = {
        project.folder: ProjectCompiler(project, sources, CompileOptions(in_part=True), side.files)
        for project in projects.value or ()
    }
    return _Half(side, sources, projects, compilers)


def _differing(texts: Sequence[Mapping[str, str]]) -> set[str]:
    """The specs that are not the same on both sides; of one side it is all."""
    if len(texts) != _BOTH:
        return set[str]().union(*texts)
    one, other = texts
    return {name for name in one.keys() | other.keys() if one.get(name) != other.get(name)}


def _context(compiler: ProjectCompiler) -> tuple[object, ...]:
    """All that a spec may depend on beside itself, until it is linked."""
    # What was read until now is the settings, the lock and what they name, and the specs.
    specs = {file.path for file in compiler.specs.values()}
    root = compiler.project.root
    beside = sorted(
        (Path(path).relative_to(root).as_posix(), file.text)
        for path, file in compiler.sources.files.items()
        if path not in specs and Path(path).is_relative_to(root)
    )
    shared = sorted((source, compiler.specs[source].text) for source in compiler.shared)
    return beside, shared


def _add_some(both: Sequence[ProjectCompiler], differing: set[str]) -> None:
    """Add what differs or may, and what has one of its names, or one that it names in turn."""
    names = set[str]().union(*(compiler.specs for compiler in both))
    # What a spec takes in may differ where the spec does not.
    taking_in = {n for c in both for n, file in c.specs.items() if may_include(file)}
    left = names - differing - taking_in
    added = [compiler.add(_some(compiler, differing | taking_in)) for compiler in both]
    words = _names(added) | _linked(added)
    known: set[str] = set()
    while words and left:
        mention = _mention(words)
        # The text is the same on both sides.
        texts = {name: both[0].specs[name].text for name in left}
        more = {name for name, text in texts.items() if mention(text)}
        known |= words
        left -= more
        words = _linked([compiler.add(_some(compiler, more)) for compiler in both]) - known


def _some(compiler: ProjectCompiler, names: set[str]) -> list[SourceFile]:
    return [file for name, file in compiler.specs.items() if name in names]


def _names(added: Iterable[Sequence[Placed]]) -> set[str]:
    """The names by which others may know what differs."""
    one, other = ({_key(placed): placed for placed in side} for side in added)
    differing = [
        placed
        for key in one.keys() | other.keys()
        if one.get(key) != other.get(key)
        for placed in (one.get(key), other.get(key))
        if placed is not None
    ]
    return {name.casefold() for placed in differing for name in _names_of(placed) if name}


def _names_of(placed: Placed) -> Iterator[str]:
    definition = placed.definition
    yield definition.name
    yield definition.label
    yield placed.name or ""
    yield from definition.moved_from
    if isinstance(definition, Role) and definition.instance_profile:
        yield definition.instance_profile.name.written


def _linked(added: Iterable[Sequence[Placed]]) -> set[str]:
    """The names that are to be found, so that what was added can be linked."""
    return {link.name.casefold() for side in added for placed in side for link in placed.links}


def _key(placed: Placed) -> tuple[str, str, str]:
    return placed.account.nickname, placed.entity, placed.definition.name


def _mention(words: Iterable[str]) -> Callable[[str], object]:
    """Whether a text has one of ``words``, or may have it where it is not seen."""
    alternatives = "|".join(map(re.escape, sorted(words)))
    word = re.compile(f"(?<![a-z0-9])(?:{alternatives})(?![a-z0-9])")
    return lambda text: _HIDDEN.search(text) or word.search(text.casefold())
