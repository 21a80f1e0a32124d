"""What AWS says an action does to what it acts on."""

from __future__ import annotations

from enum import StrEnum


class AccessLevel(StrEnum):
    """An access level, by its name in specs; the telling ones come first."""

    PERMISSIONS_MANAGEMENT = "permissions_management"
    TAGGING = "tagging"
    WRITE = "write"
    READ = "read"
    LIST = "list"


LETTERS = {
    "P": AccessLevel.PERMISSIONS_MANAGEMENT,
    "T": AccessLevel.TAGGING,
    "W": AccessLevel.WRITE,
    "R": AccessLevel.READ,
    "L": AccessLevel.LIST,
}
"""How levels are packed: a letter each, in the order of ``AccessLevel``."""
