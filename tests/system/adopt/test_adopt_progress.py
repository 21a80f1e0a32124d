"""How far an adoption is, told to whoever waits for it."""

from __future__ import annotations

import json

from rolec.driver.adopt.adopt import adopt

TRUST = {
    "Version": "2012-10-17",
    "Statement": [
        {
            "Effect": "Allow",
            "Action": "sts:AssumeRole",
            "Principal": {"Service": "ec2.amazonaws.com"},
        }
    ],
}
ROLE = f"""\
resource "aws_iam_role" "in_terraform" {{
  name               = "in-terraform"
  assume_role_policy = jsonencode({json.dumps(TRUST)})
}}
"""


def test_each_file_of_every_kind_and_each_proof_is_told(tmp_path):
    for name in ("one", "two"):
        (tmp_path / f"{name}.json").write_text(json.dumps(TRUST), encoding="utf-8")
    (tmp_path / "main.tf").write_text(ROLE, encoding="utf-8")
    told = []
    found = adopt((tmp_path,), tmp_path / "specs", progress=lambda *each: told.append(each))
    assert len(found.roles) == 3
    for what in ("reading", "compiling", "proving"):
        mine = [(done, total) for name, done, total in told if name == what]
        assert mine == [(1, 3), (2, 3), (3, 3)]
    assert [name for name, _, _ in told[::3]] == ["reading", "compiling", "proving"]
