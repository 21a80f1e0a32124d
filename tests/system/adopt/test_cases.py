"""Templates in which conditions decide: one spec, or policy, for each case."""

from __future__ import annotations

import json
from pathlib import Path

from rolec.cli.exit_code import ExitCode

TEMPLATE = """\
Parameters:
  Stage: {Type: String}
Conditions:
  Live: !Equals [!Ref Stage, live]
Resources:
  Web:
    Type: AWS::IAM::Role
    Properties:
      RoleName: web
      AssumeRolePolicyDocument:
        Version: "2012-10-17"
        Statement:
          - Effect: Allow
            Principal:
              Service: ec2.amazonaws.com
            Action: sts:AssumeRole
          - !If
            - Live
            # for those who look
            - Effect: Allow
              Principal:
                AWS: "arn:aws:iam::111122223333:root"
              Action: sts:AssumeRole
            - !Ref AWS::NoValue
  Profile:
    Type: AWS::IAM::InstanceProfile
    Properties:
      InstanceProfileName: web
      Roles: [!Ref Web]
  More:
    Type: AWS::IAM::Policy
    Properties:
      PolicyName: more
      Roles: [!Ref Web]
      PolicyDocument:
        Version: "2012-10-17"
        Statement:
          # what it reads
          - Effect: !If [Live, Deny, Allow]
            Action: s3:GetObject
            Resource: "*"
"""


def test_each_case_has_its_spec_and_is_taken_over_where_it_is_the_one(adopt):
    Path("t.yaml").write_text(TEMPLATE)
    code, out, err = adopt("t.yaml")
    assert (code, err) == (ExitCode.OK, "")
    assert "2 roles: 2 equal" in out
    live, other = (Path(f"specs/roles/{name}.yaml").read_text() for name in ("web", "web-2"))
    assert 'enabled: "${var.Live}"' in live
    assert 'name: web\nenabled: "${var.not_Live}"' in other
    assert '  # for those who look\n  - aws_account: "111122223333"' in live
    assert "111122223333" not in other
    assert "      # what it reads\n      - deny: s3:GetObject" in live
    assert "      # what it reads\n      - allow: s3:GetObject" in other
    assert "instance_profile: true" in live
    imports = Path("specs/imports.tf").read_text()
    for on, to in {"Live": "web", "not_Live": "web-2"}.items():
        each = f'for_each = toset(var.{on} ? ["0"] : [])\n  to       = aws_iam_role.{to}[0]\n'
        assert f'{each}  id       = "web"\n' in imports
    told = json.loads(Path("report.json").read_text())
    roles = {(each["address"], each["role"]) for each in told["blocks"]}
    assert roles == {(at, of) for at in ("Web", "Profile", "More") for of in ("web", "web-2")}


KEYS = {
    "Conditions": {"Live": {"Fn::Equals": [{"Ref": "Stage"}, "live"]}},
    "Resources": {
        "Web": {
            "Type": "AWS::IAM::Role",
            "Properties": {
                "RoleName": "web",
                "AssumeRolePolicyDocument": {
                    "Version": "2012-10-17",
                    "Statement": {
                        "Effect": "Allow",
                        "Principal": {"AWS": "111122223333"},
                        "Action": "sts:AssumeRole",
                        "Condition": {
                            "StringEquals": {
                                "sts:ExternalId": {
                                    "Fn::If": ["Live", {"Ref": "Id"}, {"Ref": "AWS::NoValue"}]
                                }
                            }
                        },
                    },
                },
            },
        }
    },
}


def test_without_the_key_of_a_condition_a_statement_asks_for_nothing(adopt):
    Path("t.json").write_text(json.dumps(KEYS))
    code, out, err = adopt("t.json")
    assert (code, err) == (ExitCode.OK, "")
    assert "2 roles: 2 equal" in out
    live, other = (Path(f"specs/roles/{name}.yaml").read_text() for name in ("web", "web-2"))
    assert 'external_id: "${var.Id}"' in live
    assert other.endswith('trust:\n  - aws_account: "111122223333"\n')
