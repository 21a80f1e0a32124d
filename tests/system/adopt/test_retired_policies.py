"""A role that has a policy which AWS retired keeps it."""

from __future__ import annotations

from pathlib import Path

TEMPLATE = """\
Resources:
  R:
    Type: AWS::IAM::Role
    Properties:
      RoleName: r
      AssumeRolePolicyDocument: {Version: '2012-10-17', Statement: [
        {Effect: Allow, Principal: {Service: lambda.amazonaws.com}, Action: 'sts:AssumeRole'}]}
      ManagedPolicyArns: [!Sub 'arn:${AWS::Partition}:iam::aws:policy/AWSLambdaFullAccess']
"""


def test_it_is_adopted_by_its_arn(adopt):
    Path("t.yaml").write_text(TEMPLATE, encoding="utf-8")
    code, out, _ = adopt("t.yaml")
    assert (code, "r: equal" in out) == (0, True)
    arn = "arn:${account.partition}:iam::aws:policy/AWSLambdaFullAccess"
    assert arn in Path("specs/roles/r.yaml").read_text()
