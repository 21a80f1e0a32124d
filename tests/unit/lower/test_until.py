"""Of two last days the first counts, whichever is on the statement."""

from __future__ import annotations

import pytest

from support.project import modules

SPEC = """\
role: web
trust: [{{aws_service: ec2}}]
permissions:
  - inline_policy: own
    statements: [{{allow: 's3:GetObject', on: '*', until: {own}}}, {{allow: 's3:ListBucket', on: '*'}}]
    until: {whole}
"""


@pytest.mark.parametrize(
    ("own", "whole", "ends"),
    [
        ("2030-12-31", "2031-01-31", ["2031-01-01T00:00:00Z", "2031-02-01T00:00:00Z"]),
        ("2039-12-31", "2031-01-31", ["2031-02-01T00:00:00Z", "2031-02-01T00:00:00Z"]),
        ("2031-01-31", "2031-01-31", ["2031-02-01T00:00:00Z", "2031-02-01T00:00:00Z"]),
    ],
)
def test_no_statement_outlives_its_policy(tmp_path, own, whole, ends):
    [role] = modules(tmp_path, {"web.yaml": SPEC.format(own=own, whole=whole)})[""].roles
    [policy] = role.inline_policies
    found = [
        value.literal
        for statement in policy.document.statements
        for condition in statement.conditions
        for value in condition.values
    ]
    assert sorted(found) == ends
