"""Every lint fires on its bad example, and is silent on its good one."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

import pytest

from rolec.driver.all_codes import all_codes
from rolec.lint.run import all_lints
from support.lint import found_in_bad, found_in_good

LINTS = all_lints()


@pytest.mark.parametrize("lint", LINTS, ids=lambda lint: lint.name)
def test_a_lint_finds_its_bad_example_and_not_its_good_one(lint):
    bad = [d for d in found_in_bad(lint) if d.code is lint]
    good = [d for d in found_in_good(lint) if d.code is lint]
    assert bad
    assert not good, good[0].message


@pytest.mark.parametrize("lint", LINTS, ids=lambda lint: lint.name)
def test_the_good_example_is_a_small_change_of_the_bad_one(lint):
    bad, good = lint.bad.split(), lint.good.split()
    assert bad != good
    assert SequenceMatcher(None, lint.bad, lint.good, autojunk=False).ratio() > 0.6


@pytest.mark.parametrize("lint", LINTS, ids=lambda lint: lint.name)
def test_a_finding_says_what_and_what_to_do(lint):
    for found in found_in_bad(lint):
        if found.code is lint:
            assert "\n" not in found.message
            assert not found.message.endswith(".")
            assert found.help
            assert found.primary.span.end > found.primary.span.start


def test_ids_and_names_are_unique_and_well_formed():
    codes = all_codes()
    assert len({code.id for code in codes}) == len(codes)
    assert len({code.name for code in codes}) == len(codes)
    assert all(re.fullmatch(r"L\d{4}", lint.id) for lint in LINTS)
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", lint.name) for lint in LINTS)
