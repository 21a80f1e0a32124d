"""How long a session may be, as sources have it."""

from __future__ import annotations

from rolec.adopt.found import Json
from rolec.ir.substitution import Form, substitutions


def duration(found: Json) -> int | str | None:
    """The seconds that are ``found``, or the one reference that stands for them; None for anything else."""
    if isinstance(found, int) and not isinstance(found, bool):
        return found
    if not isinstance(found, str):
        return None
    if found.isdecimal():
        return int(found)
    alone = [(each.form, each.start, each.end) for each in substitutions(found)]
    return found if alone == [(Form.REFERENCE, 0, len(found))] else None
