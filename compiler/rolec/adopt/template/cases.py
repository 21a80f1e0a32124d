"""What of a template is another thing where a condition holds than where it does not, once for each case."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeVar

from rolec.adopt.expressions.values import is_list
from rolec.adopt.found import Json
from rolec.adopt.template.conditions import TemplateConditions
from rolec.adopt.template.lists import Case, Take
from rolec.adopt.template.shape import Absent, UndecidedError, UnreadError
from rolec.adopt.template.texts import no_list

_Taken = TypeVar("_Taken")
_MOST = 4
"""How many conditions may decide on one thing: of each case of these it is another."""


def in_cases(
    written: Json,
    take: Callable[[Json], _Taken],
    conditions: TemplateConditions,
    known: tuple[str, ...] = (),
) -> Iterator[tuple[_Taken, tuple[str, ...]]]:
    """What ``take`` makes of ``written`` in each case, with what has to be true for that beside what is ``known``."""
    return _in_cases(written, take, conditions, known, 0)


def _in_cases(
    written: Json,
    take: Callable[[Json], _Taken],
    conditions: TemplateConditions,
    known: tuple[str, ...],
    decided: int,
) -> Iterator[tuple[_Taken, tuple[str, ...]]]:
    settled = conditions.settled(written, known)
    try:
        found = take(settled)
    except UndecidedError as undecided:
        name = undecided.condition
        if conditions.holds(name, known) is not None:
            raise  # it is written as none can be
        if decided == _MOST:
            raise UnreadError(
                f"more than {_MOST} conditions decide on it, one of them {name}"
            ) from None
        for holds in (True, False):
            here = conditions.references(name, holds=holds)
            if conditions.are_possible((*known, *here)):
                cases = _in_cases(settled, take, conditions, (*known, *here), decided + 1)
                yield from ((each, (*here, *more)) for each, more in cases)
    else:
        yield found, ()


def parts_in_cases(
    written: Json, take: Take, take_part: Take, conditions: TemplateConditions
) -> Iterator[Case]:
    """The items of a list, each with what has to be true for it to be there; an UnknownError for no list.

    ``take`` gives what a list is, and ``take_part`` what one item of it is.
    """
    for found, enabled in _choices(written, take, conditions):
        if isinstance(found, str) and is_list(found):
            yield found, enabled
            continue
        if found is not None and not isinstance(found, list):
            raise no_list(found)
        for each in found or ():
            for item, more in _choices(each, take_part, conditions, enabled):
                yield item, (*enabled, *more)


def _choices(
    written: Json, take: Take, conditions: TemplateConditions, known: tuple[str, ...] = ()
) -> Iterator[Case]:
    """What something is, and in which case; a list is taken as it is written."""
    match conditions.settled(written, known):
        case {"Fn::If": [str() as name, one, other], **rest} if not rest:
            for each, holds in ((one, True), (other, False)):
                here = conditions.references(name, holds=holds)
                also = (*known, *here)
                if conditions.are_possible(also):
                    parts = _choices(each, take, conditions, also)
                    yield from ((part, (*here, *more)) for part, more in parts)
        case list() as settled:
            yield settled, ()
        case settled:
            for found, more in in_cases(settled, take, conditions, known):
                if not isinstance(found, Absent):
                    yield found, more
