"""Templates that have a key twice: what has it is told with its place, and the rest is adopted."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from rolec.cli.exit_code import ExitCode

TRUST = """
      AssumeRolePolicyDocument:
        Version: "2012-10-17"
        Statement: {Effect: Allow, Principal: {Service: ec2.amazonaws.com}, Action: "sts:AssumeRole"}
"""
ROLE = f"    Type: AWS::IAM::Role\n    Properties:{TRUST}"
DOCUMENT = "{Statement: {Effect: Allow, Action: 's3:GetObject', Resource: '*'}}"
POLICY = f"""    Type: AWS::IAM::Policy
    Properties:
      PolicyName: p
      Roles: [!Ref Web]
      PolicyDocument: {DOCUMENT}
"""
TWICE = {
    "a property": ("Path", f"  Web:\n{ROLE}      Path: /a/\n      Path: /b/\n"),
    "a logical id": ("Web", f"  Web:\n{ROLE}  Web:\n{ROLE}"),
    "a type": ("Type", f"  Web:\n    Type: AWS::IAM::Role\n{ROLE}"),
    "of a policy": ("PolicyName", f"  Web:\n{ROLE}  P:\n{POLICY}      PolicyName: q\n"),
    "a policy": ("P", f"  Web:\n{ROLE}  P:\n{POLICY}  P:\n{POLICY}"),
}


@pytest.mark.parametrize("which", TWICE)
def test_a_role_with_a_key_twice_is_not_adopted_and_the_others_are(adopt, which):
    key, resources = TWICE[which]
    Path("t.yaml").write_text(f"Resources:\n  Other:\n{ROLE}{resources}")
    code, out, err = adopt("t.yaml")
    assert code == ExitCode.ERRORS
    assert f"error[E0102]: the key `{key}` stands twice\n" in err
    assert f"Web: NOT ADOPTED: the key `{key}` stands twice" in out
    assert "2 roles: 1 equal, 0 equal in access, 1 not adopted" in out
    report = json.loads(Path("report.json").read_text())
    assert {each["address"] for each in report["blocks"]} >= {"Web", "Other"}


def test_what_is_not_of_a_role_is_told_and_stops_none(adopt):
    bucket = "  Bucket:\n    Type: AWS::S3::Bucket\n    Type: AWS::S3::Bucket\n"
    Path("t.yaml").write_text(f"Resources:\n  Web:\n{ROLE}{bucket}")
    code, out, err = adopt("t.yaml")
    assert code == ExitCode.ERRORS
    assert "--> t.yaml:10:5" in err
    assert "1 role: 1 equal" in out


def test_what_a_parameter_is_nobody_can_say(adopt):
    parameters = "Parameters:\n  N: {Type: String, Default: a}\n  N: {Type: String, Default: b}\n"
    Path("t.yaml").write_text(f"{parameters}Resources:\n  Web:\n{ROLE}      Path: !Ref N\n")
    _, out, _ = adopt("t.yaml")
    assert "Web: NOT ADOPTED: the key `N` stands twice" in out


def test_json_is_read_the_same(adopt):
    trust = {
        "Version": "2012-10-17",
        "Statement": {
            "Effect": "Allow",
            "Principal": {"Service": "ec2.amazonaws.com"},
            "Action": "sts:AssumeRole",
        },
    }
    role = {"Type": "AWS::IAM::Role", "Properties": {"AssumeRolePolicyDocument": trust}}
    web = json.dumps({**role, "Condition": "A"}).replace('"A"}', '"A", "Condition": "B"}')
    Path("t.json").write_text(
        f'{{"Resources": {{"Other": {json.dumps(role)},\n"Condition": 1,\n"Web": {web}}}}}'
    )
    code, out, err = adopt("t.json")
    assert code == ExitCode.ERRORS
    assert "error[E0581]: the key `Condition` stands twice\n --> t.json:3:" in err
    assert "Web: NOT ADOPTED: the key `Condition` stands twice" in out
    assert "2 roles: 1 equal" in out
