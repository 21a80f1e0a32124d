"""How much what is said about the input matters."""

from __future__ import annotations

from enum import StrEnum


class Level(StrEnum):
    """How much a diagnostic matters; only an error stops a build."""

    ERROR = "error"
    SECURITY_WARNING = "security-warning"
    WARNING = "warning"
    SUGGESTION = "suggestion"
    NOTE = "note"
