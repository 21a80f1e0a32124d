"""Whether one pattern covers another: all that the second stands for, the first stands for too.

Patterns are those of `glob`. The alphabet is as good as infinite, so a wildcard of the second
pattern may always stand for a character that the first does not name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from rolec.ir.glob import matches

_RUN = re.compile(r"[*?]*\*[*?]*")
_WILD = re.compile(r"[*?]")


def is_wild(pattern: str) -> bool:
    """Whether there is a wildcard in ``pattern``."""
    return "*" in pattern or "?" in pattern


def covers(general: str, special: str) -> bool:
    """Whether ``general`` covers all that ``special`` does; case counts, and equals cover."""
    if general in ("*", special):
        return True
    if "?" not in general:
        # A wildcard of ``special`` may be a character that ``general`` does not write.
        return matches(general, special)
    return _ends_agree(general, special) and _covers(general, special)


def _ends_agree(general: str, special: str) -> bool:
    """What both write before their first and after their last wildcard does not conflict."""
    start = _WILD.split(general, maxsplit=1)[0]
    end = general[max(general.rfind("*"), general.rfind("?")) + 1 :]
    return special.startswith(start) and special.endswith(end)


class _Machine(NamedTuple):
    """A pattern as an automaton: a set of its places is a number with a bit for each.

    ``stay`` are the places before a star, ``wild`` those before a question mark.
    """

    stay: int
    wild: int
    literal: dict[str, int]
    accept: int

    def closed(self, places: int) -> int:
        return places | (places & self.stay) << 1

    def step(self, places: int, char: str | None) -> int:
        """Where ``char`` leads; None is a character that the pattern does not name."""
        on = self.wild | (self.literal.get(char, 0) if char else 0)
        return self.closed((places & on) << 1 | places & self.stay)


def _covers(general: str, special: str) -> bool:
    """The sets of places that ``general`` may be at, over all that ``special`` stands for."""
    machine = _machine(general)
    sets = [machine.closed(1)]
    for char in _normal(special):
        match char:
            case "*":
                sets = _smallest(each for start in sets for each in _fresh(machine, start))
            case "?":
                sets = _smallest(machine.step(each, None) for each in sets)
            case _:
                sets = _smallest(machine.step(each, char) for each in sets)
        if not all(sets):
            return False
    return all(each & machine.accept for each in sets)


def _fresh(machine: _Machine, start: int) -> Iterator[int]:
    """``start``, and what any number of fresh characters make of it."""
    seen: list[int] = []
    while not any(before & start == before for before in seen):
        yield start
        seen.append(start)
        start = machine.step(start, None)


def _smallest(sets: Iterable[int]) -> list[int]:
    """The sets without those that hold another: what accepts from the smaller, does from it."""
    kept: list[int] = []
    for each in sorted(set(sets), key=int.bit_count):
        if not any(small & each == small for small in kept):
            kept.append(each)
    return kept


@lru_cache(maxsize=1024)
def _machine(pattern: str) -> _Machine:
    stay = wild = 0
    literal: dict[str, int] = {}
    normal = _normal(pattern)
    for place, char in enumerate(normal):
        match char:
            case "*":
                stay |= 1 << place
            case "?":
                wild |= 1 << place
            case _:
                literal[char] = literal.get(char, 0) | 1 << place
    return _Machine(stay, wild, literal, 1 << len(normal))


def _normal(pattern: str) -> str:
    """``pattern`` with the question marks of a run of wildcards before its one star."""
    return _RUN.sub(lambda run: "?" * run[0].count("?") + "*", pattern)
