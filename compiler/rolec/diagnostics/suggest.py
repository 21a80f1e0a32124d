"""Did-you-mean."""

from __future__ import annotations

import re
from collections.abc import Iterable

_WORD = re.compile(r"[A-Z]+(?![a-z])[0-9]*|[A-Z]?[a-z]+[0-9]*|[0-9]+")
_ALIKE = 0.7
_LEAST_PART = 0.4
"""A name that is less than this part of another is not that name with words left out."""


def closest(given: str, known: Iterable[str]) -> str | None:
    """The known name most like ``given``, if any is near enough to suggest; case is ignored.

    One slip of the keys is nearest, then a name of which words were left out, then a name
    that is alike as a whole, unless it lacks one of the words of ``given``: `ReadOnlyAccess`
    is not what `S3ReadOnlyAccess` was meant to be.
    """
    names = sorted(known)
    if not names:
        return None
    folded = given.casefold()
    by_folded = {name.casefold(): name for name in names}
    if folded in by_folded:
        return by_folded[folded]
    slips = [name for key, name in by_folded.items() if _one_slip(folded, key)]
    if slips:
        return slips[0]
    longer = [name for name in names if _is_part(given, name)]
    if longer:
        return min(longer, key=lambda name: (folded not in name.casefold(), len(name), name))
    from difflib import get_close_matches

    near = get_close_matches(folded, by_folded, n=10, cutoff=_ALIKE)
    return next((by_folded[key] for key in near if _says_all(given, by_folded[key])), None)


def did_you_mean(given: str, known: Iterable[str]) -> str | None:
    """The help line for a name that is not known, or None when nothing is near."""
    near = closest(given, known)
    return f"did you mean `{near}`?" if near else None


def _one_slip(given: str, name: str) -> bool:
    """Whether one character is missing, added or another, or two have changed places."""
    if abs(len(given) - len(name)) > 1:
        return False
    start = 0
    while start < min(len(given), len(name)) and given[start] == name[start]:
        start += 1
    left, right = given[start:], name[start:]
    while left and right and left[-1] == right[-1]:
        left, right = left[:-1], right[:-1]
    if len(left) == len(right) == len("ab"):
        return left == right[::-1]
    # Of three characters one is too much to change: `sqs` is not a slip of `sns`.
    return len(left) <= 1 and len(right) <= 1 and min(len(given), len(name)) > len("sns")


def _is_part(given: str, name: str) -> bool:
    """Whether ``name`` has all that ``given`` says, and not much more."""
    if len(given) < _LEAST_PART * len(name):
        return False
    words = _words(given)
    return given.casefold() in name.casefold() or (len(words) > 1 and words <= _words(name))


def _says_all(given: str, name: str) -> bool:
    """Whether each of several words of ``given`` is, or is like, one of ``name``."""
    from difflib import get_close_matches

    words, known = _words(given), _words(name)
    return len(words) == 1 or all(get_close_matches(w, known, n=1, cutoff=_ALIKE) for w in words)


def _words(name: str) -> frozenset[str]:
    return frozenset(word.casefold() for word in _WORD.findall(name))
