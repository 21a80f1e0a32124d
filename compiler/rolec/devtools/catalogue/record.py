"""What the sources say of a service, before it is packed."""

from __future__ import annotations

from dataclasses import dataclass, field

from rolec.catalog.access_level import LETTERS


@dataclass(slots=True, kw_only=True)
class ActionRecord:
    """An action; ``types`` are the name, 1 if required and the keys of each resource type."""

    name: str
    letters: str
    types: tuple[tuple[str, int, tuple[str, ...]], ...] = ()
    keys: tuple[str, ...] = ()
    dependents: tuple[str, ...] = ()


@dataclass(slots=True, kw_only=True)
class ServiceRecord:
    """A service; ``actions``, ``types`` and ``keys`` are by name in lower case."""

    name: str
    actions: dict[str, ActionRecord]
    types: dict[str, tuple[str, str, tuple[str, ...]]] = field(default_factory=dict)
    keys: dict[str, tuple[str, str]] = field(default_factory=dict)
    retired_actions: tuple[str, ...] = ()
    retired: bool = False


_NAMES = {
    "Permissions management": "P",
    "Tagging": "T",
    "Write": "W",
    "Read": "R",
    "List": "L",
}


def letters(levels: str) -> str:
    """The letters of ``levels``, which are written like ``Tagging, Write``; most telling first."""
    named = {_NAMES[level] for level in levels.split(", ")}
    return "".join(letter for letter in LETTERS if letter in named)
