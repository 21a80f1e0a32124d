"""The stable names of the mistakes a user can make."""

from __future__ import annotations

from rolec.diagnostics.level import Level
from rolec.record import dataclass


@dataclass(frozen=True, slots=True)
class Code:
    """A kind of diagnostic.

    ``id`` never changes meaning once released; a retired id is never reused.
    ``explain`` is what ``rolec explain`` prints. It shows an input that triggers
    the code, says why that input is refused, and what to write instead.
    ``access_analyzer`` is the issue code of IAM Access Analyzer's policy validation that says
    the same, if one does. ``level`` is that of its diagnostics, unless somebody set another.
    """

    id: str
    name: str
    explain: str
    access_analyzer: str | None = None
    level: Level = Level.ERROR

    def __str__(self) -> str:
        return self.id
