"""No example has anything that a lint finds, and one teaches how to accept a finding."""

from __future__ import annotations

from datetime import date

import pytest

from rolec.diagnostics.level import Level
from rolec.driver.check import check
from support.example import EXAMPLES, NAMES

TODAY = date(2026, 11, 1)


@pytest.mark.parametrize("name", NAMES)
def test_an_example_is_clean(name):
    found = check((EXAMPLES / name,), today=TODAY)
    assert found.documents
    # A note is no finding: it says what may be needed besides, which an example need not teach.
    findings = [d for d in found.diagnostics if d.level is not Level.NOTE]
    assert not findings, findings[0].message


def test_one_example_has_a_waiver():
    texts = {path: path.read_text("utf-8") for path in EXAMPLES.rglob("*.yaml")}
    waive = {path.parts[-3] for path, text in texts.items() if "waive" in text}
    assert waive == {"waiver"}
