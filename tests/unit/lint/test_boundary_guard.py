"""Boundaries that one statement asks for, and another takes away."""

from __future__ import annotations

import json

import pytest

from support.lint import found_in

NAME = "boundary-that-can-be-taken-away"
DELETE, PUT = "iam:DeleteRolePermissionsBoundary", "iam:PutRolePermissionsBoundary"
START = "arn:aws:iam::111122223333:"
UNDER = {"StringEquals": {"iam:PermissionsBoundary": f"{START}policy/apps"}}


def statement(effect: str, *actions: str, on: str = "role/app-*", when: object = None) -> dict:
    found = {"Effect": effect, "Action": list(actions), "Resource": f"{START}{on}"}
    return {**found, "Condition": when} if when else found


GUARDED = statement("Allow", "iam:CreateRole", "iam:PutRolePolicy", when=UNDER)


@pytest.mark.parametrize(
    ("others", "expected"),
    [
        ([statement("Allow", DELETE)], [f'"{DELETE}"']),
        ([statement("Allow", DELETE, when=UNDER)], [f'"{DELETE}"']),
        ([statement("Allow", PUT)], [f'"{PUT}"']),
        ([statement("Allow", PUT, when=UNDER)], []),
        ([statement("Allow", "iam:*")], ['"iam:*"']),
        ([statement("Allow", DELETE, on="role/other-*")], []),
        ([statement("Allow", DELETE), statement("Deny", DELETE)], []),
        ([statement("Allow", DELETE), statement("Deny", PUT)], [f'"{DELETE}"']),
        ([statement("Allow", DELETE), statement("Deny", DELETE, when=UNDER)], [f'"{DELETE}"']),
        ([statement("Allow", "iam:DeleteRole")], []),
    ],
)  # fmt: skip
def test_boundaries(others, expected):
    text = json.dumps({"Version": "2012-10-17", "Statement": [GUARDED, *others]})
    told = [d.primary.span for d in found_in(text) if d.code.name == NAME]
    assert [text[span.start : span.end] for span in told] == expected


def test_where_no_boundary_is_asked_for_nothing_is_said():
    text = json.dumps({"Version": "2012-10-17", "Statement": [statement("Allow", DELETE)]})
    assert NAME not in {d.code.name for d in found_in(text)}
