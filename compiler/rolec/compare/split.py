"""Boxes taken apart: what is of a union of patterns with variables is of one of them."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Sequence

from rolec.compare.box import Box, Boxes
from rolec.compare.predicate import Of, Predicate, Union, union

_MOST = 32


def split(boxes: Sequence[Box], known: Boxes) -> Iterator[tuple[Box, ...]]:
    """The ``boxes`` with one pattern of each union with a variable, in all ways; as they are where these are many."""
    ways = [_ways(each, known) for each in boxes]
    if math.prod(map(len, ways)) > _MOST:
        yield tuple(boxes)
    else:
        yield from itertools.product(*ways)


def _ways(box: Box, known: Boxes) -> tuple[Box, ...]:
    if not box.keys:
        return (box,)
    ways = [tuple(_apart(each, known)) for each in box.predicates]
    found = (known.of_predicates(each) for each in itertools.product(*ways))
    return tuple(each for each in found if each is not None)


def _apart(predicate: Predicate, known: Boxes) -> Iterator[Predicate]:
    test = predicate.test
    is_whole = predicate.negated or predicate.of is Of.ALL
    if is_whole or not (isinstance(test, Union) and test.variable and len(test.patterns) > 1):
        yield predicate
        return
    for each in test.patterns:
        yield known.the(
            Predicate(
                predicate.element,
                union((each,), test.form),
                of=predicate.of,
                absent=predicate.absent,
            )
        )
