"""The files of a source that are read."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

from rolec.write.manifest import MANIFEST, parse_manifest

_TERRAFORM = ".tf"


def source_files(path: Path, suffixes: Collection[str]) -> Iterator[tuple[Path, bool]]:
    """The files of a source with ``suffixes``, and whether each was named by itself.

    Of a folder that `rolec build` made the JSON documents are left out which its files of Terraform have, too.
    """
    if not path.is_dir():
        yield path, True
        return
    found = sorted(each for each in path.rglob("*") if each.suffix.lower() in suffixes)
    twice = {each for manifest in path.rglob(MANIFEST) for each in _said_twice(manifest)}
    for file in found:
        inside = file.relative_to(path).parts
        hidden = any(part.startswith(".") for part in inside)
        if file.is_file() and not hidden and file not in twice and file.name != MANIFEST:
            yield file, False


def _said_twice(manifest: Path) -> Iterator[Path]:
    """The documents of a folder of `rolec build` that stand beside the files of Terraform from the same spec."""
    read = parse_manifest(manifest.read_text(encoding="utf-8", errors="replace"))
    files = read.files.values() if read else ()
    folder = manifest.parent
    made = {
        each.source
        for each in files
        if each.path.endswith(_TERRAFORM) and (folder / each.path).is_file()
    }
    yield from (
        folder / each.path
        for each in files
        if each.source in made and not each.path.endswith(_TERRAFORM)
    )
