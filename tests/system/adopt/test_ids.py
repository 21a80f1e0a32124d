"""The Id of a policy document, which means nothing to IAM, and of which Terraform makes a change."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from rolec.cli import main

TRUST = {
    "Version": "2012-10-17",
    "Statement": [
        {
            "Effect": "Allow",
            "Principal": {"Service": "ec2.amazonaws.com"},
            "Action": "sts:AssumeRole",
        }
    ],
}
READ = {
    "Version": "2012-10-17",
    "Id": "Mine",
    "Statement": [{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}],
}
ARN = "arn:aws:iam::111122223333:policy/shared"


def dump(trust, policy):
    role = {
        "RoleName": "web",
        "Arn": "arn:aws:iam::111122223333:role/web",
        "AssumeRolePolicyDocument": trust,
        "RolePolicyList": [{"PolicyName": "own", "PolicyDocument": policy}],
        "AttachedManagedPolicies": [{"PolicyArn": ARN}],
    }
    version = {"IsDefaultVersion": True, "Document": READ}
    shared = {"PolicyName": "shared", "Arn": ARN, "PolicyVersionList": [version]}
    Path("dump.json").write_text(json.dumps({"RoleDetailList": [role], "Policies": [shared]}))


def of():
    (found,) = json.loads(Path("report.json").read_text())["roles"]
    return found["status"], found["reason"], found["fallbacks"]


def test_a_policy_keeps_its_id(adopt, capsys):
    dump(TRUST, READ)
    adopt("dump.json")
    status, reason, fallbacks = of()
    assert (status, reason, len(fallbacks)) == ("equal", None, 1)
    assert main.main(["build", "specs", "-o", "build"]) == 0, capsys.readouterr().err
    for written in ("role/web/inline/own.json", "policy/shared.json"):
        assert json.loads(Path("build/json", written).read_text())["Id"] == "Mine"


@pytest.mark.parametrize(
    "policy",
    [
        {key: value for key, value in READ.items() if key != "Version"},
        {**READ, "Id": "x" * 513},
    ],
)
def test_an_id_that_can_stand_in_no_spec_is_told(adopt, policy):
    dump(TRUST, policy)
    adopt("dump.json")
    status, reason, fallbacks = of()
    assert (status, fallbacks) == ("equal-in-access", [])
    assert f"the Id `{policy['Id']}` of its policy `own` can stand in no spec" in reason


def test_that_of_a_trust_policy_is_told(adopt):
    dump({**TRUST, "Id": "Own"}, READ)
    adopt("dump.json")
    status, reason, _ = of()
    assert status == "equal-in-access"
    assert "the Id `Own` of its trust policy has no words in a spec" in reason
