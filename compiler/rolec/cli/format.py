"""A form in which diagnostics are given out."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Sequence
from enum import Enum, auto
from functools import cache
from typing import Protocol

from rolec.cli import render
from rolec.diagnostics.diagnostic import Diagnostic
from rolec.record import dataclass
from rolec.source.file import SourceMap


class Render(Protocol):
    """Diagnostics to the text that is printed, which ends with a newline or is empty."""

    def __call__(self, found: Sequence[Diagnostic], sources: SourceMap, *, color: bool) -> str: ...


class Stream(Enum):
    """Results of a program go to standard output, messages for people to standard error."""

    OUT = auto()
    ERR = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """One value of ``--format``."""

    name: str
    stream: Stream
    render: Render


@cache
def format_names() -> tuple[str, ...]:
    """The values of ``--format``; no format is imported for it."""
    return tuple(sorted(info.name for info in pkgutil.iter_modules(render.__path__)))


def format_named(name: str) -> Format:
    """The format called ``name``, which is the name of its module."""
    found = importlib.import_module(f"{render.__name__}.{name}").FORMAT
    assert isinstance(found, Format)
    return found
