"""Of all texts of several unions of patterns those are found that stand for them."""

from __future__ import annotations

import re
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from rolec.compare.bounds import BOUNDS, Budget
from rolec.compare.pattern import FRESH, ONE, PART_ONE, PART_STAR, STAR
from rolec.compare.together import least_covered_together

LETTERS = ["a", "b", ":", STAR, ONE, PART_STAR, PART_ONE]
WILD = {STAR: ".*", ONE: ".", PART_STAR: "[^:]*", PART_ONE: "[^:]"}
PATTERN = st.lists(st.sampled_from(LETTERS), max_size=4).map("".join)
UNIONS = st.lists(st.lists(PATTERN, min_size=1, max_size=3).map(tuple), min_size=1, max_size=3)
TEXTS = ["".join(each) for size in range(5) for each in product(f"ab:{FRESH}", repeat=size)]


def budget():
    found = Budget(BOUNDS)
    found.renew()
    found.begin()
    return found


def matches(pattern, text):
    return re.fullmatch("".join(WILD.get(each, each) for each in pattern), text) is not None


def is_of(text, union):
    return any(matches(each, text) for each in union)


@settings(max_examples=300, deadline=None)
@given(UNIONS, st.lists(PATTERN, max_size=4).map(tuple))
def test_each_text_has_one_that_no_more_patterns_cover(unions, others):
    found = least_covered_together(unions, others, budget())
    assert all(is_of(text, union) for text in found for union in unions)
    covered = [{each for each in others if matches(each, text)} for text in found]
    for text in TEXTS:
        if all(is_of(text, union) for union in unions):
            own = {each for each in others if matches(each, text)}
            assert any(each <= own for each in covered), text
