"""An attachment that users or groups have, too: how Terraform leaves these alone is told."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

MAIN = """
resource "aws_iam_role" "web" {
  name               = "web"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "ec2.amazonaws.com" } }]
  })
}
resource "aws_iam_policy_attachment" "all" {
  name       = "all"
  roles      = [aws_iam_role.web.name]
  %s
  policy_arn = "arn:aws:iam::aws:policy/ReadOnlyAccess"
}
"""
REMOVED = (
    "a `removed` block in its place, `from = aws_iam_policy_attachment.all` with `lifecycle { destroy = false }`,"
    " leaves it to them"
)


@pytest.mark.parametrize("others", ['users = ["ann"]', "groups = [aws_iam_group.g.name]"])
def test_users_and_groups_keep_it_with_a_block_that_is_told(adopt, others):
    Path("main.tf").write_text(MAIN % others, encoding="utf-8")
    adopt("main.tf")
    (role,) = json.loads(Path("report.json").read_text(encoding="utf-8"))["roles"]
    kind, _, names = others.partition(" = ")
    assert role["status"] == "equal-in-access"
    assert role["reason"] == (
        f"of aws_iam_policy_attachment.all: it is on the {kind} {names}, too: without its block Terraform takes"
        f" the policy from them, and {REMOVED}"
    )


def test_of_a_state_too(adopt):
    resources = [
        {
            "address": "aws_iam_role.web",
            "type": "aws_iam_role",
            "values": {
                "name": "web",
                "assume_role_policy": '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole","Principal":{"Service":"ec2.amazonaws.com"}}]}',
            },
        },
        {
            "address": "aws_iam_policy_attachment.all[0]",
            "type": "aws_iam_policy_attachment",
            "values": {
                "roles": ["web"],
                "users": ["ann", "bob"],
                "policy_arn": "arn:aws:iam::aws:policy/ReadOnlyAccess",
            },
        },
    ]
    state = {"format_version": "1.0", "values": {"root_module": {"resources": resources}}}
    Path("state.json").write_text(json.dumps(state), encoding="utf-8")
    adopt("state.json")
    (role,) = json.loads(Path("report.json").read_text(encoding="utf-8"))["roles"]
    assert "on the users ann, bob, too: without its block" in role["reason"]
    assert REMOVED in role["reason"]
