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

ADMIN = {
    "StringEquals": {"iam:PermissionsBoundary": "arn:aws:iam::aws:policy/AdministratorAccess"}
}
BUT_READING = {"Effect": "Deny", "NotAction": "iam:Get*", "Resource": "*"}
ALL_BUT = {"Effect": "Allow", "NotAction": ["s3:*", "iam:PutRolePolicy"], "Resource": "*"}


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
        ([statement("Allow", DELETE), statement("Deny", DELETE, on="role/other")], [f'"{DELETE}"']),
        ([statement("Allow", DELETE, on="role/*"), statement("Deny", DELETE)], []),
        ([statement("Allow", DELETE), BUT_READING], []),
        ([statement("Allow", PUT, when=ADMIN)], [f'"{PUT}"']),
        ([ALL_BUT], ['["s3:*", "iam:PutRolePolicy"]']),
        ([statement("Allow", "iam:DeleteUserPermissionsBoundary", on="*")], []),
    ],
)  # fmt: skip
def test_boundaries(others, expected):
    text = json.dumps({"Version": "2012-10-17", "Statement": [GUARDED, *others]})
    told = [d.primary.span for d in found_in(text) if d.code.name == NAME]
    assert [text[span.start : span.end] for span in told] == expected


def test_where_no_boundary_is_asked_for_nothing_is_said():
    text = json.dumps({"Version": "2012-10-17", "Statement": [statement("Allow", DELETE)]})
    assert NAME not in {d.code.name for d in found_in(text)}


@pytest.mark.parametrize("verb", ["Delete", "Put"])
def test_users_have_boundaries_too(verb):
    guarded = statement("Allow", "iam:CreateUser", on="user/app-*", when=UNDER)
    taking = statement("Allow", f"iam:{verb}UserPermissionsBoundary", on="user/*")
    text = json.dumps({"Version": "2012-10-17", "Statement": [guarded, taking]})
    assert NAME in {d.code.name for d in found_in(text)}


@pytest.mark.parametrize(("enabled", "is_told"), [("", False), ("\n    enabled: ${var.on}", True)])
def test_a_deny_that_is_there_on_a_condition_may_be_missing(enabled, is_told):
    spec = f"""
role: deployer
trust: [{{aws_service: ec2}}]
permissions:
  - inline_policy: roles
    statements:
      - {{allow: iam:CreateRole, on: "{START}role/app-*", when: {json.dumps(UNDER)}}}
      - {{allow: {DELETE}, on: "{START}role/*"}}
  - inline_policy: no{enabled}
    statements: [{{deny: {DELETE}, on: "*"}}]
"""
    assert (NAME in {d.code.name for d in found_in(spec)}) is is_told
