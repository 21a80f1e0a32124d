"""Reads what the last build, or a killed one, left in a module folder."""

from __future__ import annotations

from collections.abc import Iterator

from rolec.diagnostics.diagnostic import Diagnostic, error
from rolec.record import dataclass
from rolec.source.span import Span
from rolec.write import codes
from rolec.write.changes import join, split
from rolec.write.look import look
from rolec.write.manifest import (
    INTENT,
    MANIFEST,
    SUCCESSOR,
    Manifest,
    parse_manifest,
    temporary_name,
)
from rolec.write.output_folder import OutputFolder


@dataclass(frozen=True, slots=True, kw_only=True)
class ModuleState:
    """What stands in a module folder.

    ``text`` is that of the manifest, None without one. ``leftovers`` are temporary
    files of a killed build, and ``begun`` the files it was about to write.
    """

    manifest: Manifest
    text: str | None
    leftovers: tuple[str, ...]
    begun: frozenset[str]

    @property
    def unfinished(self) -> bool:
        """Whether a build was killed here, and none was run since."""
        return bool(self.leftovers) or not self.manifest.settled


def read_module(output: OutputFolder, folder: str) -> ModuleState | Diagnostic:
    """What stands in the module folder at ``folder``, or what keeps us from knowing."""
    content = _text(output, join(folder, MANIFEST))
    intended = _text(output, join(folder, INTENT))
    if isinstance(content, Diagnostic):
        return content
    if isinstance(intended, Diagnostic):
        return intended
    manifest = parse_manifest(content) if content is not None else Manifest(folder=folder)
    if manifest is None:
        return _unreadable(output, join(folder, MANIFEST))
    # A build that was killed before the intent was whole had not begun with anything else.
    intent = parse_manifest(intended or "") or Manifest(folder=folder)
    begun = frozenset({*_begun(manifest), *_begun(intent)})
    return ModuleState(
        manifest=manifest,
        text=content,
        leftovers=tuple(_leftovers(output, folder, begun)),
        begun=begun,
    )


def owner_of(output: OutputFolder, folder: str) -> str | None:
    """Where the build that made this folder meant it to be, below the output folder."""
    texts = [_text(output, join(folder, name)) for name in (MANIFEST, INTENT)]
    for text in texts:
        manifest = parse_manifest(text) if isinstance(text, str) else None
        if manifest:
            return manifest.folder
    # An intent that was torn while it was written says nothing. Nothing else had begun
    # then, and whoever cleans up removes an orphan.
    return folder if texts[0] is None and isinstance(texts[1], str) else None


def _text(output: OutputFolder, path: str) -> str | Diagnostic | None:
    found = look(output, path)
    if found is None or isinstance(found, Diagnostic):
        return found
    # What is not UTF-8 is no manifest, and will be refused as one.
    return found.read().decode(errors="replace")


def _begun(manifest: Manifest) -> Iterator[str]:
    return (file.path for file in manifest.files.values() if file.new and not file.settled)


def _leftovers(output: OutputFolder, folder: str, begun: frozenset[str]) -> Iterator[str]:
    for path in sorted(begun):
        above, name = split(path)
        yield from _if_there(output, folder, join(above, temporary_name(name)))
    # The intent goes last: as long as it stands, the others can be told from strangers' files.
    for name in (SUCCESSOR, INTENT):
        yield from _if_there(output, folder, name)


def _if_there(output: OutputFolder, folder: str, path: str) -> Iterator[str]:
    found = look(output, join(folder, path))
    if found is not None and not isinstance(found, Diagnostic):
        yield path


def _unreadable(output: OutputFolder, path: str) -> Diagnostic:
    shown = f"{output.shown}/{path}"
    return error(
        codes.MANIFEST,
        f"`{shown}` is not a manifest that rolec wrote",
        Span(shown, 0, 0),
        help="undo the change to it, or resolve the merge: one line a file",
    )
