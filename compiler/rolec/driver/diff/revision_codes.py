"""Codes for what a git revision does not hold: E055x."""

from __future__ import annotations

from rolec.diagnostics.code import Code
from rolec.diagnostics.level import Level

SUBMODULE = Code(
    "E0550",
    "submodule-not-read",
    """
A revision names the commit of each submodule, and holds nothing of it. Where `rolec diff` looks
for specs in a revision, submodules are empty folders, so that what is in one looks as if it had
just been made, or were gone. Compare the submodule by itself, in its own repository:

    cd infrastructure/roles && rolec diff main
""",
    level=Level.WARNING,
)
