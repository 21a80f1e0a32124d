"""The manifest: which files of an output folder are rolec's, and what is in them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import field
from typing import Any

from rolec.record import dataclass

MANIFEST = "rolec.manifest.json"
_TEMPORARY = ".rolec-tmp"
INTENT = f".{MANIFEST}{_TEMPORARY}"
"""The manifest of a build under way, before it takes the place of the one before."""
SUCCESSOR = f".{MANIFEST}.rolec-new"
"""The manifest of the finished build, until it takes its place."""

_NO_NAMES = frozenset({"", ".", ".."})
_encode = json.JSONEncoder(ensure_ascii=False).encode
_HEAD = {"generated_by": "rolec, do not edit"}


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedFile:
    """A file of rolec's: the hash it had before the build, and the one it has after.

    They differ only while a build is under way. None is a file that is not there.
    """

    path: str
    source: str
    old: str | None
    new: str | None

    @property
    def settled(self) -> bool:
        """Whether no build is changing this file."""
        return self.old == self.new

    def line(self) -> str:
        """The line of this file."""
        head = f'{{"path": {_encode(self.path)}, "source": {_encode(self.source)}'
        if self.settled:
            return f'{head}, "sha256": {_encode(self.new)}}}'
        old = f', "old": {_encode(self.old)}' if self.old else ""
        new = f', "new": {_encode(self.new)}' if self.new else ""
        return f"{head}{old}{new}}}"


@dataclass(frozen=True, slots=True, kw_only=True)
class NotWritten:
    """A JSON document that is not there, and the Terraform references that are the reason."""

    path: str
    references: tuple[str, ...]

    def line(self) -> str:
        """The line of this document."""
        return _encode({"path": self.path, "not_written": sorted(self.references)})


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What rolec wrote into one module folder.

    ``folder`` is that folder's path below the output folder. A manifest that says
    another one than where it is found belongs to the build of another output folder.
    """

    folder: str
    files: Mapping[str, ListedFile] = field(default_factory=dict)
    not_written: tuple[NotWritten, ...] = ()

    @property
    def settled(self) -> bool:
        """Whether no build is under way."""
        return all(file.settled for file in self.files.values())


def render_manifest(manifest: Manifest) -> str:
    """The text of a manifest: JSON with a line a file, in which each is free of its neighbours.

    The comma leads: after an added or removed file no other line differs, so that
    two branches which add one each merge.
    """
    lines = {listed.path: listed.line() for listed in manifest.files.values()}
    lines |= {document.path: document.line() for document in manifest.not_written}
    head = _encode({**_HEAD, "folder": manifest.folder})
    return "[" + "\n,".join([head, *(lines[path] for path in sorted(lines))]) + "\n]\n"


def parse_manifest(text: str) -> Manifest | None:
    """The manifest that ``text`` holds, or None when it holds none.

    A path that could leave the folder makes it none: a manifest says what may be
    deleted, and is a file that anybody can edit.
    """
    try:
        head, *records = json.loads(text)
        if head["generated_by"] != _HEAD["generated_by"]:
            return None
        return _manifest(_text(head["folder"]), records)
    except (ValueError, TypeError, KeyError, RecursionError):
        return None


def is_inside(path: str) -> bool:
    """Whether ``path``, with ``/``, is relative and stays below the folder it is relative to."""
    return _NO_NAMES.isdisjoint(path.split("/")) and "\0" not in path and "\\" not in path


def temporary_name(name: str) -> str:
    """The name under which the file called ``name`` is written before it takes its place."""
    return f".{name}{_TEMPORARY}"


def target_name(name: str) -> str:
    """The file that a temporary name stands for; another name is its own."""
    return name[1:].removesuffix(_TEMPORARY) if name.endswith(_TEMPORARY) else name


def _manifest(folder: str, records: Iterable[Any]) -> Manifest:
    files: dict[str, ListedFile] = {}
    not_written = []
    for record in records:
        path = _path(record["path"])
        if "not_written" in record:
            references = tuple(map(_text, record["not_written"]))
            not_written.append(NotWritten(path=path, references=references))
            continue
        old, new = (record.get(key, record.get("sha256")) for key in ("old", "new"))
        if path in files or not (old or new):
            raise ValueError(path)
        source = _text(record["source"])
        files[path] = ListedFile(path=path, source=source, old=_hash(old), new=_hash(new))
    return Manifest(folder=folder, files=files, not_written=tuple(not_written))


def _path(value: object) -> str:
    path = _text(value)
    if not is_inside(path) or path.rpartition("/")[2] == MANIFEST:
        raise ValueError(path)
    path.encode()  # half a surrogate pair is no name
    return path


def _hash(value: object) -> str | None:
    return None if value is None else _text(value)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value
