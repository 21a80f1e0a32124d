"""Texts of a policy, each alone or one of a list."""

from __future__ import annotations

from rolec.adopt.found import Json
from rolec.adopt.template.shape import Absent


def has_reference(found: Json | Absent) -> bool:
    """Whether one of them has something in it that only a deployment knows."""
    return any("${" in str(each) for each in (found if isinstance(found, list) else [found]))


def put(found: Json | Absent, old: str, new: str) -> Json | Absent:
    """A text, or each of a list, with ``new`` in the place of ``old``."""
    match found:
        case str():
            return found.replace(old, new)
        case list():
            return [each.replace(old, new) if isinstance(each, str) else each for each in found]
        case _:
            return found


def shown(found: Json) -> str:
    """Them as a message has them."""
    return ", ".join(map(str, found)) if isinstance(found, list) else str(found)
