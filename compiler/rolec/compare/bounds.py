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


class Allowance:
    """The work that several questions may cost together, of which some is ``left``."""

    __slots__ = ("left",)

    def __init__(self, work: int) -> None:
        self.left = work

    @property
    def is_spent(self) -> bool:
        """Whether they cost more."""
        return self.left < 0


class Budget:
    """The work that is left for a question; each of its parts takes at most half of it.

    What it costs is taken off the ``allowance`` as well, which ends nothing by itself.
    """

    __slots__ = ("_allowance", "_left", "_rest", "bounds")

    def __init__(self, bounds: Bounds, allowance: Allowance | None = None) -> None:
        self.bounds = bounds
        self._allowance = allowance or Allowance(0)
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

    def set_out(self, work: int) -> None:
        """Takes off the allowance alone what belongs to the ``work`` that a question costs in any case."""
        self._allowance.left -= work

    def spend(self, work: int, at: str) -> None:
        """Takes ``work`` off what is left."""
        self._left -= work
        self._allowance.left -= work
        if self._left < 0:
            raise Exhausted(at)
