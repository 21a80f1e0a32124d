"""How projects are compiled."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from rolec.record import dataclass

Progress = Callable[[str, int, int], None]
"""Is told what is being done, how much of it is done, and of how much."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CompileOptions:
    """What is asked of a compilation, beside its specs.

    ``today`` is the day that `until` is held to; without one nothing is over. With ``keep_going``
    modules are made of what has no error. With ``update`` what is locked counts for nothing. With
    ``guarded`` roles are held to the guard rails of their project. With ``find_sound`` it is found
    out what could be compiled of a project that has an error. ``in_part`` says that some specs of a
    project may be left out: then nothing is said of names that none of the others has.
    """

    today: date | None = None
    keep_going: bool = False
    update: bool = False
    guarded: bool = False
    find_sound: bool = False
    in_part: bool = False
    progress: Progress | None = None


PLAIN = CompileOptions()
"""Nothing is asked but modules."""
