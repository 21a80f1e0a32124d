"""Looks at one path of the output folder, and finds a file, nothing, or something in the way."""

from __future__ import annotations

import os
import stat

from rolec.diagnostics.diagnostic import Diagnostic, error
from rolec.record import dataclass
from rolec.source.span import Span
from rolec.write import codes
from rolec.write.changes import split
from rolec.write.output_folder import Folder, OutputFolder


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A regular file, and the folder that it is in."""

    folder: Folder
    name: str
    state: os.stat_result

    def read(self) -> bytes:
        """The content; empty for a file that went away in the meantime."""
        return self.folder.read(self.name) or b""


def look(output: OutputFolder, path: str) -> FoundFile | Diagnostic | None:
    """The file at ``path`` below the output folder, None for nothing, or what is in the way."""
    above, name = split(path)
    try:
        folder = output.at(above)
    except FileNotFoundError:
        return None
    except OSError:
        obstacle = _obstacle(output, above)
        if obstacle is None:
            raise
        return obstacle
    state = folder.stat(name)
    if state is None:
        return None
    if stat.S_ISREG(state.st_mode):
        return FoundFile(folder, name, state)
    return _in_the_way(output, path, state)


def not_ours(output: OutputFolder, path: str, what: str = "file") -> Diagnostic:
    """What is said about something that somebody else put where rolec would write."""
    shown = f"{output.shown}/{path}"
    return error(
        codes.NOT_OURS,
        f"the {what} `{shown}` is in the way, and rolec did not write it",
        Span(shown, 0, 0),
        help="move it away, or choose another output folder",
    )


def _obstacle(output: OutputFolder, folder: str) -> Diagnostic | None:
    parts = folder.split("/")
    for depth in range(len(parts)):
        state = output.at("/".join(parts[:depth])).stat(parts[depth])
        if state is None:
            return None
        if not stat.S_ISDIR(state.st_mode):
            return _in_the_way(output, "/".join(parts[: depth + 1]), state)
    return None


def _in_the_way(output: OutputFolder, path: str, state: os.stat_result) -> Diagnostic:
    if stat.S_ISLNK(state.st_mode):
        shown = f"{output.shown}/{path}"
        return error(
            codes.LINK,
            f"`{shown}` is a link, and rolec does not write through links",
            Span(shown, 0, 0),
            help="delete the link, or move it out of the output folder",
        )
    if stat.S_ISREG(state.st_mode):
        return not_ours(output, path)
    return not_ours(output, path, "folder" if stat.S_ISDIR(state.st_mode) else "special file")
