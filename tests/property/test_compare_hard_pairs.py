"""Pairs that are made to be hard are decided, or it is said that they are not, with little work."""

from __future__ import annotations

import random
import resource
import sys
import time
from collections import Counter

import pytest

from rolec.compare.compare import Unknown, only_in
from rolec.semantics.access import Access, Layer, LayerKind
from support.access import said
from support.hard_families import FAMILIES

SECONDS, MEGABYTES = 2, 300


def access(written):
    return Access(layers=(Layer(LayerKind.IDENTITY, said(*written)),))


@pytest.mark.parametrize("family", FAMILIES.values(), ids=FAMILIES)
def test_hard_pairs(family, request, seed):
    seen: Counter[str] = Counter()
    slowest = 0.0
    before = _peak()
    count = max(1, request.config.getoption("--hard") // len(FAMILIES))
    for number in range(count):
        new, old = map(access, family(random.Random(f"{seed}/{number}")))
        for ours, theirs in ((new, old), (old, new)):
            start = time.process_time()
            found = only_in(ours, theirs)
            took = time.process_time() - start
            slowest = max(slowest, took)
            assert took < SECONDS, f"--seed={seed}, pair {number}: {took:.1f} s"
            match found:
                case Unknown(bound=bound):
                    seen[f"unknown: {bound}"] += 1
                case None:
                    seen["nothing gained"] += 1
                case _:
                    seen["gained"] += 1
    more = _peak() - before
    print(f"slowest {slowest * 1000:.0f} ms, {more:.0f} MB more, {dict(seen)}")
    assert more < MEGABYTES


def _peak():
    """The most memory that this process ever had, in MB."""
    unit = 1 << 20 if sys.platform == "darwin" else 1 << 10
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit


def test_the_same_work_gives_the_same_answer(seed):
    family = FAMILIES["wild words"]
    for number in range(8):
        pair = tuple(map(access, family(random.Random(f"{seed}/{number}"))))
        assert only_in(*pair) == only_in(*pair)
