"""How much work a question may cost before the answer is that it cannot be told.

Work is counted, not time, so that every machine gives the same answer.
"""

from __future__ import annotations

from typing import NamedTuple


class Bounds(NamedTuple):
    """The most ``work`` of one question, in steps of some microseconds, how many values of policy
    variables are tried together, and how many of what only Terraform knows one by one.
    """

    work: int = 250_000
    bindings: int = 512
    worlds: int = 256


BOUNDS = Bounds()


class Exhausted(Exception):  # noqa: N818 - no error: what could be decided is decided
    """A bound was hit while doing what ``at`` says; nothing may be concluded but "unknown"."""

    def __init__(self, at: str) -> None:
        super().__init__(at)
        self.at = at


class Budget:
    """The work that is left for a question; each of its parts takes at most half of it."""

    __slots__ = ("_left", "_rest", "bounds")

    def __init__(self, bounds: Bounds) -> None:
        self.bounds = bounds
        self._rest = bounds.work
        self._left = 0

    def renew(self) -> None:
        """Begins another question, which may cost as much as the one before."""
        self._rest = self.bounds.work
        self._left = 0

    def begin(self) -> None:
        """Begins another part: one that is given up leaves something to those after it."""
        both = self._rest + max(self._left, 0)
        self._rest = both // 2
        self._left = both - self._rest

    def spend(self, work: int, at: str) -> None:
        """Takes ``work`` off what is left."""
        self._left -= work
        if self._left < 0:
            raise Exhausted(at)
