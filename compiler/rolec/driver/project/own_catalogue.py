"""The file that a project puts over AWS's catalogue, which is sometimes wrong or late."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from rolec.diagnostics.code import Code
from rolec.diagnostics.diagnostic import Diagnostic, error
from rolec.diagnostics.outcome import in_source_order
from rolec.driver.project import codes
from rolec.driver.project.files import Files
from rolec.driver.project.source_file import is_below, read_source
from rolec.load.codes import UNREADABLE
from rolec.load.load import load
from rolec.load.node import Mapping, Node, Scalar, find, plain
from rolec.lower.cursor import Cursor
from rolec.source.file import SourceMap
from rolec.source.span import Span

if TYPE_CHECKING:
    from rolec.catalog.catalogue import Catalogue
    from rolec.catalog.local_file import Mistake

FIELD = "catalogue"


class OwnCatalogue(NamedTuple):
    """AWS as a project knows it, None where it says nothing of it, and what is wrong with that."""

    catalogue: Catalogue | None
    diagnostics: tuple[Diagnostic, ...]


def own_catalogue(settings: Cursor, root: Path, sources: SourceMap, files: Files) -> OwnCatalogue:
    """AWS with what the file that ``settings`` name says better."""
    at = settings.get(FIELD)
    if at is None:
        return OwnCatalogue(None, ())
    place = root / at.string
    if not is_below(place, root, files):
        return OwnCatalogue(None, (_refused(codes.OUTSIDE, at, "is outside the project"),))
    source = read_source(place, files=files)
    if source.file is None:
        return OwnCatalogue(None, (_refused(UNREADABLE, at, "cannot be read"),))
    sources.add(source.file)
    if source.diagnostics:
        return OwnCatalogue(None, source.diagnostics)
    trees = load(source.file)
    if trees.value is None:
        return OwnCatalogue(None, trees.diagnostics)
    return _judged(trees.value[0])


def _judged(tree: Node) -> OwnCatalogue:
    from rolec.catalog.catalogue import Catalogue
    from rolec.catalog.local_file import local_services

    services, mistakes = local_services(plain(tree))
    found = in_source_order([_diagnostic(each, tree) for each in mistakes])
    return OwnCatalogue(None if found else Catalogue(services), found)


def _diagnostic(mistake: Mistake, tree: Node) -> Diagnostic:
    return error(
        codes.CATALOGUE_FILE,
        mistake.message,
        _place(mistake, tree),
        help="`rolec explain E0537` shows what the file may say",
    )


def _place(mistake: Mistake, tree: Node) -> Span:
    """The value that is wrong or, of one on several lines, its key."""
    found = find(tree, mistake.path) or tree
    parent = find(tree, mistake.path[:-1]) if mistake.path else None
    if isinstance(parent, Mapping) and (mistake.of_key or not isinstance(found, Scalar)):
        entry = parent.entry(mistake.path[-1])
        return entry.key_span if entry else parent.span
    return found.span


def _refused(code: Code, at: Cursor, why: str) -> Diagnostic:
    return error(
        code,
        f"`{at.string}` {why}",
        at.span,
        help="write the path of a file in the project, from the folder of rolec.yaml",
    )
