"""Files of a project, read once, and none from outside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from rolec.diagnostics.diagnostic import Diagnostic, error
from rolec.driver.project.codes import OUTSIDE
from rolec.driver.project.files import DISK, Files
from rolec.load.characters import decode
from rolec.load.codes import UNREADABLE
from rolec.record import dataclass
from rolec.source.file import SourceFile
from rolec.source.span import Span

MAX_BYTES = 1_000_000
"""No spec needs more: the largest document that IAM takes has 131,072 characters."""

MAX_METADATA_BYTES = 10_000_000
"""Of a SAML metadata document (AWS API, CreateSAMLProvider)."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file that was read; ``file`` is there after an error too when it has a place to show."""

    file: SourceFile | None
    diagnostics: tuple[Diagnostic, ...]


def read_source(path: Path, max_bytes: int = MAX_BYTES, *, files: Files = DISK) -> Source:
    """The text of the file at ``path``; a diagnostic shows the path as it was given."""
    shown = path.as_posix()
    try:
        data = files.read(path, max_bytes)
    except OSError as problem:
        return Source(None, (unreadable(shown, (problem.strerror or str(problem)).lower()),))
    if len(data) > max_bytes:
        return Source(None, (unreadable(shown, f"larger than {max_bytes:,} bytes"),))
    decoded = decode(shown, data)
    return Source(decoded.file, decoded.diagnostics)


def is_document(path: Path, files: Files = DISK) -> bool:
    """Whether ``path`` is a policy document, and not a project or a spec."""
    return path.suffix.lower() == ".json" and not files.is_folder(path)


def read_inside(
    paths: Iterable[Path], root: Path, files: Files = DISK
) -> Iterator[tuple[Path, Source]]:
    """Each of ``paths`` with its text, or with an error when links lead out of ``root``."""
    folders: dict[Path, bool] = {}
    for path in paths:
        folder = path.parent
        inside = folders.get(folder)
        if inside is None:
            inside = folders[folder] = is_below(folder, root, files)
        # Most files are no link, which takes one look to see.
        if inside and (not files.is_link(path) or is_below(path, root, files)):
            yield path, read_source(path, files=files)
        else:
            yield path, _outside(path, root)


def is_below(place: Path, folder: Path, files: Files = DISK) -> bool:
    """Whether ``place`` is in ``folder``, links followed."""
    return Path(files.real(place)).is_relative_to(files.real(folder))


def _outside(path: Path, root: Path) -> Source:
    shown = path.as_posix()
    message = f"`{shown}` is outside the project: a link leads to it"
    help_ = f"copy the file to a place below `{root.as_posix()}`, or name the file itself"
    return Source(None, (error(OUTSIDE, message, Span(shown, 0, 0), help=help_),))


def unreadable(shown: str, why: str) -> Diagnostic:
    """The error for what is not there, or no text that can be taken in."""
    return error(UNREADABLE, f"cannot read `{shown}`: {why}", Span(shown, 0, 0))
