"""An old catalogue is not sure of what it does not know."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from rolec.catalog.origin import origin
from rolec.diagnostics.level import Level
from rolec.driver.lint.catalogue_age import said_once, softened
from rolec.lint.lint import Lint
from rolec.source.span import Span

LINT = Lint(
    id="L9999", name="made-up", level=Level.ERROR, explain="x", bad="", good="", of_catalogue=True
)
FINDING = LINT.at(Span("a", 0, 1), "unknown", notes=("first",))


def after(days: int, *found):
    return list(softened(found, origin().read_on + timedelta(days=days)))


@pytest.mark.parametrize(("days", "level"), [(0, "error"), (90, "error"), (91, "warning")])
def test_after_90_days_an_error_of_the_catalogue_is_a_warning(days, level):
    [found] = after(days, FINDING)
    assert found.level == level
    assert len(found.notes) == (1 if level == "error" else 2)


def test_what_is_sure_or_no_error_stays_as_it_is():
    sure = replace(FINDING, code=replace(LINT, of_catalogue=False))
    suggestion = replace(FINDING, level=Level.SUGGESTION)
    assert after(1000, sure, suggestion) == [sure, suggestion]


def test_the_reason_is_said_once():
    other = replace(FINDING, message="another")
    first, second = said_once(after(91, FINDING, other))
    assert str(origin().read_on) in first.notes[1]
    assert second.notes == ("first",)
    assert second.level is Level.WARNING
