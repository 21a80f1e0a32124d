"""What a planted fault is, and where they are kept."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

FOLDER = "tests/faults"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """A change of ``file`` from ``old`` to ``new`` that makes ``test`` fail.

    ``name`` says what is wrong with rolec then; ``old`` stands exactly once in the file.
    """

    name: str
    file: str
    old: str
    new: str
    test: str

    def applies(self, root: Path) -> bool:
        """Whether the fault can be planted in ``root``, in one way only."""
        path = root / self.file
        return path.is_file() and path.read_text(encoding="utf-8").count(self.old) == 1

    def plant(self, root: Path) -> None:
        """Change the file below ``root``."""
        path = root / self.file
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace(self.old, self.new), encoding="utf-8", newline="\n")


def faults(root: Path) -> tuple[Fault, ...]:
    """The faults of a checkout, in the order of their files."""
    found: list[Fault] = []
    for path in sorted((root / FOLDER).glob("*.toml")):
        tables = tomllib.loads(path.read_text(encoding="utf-8"))["fault"]
        found += [Fault(**table) for table in tables]
    return tuple(found)
