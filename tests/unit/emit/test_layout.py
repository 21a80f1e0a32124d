"""Equals signs stand below each other, and nothing else is touched."""

from __future__ import annotations

import pytest

from rolec.emit.hcl.layout import aligned


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a = 1\nlong = 2\n", "a    = 1\nlong = 2\n"),
        ("a = 1\n\nlong = 2\n", "a = 1\n\nlong = 2\n"),
        ("a = 1\nlong = {\n  b = 2\n}\nc = 3\n", "a = 1\nlong = {\n  b = 2\n}\nc = 3\n"),
        ("a = 1\n# x = y\nlong = 2\n", "a = 1\n# x = y\nlong = 2\n"),
        ('"a = b" = 1\nlonger = 2\n', '"a = b" = 1\nlonger  = 2\n'),
        ('"${x["a"].b}:c" = 1\nd = 2\n', '"${x["a"].b}:c" = 1\nd               = 2\n'),
        ('"$${a:b}" = 1\nd = 2\n', '"$${a:b}" = 1\nd         = 2\n'),
        ('(x["a = )"].b) = 1\nd = 2\n', '(x["a = )"].b) = 1\nd              = 2\n'),
        ('[\n  "a = 1",\n  "bcd = 2",\n]\n', '[\n  "a = 1",\n  "bcd = 2",\n]\n'),
        ('a = "x = y"\nbc = ""\n', 'a  = "x = y"\nbc = ""\n'),
        (
            'a = 1\nlong = 2\n"b = 3",\ncd = 4\ne = 5',
            'a    = 1\nlong = 2\n"b = 3",\ncd = 4\ne  = 5',
        ),
        ("", ""),
    ],
)
def test_layout(before, after):
    assert aligned(before) == after


def test_a_hostile_line_costs_little():
    line = '      "' + "${a" * 5000 + '",\n'
    line += '      "' + '${a["' * 5000 + " = {\n"
    assert aligned(line) == line
