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


def test_policies_keep_their_ids(adopt, capsys):
    dump({**TRUST, "Id": "Own"}, READ)
    adopt("dump.json")
    assert of() == ("equal", None, [])
    assert main.main(["build", "specs", "-o", "build"]) == 0, capsys.readouterr().err
    of_role, shared = Path("build/json/role/web"), Path("build/json/policy/shared.json")
    written = [of_role / "trust.json", of_role / "inline/own.json", shared]
    assert [json.loads(path.read_text())["Id"] for path in written] == ["Own", "Mine", "Mine"]


def test_a_policy_without_a_version_keeps_its_id(adopt):
    dump(TRUST, {key: value for key, value in READ.items() if key != "Version"})
    adopt("dump.json")
    assert of() == ("equal", None, [])


@pytest.mark.parametrize("id_", ["x" * 513, "${aws:username}"])
def test_an_id_that_can_stand_in_no_spec_is_told(adopt, id_):
    dump({**TRUST, "Id": id_}, {**READ, "Id": id_})
    adopt("dump.json")
    status, reason, fallbacks = of()
    assert (status, fallbacks) == ("equal-in-access", [])
    assert f"the Id `{id_}` of its trust policy can stand in no spec" in reason
    assert f"the Id `{id_}` of its policy `own` can stand in no spec" in reason
