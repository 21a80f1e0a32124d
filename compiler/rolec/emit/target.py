"""What an output format is."""

from __future__ import annotations

from collections.abc import Callable

from rolec.emit.output import Output
from rolec.ir.module import Module
from rolec.record import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A format that a module is written in.

    ``emit`` is total and pure: whatever the IR can say, every target can say, and the
    same module always gives the same bytes. An ``on_request`` target is not written
    unless it is asked for.
    """

    name: str
    emit: Callable[[Module], Output]
    on_request: bool = False
