"""What Terraform or a deployment puts under `StringLike` may have wildcards: the spec keeps the operator."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

CF = """\
Parameters: {Org: {Type: String}}
Resources:
  R:
    Type: AWS::IAM::Role
    Properties:
      RoleName: r
      AssumeRolePolicyDocument:
        Version: '2012-10-17'
        Statement:
          - Effect: Allow
            Principal: {Federated: !Sub 'arn:${AWS::Partition}:iam::111122223333:oidc-provider/api.pulumi.com/oidc'}
            Action: sts:AssumeRoleWithWebIdentity
            Condition: {StringLike: {'api.pulumi.com/oidc:sub': 'a:*', 'api.pulumi.com/oidc:aud': !Ref Org}}
"""
TF = """\
resource "aws_iam_role" "r" {
  name = "r"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Federated = "arn:aws:iam::111122223333:oidc-provider/api.pulumi.com/oidc" }
      Action    = "sts:AssumeRoleWithWebIdentity"
      Condition = { StringLike = { "api.pulumi.com/oidc:sub" = "a:*", "api.pulumi.com/oidc:aud" = var.Org } }
    }]
  })
}
"""


@pytest.mark.parametrize(("name", "text"), [("t.yaml", CF), ("main.tf", TF)])
def test_an_audience_that_may_have_wildcards_is_not_compared_as_it_stands(adopt, name, text):
    Path(name).write_text(text, encoding="utf-8")
    code, _, _ = adopt(name)
    (role,) = json.loads(Path("report.json").read_text())["roles"]
    spec = Path("specs/roles/r.yaml").read_text()
    assert (code, role["status"]) == (0, "equal")
    assert "StringLike" in spec
    assert "audience:" not in spec
