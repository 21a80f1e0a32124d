"""Containment of patterns agrees with matching, over every short text."""

from __future__ import annotations

import itertools
import random
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rolec.ir.glob import matches
from rolec.ir.glob_cover import covers

TEXTS = ["".join(t) for n in range(6) for t in itertools.product("abx", repeat=n)]
"""`x` stands in no pattern, so it is any character that a pattern does not name."""

SHORT = ["".join(p) for n in range(4) for p in itertools.product("a*?", repeat=n)]


def _by_force(general: str, special: str) -> bool:
    return all(matches(general, text) for text in TEXTS if matches(special, text))


@pytest.mark.parametrize("general", SHORT)
def test_all_pairs_of_short_patterns(general):
    for special in SHORT:
        assert covers(general, special) == _by_force(general, special), special


PATTERNS = st.text(alphabet="ab*?", max_size=5)


@given(general=PATTERNS, special=PATTERNS)
def test_pairs_of_patterns(general, special):
    # A star may stand for three characters in the texts, which is more than a pattern of
    # five that has wildcards can tell from any number.
    long = special.replace("*", "xxxxxx")
    assert covers(general, special) == (_by_force(general, special) and matches(general, long))


@given(general=st.text(alphabet="ab*?", max_size=9), special=st.text(alphabet="ab*?", max_size=9))
def test_what_is_covered_matches_in_every_way(general, special):
    fills = itertools.product(("", "a", "xb", "x" * 12), repeat=special.count("*"))
    filled = [
        "".join(itertools.chain(*itertools.zip_longest(special.split("*"), fill, fillvalue="")))
        for fill in itertools.islice(fills, 256)
    ]
    texts = [text.replace("?", one) for text in filled for one in "xab"]
    if covers(general, special):
        assert all(matches(general, text) for text in texts)


@given(first=PATTERNS, second=PATTERNS, third=PATTERNS)
def test_covering_is_an_order(first, second, third):
    assert covers(first, first)
    if covers(first, second) and covers(second, third):
        assert covers(first, third)


def test_no_pattern_is_slow():
    chance = random.Random(7)
    worst = ["*?" * 100, "a*?b" * 60, "?*a" * 80, "*" + "a?" * 100 + "*"]
    worst += ["".join(chance.choices("a*?", k=300)) for _ in range(3)]
    start = time.perf_counter()
    for general, special in itertools.product(worst, repeat=2):
        covers(general, special)
    assert time.perf_counter() - start < 20
