"""Wildcards cover what a regular expression of the same meaning does."""

from __future__ import annotations

import itertools
import re

import pytest

from rolec.ir.glob import matches

PATTERNS = ["".join(each) for n in range(5) for each in itertools.product("ab*?", repeat=n)]
TEXTS = ["".join(each) for n in range(5) for each in itertools.product("ab", repeat=n)]


@pytest.mark.parametrize("pattern", PATTERNS)
def test_matches_what_its_regular_expression_does(pattern):
    meaning = re.compile(pattern.replace("*", ".*").replace("?", "."))
    wrong = [text for text in TEXTS if matches(pattern, text) != bool(meaning.fullmatch(text))]
    assert not wrong


@pytest.mark.parametrize(
    ("pattern", "text", "expected"),
    [
        ("a*", "a\nb", True),  # any character, a new line too
        ("*", "", True),
        ("a*a", "a", False),  # the two ends are two characters
        ("*ab*b", "xab", False),
        ("s3:Get*", "s3:get", False),
        ("a.c", "abc", False),
        ("****a****", "bab", True),
    ],
)
def test_matches(pattern, text, expected):
    assert matches(pattern, text) is expected
