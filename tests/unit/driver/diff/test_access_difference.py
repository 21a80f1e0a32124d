"""What is told of a difference, and that it is said where that is not all."""

from __future__ import annotations

from rolec.driver.diff import access_difference
from rolec.driver.diff.access_difference import NO_ACCESS, Part
from support.access import access, allow

NEW = access(allow("s3:GetObject", "arn:aws:s3:::a/*"), allow("sqs:SendMessage"))
OLD = access(allow("kms:Decrypt"))
MORE = "more may be {} than is listed: to list all takes more work than the bounds allow"


def test_all_that_differs_is_told():
    found = access_difference.access_difference(Part.PERMISSIONS, NEW, OLD)
    assert [each.grant.service for each in found.granted] == ["s3", "sqs"]
    assert not found.is_partial
    assert found.assumptions == ()


def test_what_costs_too_much_is_not_told_and_that_is_said(monkeypatch):
    monkeypatch.setattr(access_difference, "_WORK", 0)
    found = access_difference.access_difference(Part.PERMISSIONS, NEW, OLD)
    assert (found.verdict, found.granted, found.is_partial) == ("incomparable", (), True)
    assert found.witness_granted is not None
    assert found.assumptions == (MORE.format("gained"), MORE.format("lost"))


def test_what_is_gone_is_told_to_be_lost(monkeypatch):
    monkeypatch.setattr(access_difference, "_WORK", 0)
    nothing = NO_ACCESS[Part.PERMISSIONS]
    found = access_difference.access_difference(Part.PERMISSIONS, nothing, OLD)
    assert (found.is_partial, found.assumptions) == (False, (MORE.format("lost"),))
