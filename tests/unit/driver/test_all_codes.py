"""Every code of every stage is well-formed."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from rolec.driver.all_codes import all_codes

CODES = all_codes()


def test_codes_are_found():
    assert {"E0101", "E0301"} <= {code.id for code in CODES}


def test_ids_and_names_are_unique():
    for kind in ("id", "name"):
        counts = Counter(getattr(code, kind).casefold() for code in CODES)
        assert [found for found, n in counts.items() if n > 1] == []


@pytest.mark.parametrize("code", CODES, ids=str)
def test_a_code_is_well_formed(code):
    assert re.fullmatch(r"[EL]\d{4}", code.id)
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)+", code.name), code.name
    explanation = code.explain.strip()
    assert len(explanation) > 80, "an explanation says what, why and what instead"
    assert explanation[0].isupper() or explanation.startswith(("`", "rolec"))
    assert explanation.endswith((".", ":", "`", ")", "}", '"', "]")) or "\n    " in explanation
    assert "\t" not in explanation
    assert all(len(line) <= 110 for line in explanation.splitlines())
