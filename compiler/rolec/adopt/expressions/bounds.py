"""How much of the expressions of a module is computed.

Each local may name the one before it twice: what is short to write may be long to compute.
"""

from __future__ import annotations

from rolec.adopt.unknown import UnknownError

_DEPTH = 50
_STEPS = 100_000


class Bounds:
    """Counts what is computed within it, and raises an UnknownError where that is too deep, or too much."""

    def __init__(self) -> None:
        self._depth = self._steps = 0

    def __enter__(self) -> None:
        """Begin with one more expression, which may be a part of another."""
        self._steps = self._steps + 1 if self._depth else 0
        if self._depth == _DEPTH:
            self._depth = 0
            raise UnknownError("a circle of locals")
        if self._steps > _STEPS:
            raise UnknownError("more than rolec computes")
        self._depth += 1

    def __exit__(self, *_: object) -> None:
        """End it."""
        self._depth = max(0, self._depth - 1)
