"""Which parts of a spec its mistakes are in."""

from __future__ import annotations

import pytest

from rolec.driver.adopt.at_fault import AtFault, at_fault

SPEC = """\
role: web
trust:
  # the first
  - aws_service: ec2
  - aws_service: one
    source_arn: x
permissions:
  - managed_policy: two
  - inline_policy: "a \\"b\\""
    statements:
      - allow: three
        on: "*"
  - inline_policy: read
    statements:
      - allow: s3:GetObject
        on: four
tags:
  five: x
"""


@pytest.mark.parametrize(
    ("words", "trust", "inline"),
    [
        (["ec2"], {0}, set()),
        (["one"], {1}, set()),
        (["source_arn"], {1}, set()),
        (["three"], set(), {'a "b"'}),
        (["one", "three", "four"], {1}, {'a "b"', "read"}),
    ],
)
def test_a_mistake_is_in_a_statement_or_a_policy(words, trust, inline):
    found = at_fault(SPEC, map(SPEC.index, words))
    assert found == AtFault(frozenset(trust), frozenset(inline))


@pytest.mark.parametrize("words", [["two"], ["five"], ["web"], ["one", "five"], ["trust:"], []])
def test_of_a_mistake_in_something_else_nobody_knows(words):
    assert at_fault(SPEC, map(SPEC.index, words)) is None
