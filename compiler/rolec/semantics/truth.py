"""Answers that may not be known: Kleene's logic, which keeps in mind what would tell."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple, TypeAlias


class Unknown(NamedTuple):
    """Neither true nor false before more is known: condition ``keys``, in lower case, or ``others``.

    The latter are ARNs of policies, and texts of which only Terraform knows a part (``policy.mark``).
    """

    keys: frozenset[str] = frozenset()
    others: frozenset[str] = frozenset()


Truth: TypeAlias = bool | Unknown


def all_of(parts: Iterable[Truth]) -> Truth:
    """False where one part is, true where every part is."""
    found: Truth = True
    for part in parts:
        if part is False:
            return False
        if part is not True:
            found = _and(found, part)
    return found


def any_of(parts: Iterable[Truth]) -> Truth:
    """True where one part is, false where every part is."""
    found: Truth = False
    for part in parts:
        if part is True:
            return True
        if part is not False:
            found = _and(found, part)
    return found


def negation(part: Truth) -> Truth:
    """The opposite; that of what is not known is not known."""
    return (not part) if isinstance(part, bool) else part


def both(one: Unknown, other: Unknown) -> Unknown:
    """What is not known before all is that either needs."""
    return Unknown(one.keys | other.keys, one.others | other.others)


def _and(so_far: Truth, part: Unknown) -> Unknown:
    return both(so_far, part) if isinstance(so_far, Unknown) else part
