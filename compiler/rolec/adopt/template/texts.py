"""Texts of a policy, each alone or one of a list."""

from __future__ import annotations

from rolec.adopt.found import Json
from rolec.adopt.template.shape import Absent, UnknownError, UnreadError


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


def default_told(key: str, default: Json) -> str:
    """Says that a property has the ``default`` of a parameter."""
    is_ = "are" if key.endswith("s") else "is"
    return f"its {key} {is_} {shown(default)}, the default, of which a deployment may make something else"


def no_list(found: Json) -> UnknownError:
    """Says that what was ``found`` is no list, or that nobody knows of what."""
    return UnknownError(str(found)) if has_reference(found) else UnreadError("is no list")
