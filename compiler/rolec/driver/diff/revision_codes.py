"""Codes for sides that cannot be compared, or not as a whole: E055x."""

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

ONE_PROJECT = Code(
    "E0551",
    "one-project-twice",
    """
A folder of a project stands for the project: its specs are those that rolec.yaml names. Two folders of
one project are the same specs twice, in which nothing can differ.

    rolec diff old/ roles/               # both are below one rolec.yaml

Compare two specs, a git revision with the work tree, or two projects, each with its own rolec.yaml.
""",
)
