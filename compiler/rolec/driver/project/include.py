"""Files that a spec takes in: documents of IAM as JSON, metadata of SAML providers."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from rolec.diagnostics.diagnostic import Diagnostic, error
from rolec.diagnostics.outcome import Sink, in_source_order
from rolec.driver.project import codes
from rolec.driver.project.files import DISK, Files
from rolec.driver.project.source_file import MAX_METADATA_BYTES, Source, is_below, read_source
from rolec.load.codes import UNREADABLE
from rolec.load.json import load_json
from rolec.load.node import Entry, Mapping, Node, Scalar, Sequence
from rolec.record import dataclass
from rolec.source.file import SourceFile

_PATH = "write the path of a file"
_FROM_ROOT = (
    "write the path of a file, from the folder of rolec.yaml, or where there is none from the"
    " folder that is checked"
)
_IN_PLACE = {"document": f"{_PATH}, or the document itself without `|`", "metadata": _PATH}


@dataclass(frozen=True, slots=True)
class Included:
    """A document with what it takes in; ``files`` are those that were read, also after an error."""

    root: Node
    files: tuple[SourceFile, ...]
    diagnostics: tuple[Diagnostic, ...]


def may_include(file: SourceFile) -> bool:
    """Whether a document of ``file`` may name files; most do not."""
    return file.may_hold("document", "metadata")


def include(root: Mapping, folder: Path, files: Files = DISK) -> Included:
    """``root`` with the content of the files that it names, which are below ``folder``."""
    includer = _Includer(folder, files)
    first = root.entries[0].key if root.entries else ""
    entries = tuple(includer.entry(entry, first) for entry in root.entries)
    same = all(new is old for new, old in zip(entries, root.entries, strict=True))
    return Included(
        root if same else Mapping(entries, root.span),
        tuple(includer.files),
        in_source_order(includer.sink.found),
    )


class _Includer:
    def __init__(self, folder: Path, files: Files) -> None:
        self._folder = folder
        self._read_from = files
        self.files: list[SourceFile] = []
        self.sink = Sink()

    def entry(self, entry: Entry, document: str) -> Entry:
        """A field of a document, with the files that its value names taken in."""
        match entry.key, entry.value:
            case "document", Scalar() as path if document == "policy":
                return self._replaced(entry, path, self._policy)
            case "metadata", Scalar() as path if document == "saml_provider":
                return self._replaced(entry, path, self._metadata)
            case "permissions", Sequence(items=items, span=span) if document == "role":
                made = tuple(self._permission(item) for item in items)
                same = all(new is old for new, old in zip(made, items, strict=True))
                return entry if same else Entry(entry.key, entry.key_span, Sequence(made, span))
            case "permissions", Mapping() as one if document == "role":
                made_one = self._permission(one)
                return entry if made_one is one else Entry(entry.key, entry.key_span, made_one)
            case _:
                return entry

    def _permission(self, item: Node) -> Node:
        if not isinstance(item, Mapping):
            return item
        found = item.entry("document")
        if found is None or not isinstance(found.value, Scalar):
            return item
        new = self._replaced(found, found.value, self._policy)
        return Mapping(tuple(new if e is found else e for e in item.entries), item.span)

    def _replaced(
        self, entry: Entry, path: Scalar, read: Callable[[Path, Scalar], Node | None]
    ) -> Entry:
        if "".join(path.text.splitlines()) != path.text:
            message = "this is a text of several lines, and not the path of a file"
            self.sink.add(error(UNREADABLE, message, path.span, help=_IN_PLACE[entry.key]))
            return entry
        place = self._place(path)
        value = read(place, path) if place else None
        return Entry(entry.key, entry.key_span, value) if value else entry

    def _place(self, path: Scalar) -> Path | None:
        """The file that ``path`` names, when it is in the project."""
        place = self._folder / path.text
        if "\0" in path.text or not is_below(place, self._folder, self._read_from):
            self.sink.add(
                error(
                    codes.OUTSIDE,
                    f"`{path.text}` is outside the project",
                    path.span,
                    help=f"copy the file to a place below `{self._folder.as_posix()}`",
                )
            )
            return None
        return place

    def _policy(self, place: Path, path: Scalar) -> Node | None:
        file = self._read(read_source(place, files=self._read_from), path)
        if file is None:
            return None
        loaded = load_json(file)
        for diagnostic in loaded.diagnostics:
            self.sink.add(diagnostic)
        return loaded.value

    def _metadata(self, place: Path, path: Scalar) -> Node | None:
        file = self._read(read_source(place, MAX_METADATA_BYTES, files=self._read_from), path)
        return Scalar(file.text, path.span) if file else None

    def _read(self, source: Source, path: Scalar) -> SourceFile | None:
        if source.file is not None:
            self.files.append(source.file)
        for diagnostic in source.diagnostics:
            self.sink.add(diagnostic if source.file else _at(diagnostic, path))
        return None if source.diagnostics else source.file


def _at(diagnostic: Diagnostic, path: Scalar) -> Diagnostic:
    """A file that cannot be read is a mistake where it is named."""
    return error(diagnostic.code, diagnostic.message, path.span, help=_FROM_ROOT)
