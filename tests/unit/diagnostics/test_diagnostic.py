"""What is said is one line, whatever the user wrote."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rolec.diagnostics.code import Code
from rolec.diagnostics.diagnostic import error, warning
from rolec.diagnostics.quoted import one_line
from rolec.source.span import NOWHERE

CODE = Code("E0102", "duplicate-key", "Why.")


@pytest.mark.parametrize("make", [error, warning])
@pytest.mark.parametrize(
    "end", ["\n", "\r", "\r\n", "\v", "\f", "\x1c", "\x85", "\u2028", "\u2029"]
)
def test_every_part_has_one_line(make, end):
    text = f"no `a{end}b`"
    made = make(CODE, text, NOWHERE, notes=(text, text), help=text)
    for said in (made.message, *made.notes, made.help):
        assert said.splitlines() == [said]
        assert said.startswith("no `a\\u00" if ord(end[0]) < 256 else "no `a\\u20")


@given(st.text(st.characters(exclude_categories=["Cc", "Zl", "Zp"])))
def test_other_characters_stay(text):
    assert one_line(text) == text
