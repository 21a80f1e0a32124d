"""Whether a reference has more values to look at than those that are tried.

Where a number, an address or a principal is a reference, it has a few values that tell it apart from others. It may
stand in a pattern as well: then it has to be that value there, and no policy variable does it justice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile

from rolec.compare.reference_uses import Uses, keys_of
from rolec.ir.glob_cover import covers, is_wild
from rolec.ir.glob_meet import any_meet
from rolec.ir.operator import Family
from rolec.policy.mark import is_marked, marks, parts

_FEW = frozenset({Family.BOOL, Family.NULL})
"""Families of which every value is tried."""


def has_more_values(own: Uses, every: Uses) -> bool:
    """Whether what a pattern of ``own`` has in common with others is a matter of a value that is not tried."""
    tried = frozenset(_tried(every))
    return any(
        _depends(text, other, tried)
        for place, text in own.in_patterns
        if not tried.isdisjoint(keys_of((text,)))
        for other in every.beside[place]
        if other != text
    )


def _tried(uses: Uses) -> Iterator[str]:
    """The references of which some values are tried, and not all."""
    for place, text in uses.typed:
        if place.family not in _FEW:
            yield from keys_of((text,))


def _depends(text: str, other: str, tried: frozenset[str]) -> bool:
    one, another = _rest(text, other), _rest(other, text)
    if tried.isdisjoint(keys_of((one, another))):
        return False
    if _has_one_value(one) and not (is_wild(another) or is_marked(another)):
        # The one value with which both are the same is tried.
        return False
    wide, wider = _wide(one), _wide(another)
    varies = is_marked(another) or "${" in another
    return any_meet((wide,), (wider,)) and (varies or not covers(another, wide))


def _has_one_value(text: str) -> bool:
    """Whether there is at most one value of the reference in ``text`` with which it is a certain other text."""
    plain = (part for part, is_mark in parts(text) if not is_mark)
    return len(marks(text)) == 1 and not any(map(is_wild, plain))


def _rest(text: str, other: str) -> str:
    """``text`` without the plain beginning, references and all, that ``other`` has as well."""
    at = 0
    for (mine, is_mark), (theirs, _) in zip(parts(text), parts(other), strict=False):
        same = mine == theirs
        if is_mark and not same:
            break
        if not is_mark:
            alike = list(takewhile(_is_plain_in_both, zip(mine, theirs, strict=False)))
            at += len(alike)
            if len(alike) < len(mine) or not same:
                break
        else:
            at += len(mine)
    return text[at:]


def _is_plain_in_both(pair: tuple[str, str]) -> bool:
    return pair[0] == pair[1] and not is_wild(pair[0])


_VARIABLE = re.compile(r"\$\{[^}]*\}")


def _wide(text: str) -> str:
    """``text`` with any text for each reference and policy variable."""
    return "".join("*" if is_mark else _VARIABLE.sub("*", part) for part, is_mark in parts(text))
