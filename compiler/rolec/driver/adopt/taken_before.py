"""What the files of an adoption before have of Terraform, which takes nothing twice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from rolec.read.hcl.parse import read_hcl
from rolec.source.file import SourceFile

IMPORTS = "imports.tf"
"""What Terraform takes over."""
LOCALS = "adopted.tf"
"""Expressions that only Terraform can evaluate."""

_PLACE = {"import": "to", "moved": "from", "removed": "from"}
_START, _END = "locals {\n", "\n}\n"


class TakenBefore(NamedTuple):
    """The addresses to which something is imported, those that something had, and those that are let go of."""

    imported: frozenset[str] = frozenset()
    moved: frozenset[str] = frozenset()
    forgotten: frozenset[str] = frozenset()


def taken_before(folder: Path) -> TakenBefore:
    """What the files in ``folder`` take over, however many there are; of one that is no HCL nobody knows."""
    found: dict[str, set[str]] = {kind: set() for kind in _PLACE}
    for text in _texts(folder / IMPORTS):
        body = read_hcl(SourceFile(IMPORTS, text)).value
        for block in body.blocks if body else ():
            address = block.body.get(_PLACE[block.type]) if block.type in _PLACE else None
            if address is not None:
                found[block.type].add(text[address.span.start : address.span.end])
    return TakenBefore(*(frozenset(each) for each in found.values()))


def new_locals(place: Path, text: str) -> str:
    """What ``text`` defines that no file beside ``place`` has, as a file; empty where that is nothing."""
    had = {_known(each) for before in _texts(place) for each in _definitions(before)}
    left = [each for each in _definitions(text) if _known(each) not in had]
    return _START + "\n\n".join(f"  {each}" for each in left) + _END if left else ""


def _known(definition: str) -> str:
    """A definition however it is laid out."""
    return " ".join(definition.split())


def _definitions(text: str) -> list[str]:
    """The locals that a file defines, each as it is written."""
    body = read_hcl(SourceFile(LOCALS, text)).value
    blocks = [each for each in (body.blocks if body else ()) if each.type == "locals"]
    return [
        text[one.name_span.start : one.value.span.end]
        for block in blocks
        for one in block.body.arguments
    ]


def _texts(place: Path) -> Iterator[str]:
    """The files of one name, with and without a number."""
    for each in sorted(place.parent.glob(f"{place.stem}*{place.suffix}")):
        if re.fullmatch(rf"{re.escape(place.stem)}(?:-[0-9]+)?", each.stem):
            yield each.read_text(encoding="utf-8", errors="replace")
