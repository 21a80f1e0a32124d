"""Did-you-mean."""

from __future__ import annotations

from collections.abc import Iterable


def closest(given: str, known: Iterable[str]) -> str | None:
    """The known name most like ``given``, if any is near enough to suggest; case is ignored."""
    from difflib import get_close_matches

    by_folded = {name.casefold(): name for name in sorted(known)}
    near = get_close_matches(given.casefold(), by_folded, n=1, cutoff=0.7)
    return by_folded[near[0]] if near else None


def did_you_mean(given: str, known: Iterable[str]) -> str | None:
    """The help line for a name that is not known, or None when nothing is near."""
    near = closest(given, known)
    return f"did you mean `{near}`?" if near else None
