"""Operations are no actions, and what they need are."""

from __future__ import annotations

import pytest

from rolec.catalog.api_operation import OPERATIONS, needed_for
from rolec.catalog.catalogue import SHIPPED


@pytest.mark.parametrize("operation", OPERATIONS)
def test_an_operation_needs_actions_and_is_none(operation):
    known = SHIPPED.action(operation)
    assert known is None or known.retired
    needed = [SHIPPED.action(each) for each in OPERATIONS[operation]]
    assert needed
    assert all(each and not each.retired for each in needed)


def test_an_operation_is_known_in_any_case():
    assert needed_for("S3:listobjectsv2") == ("s3:ListBucket",)
    assert needed_for("s3:GetObject") == ()
