"""The cheap bound on a document's size is never below its size."""

from __future__ import annotations

from hypothesis import given

from rolec.ir.size import at_most, size
from support.strategies import documents


@given(document=documents(trust=False) | documents(trust=True))
def test_the_bound_holds(document):
    assert size(document).characters <= at_most(document)
