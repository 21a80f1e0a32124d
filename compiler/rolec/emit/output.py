"""What emitting gives: the text of files, by path."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from rolec.ir.text import Entity
from rolec.record import dataclass
from rolec.source.span import NOWHERE, Span


@dataclass(frozen=True, slots=True)
class OutputFile:
    """A file to write; ``source`` is the path of the spec it is made of, empty for none."""

    text: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Unwritten:
    """A JSON document that only Terraform can write.

    ``references`` are those whose value is not known, as they are written.
    """

    entity: Entity
    name: str
    path: str
    references: tuple[str, ...]
    required: bool = False
    span: Span = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Output:
    """Files by path, which is relative to the module's folder, with ``/``; in path order."""

    files: Mapping[str, OutputFile]
    unwritten: tuple[Unwritten, ...] = ()
