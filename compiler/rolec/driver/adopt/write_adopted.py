"""Writing specs into a folder in which others may lie."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from itertools import chain, count
from pathlib import Path

from rolec.diagnostics.diagnostic import Diagnostic, error
from rolec.driver.adopt import codes
from rolec.driver.adopt.adoption import Adoption
from rolec.driver.adopt.taken_before import LOCALS, new_locals
from rolec.source.span import Span


def write_new(folder: Path, files: Mapping[str, str]) -> Iterator[Diagnostic]:
    """Write ``files`` below ``folder``, none over one that exists; an error for each that was not."""
    for name, text in files.items():
        place = folder / name
        try:
            # A parent that is a file says so when the file is opened.
            with suppress(FileExistsError):
                place.parent.mkdir(parents=True, exist_ok=True)
            # "x" and not a look beforehand: between the two somebody else could write it.
            with place.open("x", encoding="utf-8", newline="\n") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
        except FileExistsError:
            yield _refused(
                place,
                "exists, and is not written over",
                "move it away, or write into another place",
            )
        except OSError as problem:
            yield _refused(
                place,
                f"cannot be written: {(problem.strerror or '').lower()}",
                "see who may write there",
            )


def beside(folder: Path, adoption: Adoption) -> Adoption:
    """``adoption`` with files of Terraform, which reads any number, at paths in ``folder`` where nothing lies.

    Of the expressions that stand there already none is defined again.
    """
    files = {
        name: new_locals(folder / name, text) if name == LOCALS else text
        for name, text in adoption.files.items()
    }
    return replace(
        adoption,
        files={_free(folder, name): text for name, text in files.items() if text},
        taken_over={_free(folder, name): each for name, each in adoption.taken_over.items()},
    )


def _free(folder: Path, name: str) -> str:
    stem = name.removesuffix(".tf")
    if stem == name:
        return name
    names = chain([name], (f"{stem}-{number}.tf" for number in count(2)))
    return next(each for each in names if not (folder / each).exists())


def _refused(place: Path, why: str, help_: str) -> Diagnostic:
    shown = place.as_posix()
    return error(codes.NOT_WRITTEN, f"`{shown}` {why}", Span(shown, 0, 0), help=help_)
