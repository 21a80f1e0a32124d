"""Says how what stands in the output folder differs from what a build would leave there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from enum import StrEnum
from pathlib import Path

from rolec.diagnostics.outcome import Outcome
from rolec.emit.output import Output
from rolec.record import dataclass
from rolec.write.changes import Changes, ModuleChanges, join
from rolec.write.look import FoundFile, look
from rolec.write.manifest import MANIFEST, render_manifest
from rolec.write.open_output import PATIENCE, open_output
from rolec.write.output_folder import OutputFolder
from rolec.write.plan import plan_changes


class Staleness(StrEnum):
    """In which way a file is not what a build would leave."""

    MISSING = "missing"
    DIFFERENT = "different"
    UNWANTED = "unwanted"
    EDITED = "edited"
    """Not what the last build wrote either: a build refuses to change it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StaleFile:
    """A file that a build would make, change or remove; ``path`` is below the output folder.

    ``difference`` is a unified diff from what is there to what a build would leave.
    Control characters in it are escaped.
    """

    path: str
    staleness: Staleness
    difference: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What a build would do to the output folder."""

    stale: tuple[StaleFile, ...]
    unfinished: bool
    unchanged: int

    @property
    def edited(self) -> bool:
        """Whether a build would refuse, because a file was edited by hand."""
        return any(file.staleness is Staleness.EDITED for file in self.stale)

    @property
    def fresh(self) -> bool:
        """Whether a build would do nothing."""
        return not (self.stale or self.unfinished)


def compare_output(
    path: Path,
    wanted: Mapping[str, Output],
    *,
    stamps: Mapping[str, str] | None = None,
    patience: float = PATIENCE,
) -> Outcome[Comparison]:
    """How the output folder at ``path`` differs from ``wanted``; nothing is written.

    A file that was edited by hand is a difference, and not an error as it is for a
    build. While a build is under way this waits for it.
    """
    opened = open_output(path, create=False, patience=patience)
    if opened.value is None:
        return Outcome(None, opened.diagnostics)
    with opened.value as output:
        planned = plan_changes(output, wanted, overwrite=True, stamps=stamps)
        if planned.value is None:
            return Outcome(None, planned.diagnostics)
        return Outcome(_comparison(output, planned.value), planned.diagnostics)


def _comparison(output: OutputFolder, changes: Changes) -> Comparison:
    stale = [file for module in changes.modules for file in _stale(output, module)]
    return Comparison(
        stale=tuple(sorted(stale, key=lambda file: file.path)),
        unfinished=changes.unfinished,
        unchanged=changes.unchanged,
    )


def _stale(output: OutputFolder, module: ModuleChanges) -> Iterator[StaleFile]:
    wanted = {write.path: write.content for write in module.writes}
    for path in (*wanted, *(removal.path for removal in module.removals)):
        file = _stale_file(output, join(module.folder, path), wanted.get(path))
        yield replace(file, staleness=Staleness.EDITED) if path in module.edited else file
    if module.manifest_changes:
        text = render_manifest(module.manifest).encode() if module.manifest else None
        yield _stale_file(output, join(module.folder, MANIFEST), text)


def _stale_file(output: OutputFolder, path: str, wanted: bytes | None) -> StaleFile:
    found = look(output, path)
    there = found.read() if isinstance(found, FoundFile) else None
    shown = f"{output.shown}/{path}"
    return StaleFile(
        path=path,
        staleness=staleness(there, wanted),
        difference="".join(difference(shown, there, wanted)),
    )


def staleness(there: bytes | None, wanted: bytes | None) -> Staleness:
    """In which way ``there`` is not what is ``wanted``; None is no file."""
    if there is None:
        return Staleness.MISSING
    return Staleness.UNWANTED if wanted is None else Staleness.DIFFERENT


def difference(shown: str, there: bytes | None, wanted: bytes | None) -> Iterator[str]:
    """The lines of a unified diff from ``there`` to ``wanted``, control characters escaped."""
    from difflib import unified_diff

    before = "/dev/null" if there is None else f"a/{shown.lstrip('/')}"
    after = "/dev/null" if wanted is None else f"b/{shown.lstrip('/')}"
    for line in unified_diff(_lines(there), _lines(wanted), before, after):
        yield _harmless(line) if line.endswith("\n") else f"{_harmless(line)}\n{_NO_NEWLINE}\n"


_NO_NEWLINE = "\\ No newline at end of file"


def _lines(content: bytes | None) -> list[str]:
    # Only a line feed ends a line of a diff; `splitlines` knows nine more.
    *whole, rest = (content or b"").decode(errors="backslashreplace").split("\n")
    return [*(f"{line}\n" for line in whole), *([rest] if rest else [])]


def _harmless(line: str) -> str:
    # What somebody wrote into a file must not steer the terminal that shows it.
    return "".join(c if c.isprintable() or c in "\n\t" else ascii(c)[1:-1] for c in line)
