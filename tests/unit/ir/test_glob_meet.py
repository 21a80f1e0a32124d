"""Whether patterns meet, against every short text."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rolec.ir.glob import matches
from rolec.ir.glob_meet import meet

TEXTS = ["".join(text) for n in range(6) for text in product("abz", repeat=n)]
PATTERNS = st.text("ab*?", max_size=5)


@given(PATTERNS, PATTERNS)
def test_patterns_meet_where_a_text_fits_both(one, other):
    # Five places of each are all that can be asked for, and `z` is what neither writes.
    texts = [t for t in TEXTS if matches(one, t) and matches(other, t)]
    if texts:
        assert meet(one, other)
    elif max(len(one.replace("*", "")), len(other.replace("*", ""))) <= 2:
        assert not meet(one, other)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("iam:*", "iam:passrole", True),
        ("*:passrole", "iam:*", True),
        ("s3:get*", "s3:*object", True),
        ("s3:get*", "s3:put*", False),
        ("a?c", "a*b", False),
        ("a*b", "*a?b", True),
        ("", "*", True),
        ("", "?", False),
        ("*a*b", "b*a", False),
        ("*a*b*", "b*a", True),
    ],
)
def test_meet(one, other, expected):
    assert meet(one, other) is expected
    assert meet(other, one) is expected
