"""How the command ends."""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    """What the shell is told."""

    OK = 0
    ERRORS = 1
    """The input has errors."""
    USAGE = 2
    """The command was called in a wrong way."""
    NO = 3
    """The answer is no: not allowed, stale, a test failed, access gained."""
    BUG = 70
    """rolec is wrong, not its user."""
    INTERRUPTED = 130
