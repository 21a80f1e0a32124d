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
    had = {each for before in _texts(place) for each in _definitions(before)}
    left = [each for each in _definitions(text) if each not in had]
    return _START + "\n\n".join(left) + _END if left else ""


def _definitions(text: str) -> list[str]:
    # An expression may have an empty line in it.
    return re.split(r"\n\n(?=  [A-Za-z_][\w-]* = )", text.removeprefix(_START).removesuffix(_END))


def _texts(place: Path) -> Iterator[str]:
    """The files of one name, with and without a number."""
    for each in sorted(place.parent.glob(f"{place.stem}*{place.suffix}")):
        if re.fullmatch(rf"{re.escape(place.stem)}(?:-[0-9]+)?", each.stem):
            yield each.read_text(encoding="utf-8", errors="replace")
