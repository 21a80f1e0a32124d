"""Refuses an output folder that is certainly a mistake: the project itself, or above it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from rolec.diagnostics.diagnostic import Diagnostic, error
from rolec.driver.compile.compilation import Compilation
from rolec.driver.project.project import SETTINGS
from rolec.ir.module import Layout
from rolec.source.span import Span
from rolec.write.codes import OUTPUT_FOLDER
from rolec.write.manifest import MANIFEST


def refuse_output_place(
    output: Path, paths: tuple[Path, ...], compiled: Compilation
) -> Diagnostic | None:
    """An error when specs of ``compiled`` are in ``output``, which no build has written yet.

    Files for an existing configuration may stand beside the specs.
    """
    place = _real(output)
    roots = {_real(root) for root in _roots(paths, compiled)}
    if place in roots and all(m.settings.layout is Layout.FILES for m in compiled.modules):
        return None
    if (place / MANIFEST).exists():
        return None
    if not any(place == root or place in root.parents for root in roots):
        return None
    shown = output.as_posix()
    return error(
        OUTPUT_FOLDER,
        f"the output folder `{shown}` holds the project itself",
        Span(shown, 0, 0),
        help="name a folder for the output alone, such as `--output build`",
    )


def _real(path: Path) -> Path:
    # `Path.resolve` raises where links lead in a circle, which opening the folder refuses.
    return Path(os.path.realpath(path))


def _roots(paths: tuple[Path, ...], compiled: Compilation) -> Iterator[Path]:
    settings = [Path(file) for file in compiled.sources.files if Path(file).name == SETTINGS]
    yield from (file.parent for file in settings)
    if not settings:
        yield from (path if path.is_dir() else path.parent for path in paths)
