"""The file of a state of Terraform: what is in it is adopted, and taken over where it is."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from rolec.cli.exit_code import ExitCode

TRUST = {
    "Version": "2012-10-17",
    "Statement": [
        {
            "Effect": "Allow",
            "Principal": {"Service": ["ec2.amazonaws.com"]},
            "Action": ["sts:AssumeRole"],
        }
    ],
}
WEB = {
    "arn": "arn:aws:iam::111122223333:role/web",
    "id": "web",
    "name": "web",
    "path": "/",
    "assume_role_policy": json.dumps(TRUST),
}
STATE = {
    "version": 4,
    "terraform_version": "1.11.4",
    "serial": 1,
    "lineage": "a",
    "resources": [
        {
            "module": "module.app",
            "mode": "managed",
            "type": "aws_iam_role",
            "name": "server",
            "instances": [{"attributes": WEB}],
        }
    ],
}


@pytest.fixture
def state():
    def write(name):
        Path(name).write_text(json.dumps(STATE), encoding="utf-8")
        return name

    return write


@pytest.mark.parametrize("name", ["terraform.tfstate", "state.json"])
def test_its_roles_are_adopted(adopt, state, name):
    code, out, err = adopt(state(name))
    assert (code, err) == (ExitCode.OK, "")
    assert "1 role: 1 equal" in out
    assert 'account: "111122223333"' in Path("specs/rolec.yaml").read_text()


def test_beside_a_source_it_says_where_terraform_has_what(adopt, state):
    Path("main.tf").write_text(
        f'resource "aws_iam_role" "server" {{\n  name = "web"\n'
        f"  assume_role_policy = jsonencode({json.dumps(TRUST)})\n}}\n"
    )
    code, _, err = adopt("main.tf", "--state", state("terraform.tfstate"))
    assert (code, err) == (ExitCode.OK, "")
    assert "from = module.app.aws_iam_role.server" in Path("specs/imports.tf").read_text()
