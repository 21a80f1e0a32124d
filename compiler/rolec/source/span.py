"""Where a piece of text came from."""

from __future__ import annotations

from typing import NamedTuple


class Span(NamedTuple):
    """The half-open range ``[start, end)`` of characters in the file at ``path``.

    A tuple and not a dataclass: a build of ten thousand roles makes millions.
    """

    path: str
    start: int
    end: int

    def to(self, other: Span) -> Span:
        """The smallest span covering both; both must be in the same file."""
        if self.path != other.path:
            raise ValueError(f"spans cross files: {self.path} and {other.path}")
        return Span(self.path, min(self.start, other.start), max(self.end, other.end))

    def covers(self, other: Span) -> bool:
        """Whether ``other`` lies inside."""
        return self.path == other.path and self.start <= other.start and other.end <= self.end

    def before(self) -> Span:
        """The empty span at the start of this one."""
        return Span(self.path, self.start, self.start)


NOWHERE = Span("", 0, 0)
"""The span of what no file holds: a value of the command line, or one that rolec made."""
