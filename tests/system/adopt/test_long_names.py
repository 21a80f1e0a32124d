"""Names of resources that are longer than those of roles and policies."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

FROM_WORDS = "OpenApiGatewayToLambdaApiTemplateWriterProviderframeworkonEventServiceRoleFEE201A1"
TEMPLATE = f"""\
Resources:
  {FROM_WORDS}:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Version: "2012-10-17"
        Statement:
          - {{Effect: Allow, Principal: {{Service: lambda.amazonaws.com}}, Action: sts:AssumeRole}}
"""
ROLE, POLICY = "role_" * 20, "policy_" * 20
MODULE = f"""\
resource "aws_iam_role" "{ROLE}" {{
  assume_role_policy = jsonencode({{
    Statement = [{{ Effect = "Allow", Action = "sts:AssumeRole", Principal = {{ Service = "ec2.amazonaws.com" }} }}]
  }})
}}

resource "aws_iam_role_policy" "{POLICY}" {{
  role   = aws_iam_role.{ROLE}.name
  policy = jsonencode({{ Statement = [{{ Effect = "Allow", Action = "s3:GetObject", Resource = "*" }}] }})
}}
"""


def roles():
    return json.loads(Path("report.json").read_text(encoding="utf-8"))["roles"]


@pytest.mark.parametrize("sources", [1, 2])
def test_what_the_cdk_makes_of_words_and_a_hash(adopt, sources):
    Path("in").mkdir()
    for number in range(sources):
        Path(f"in/{number}.yaml").write_text(TEMPLATE, encoding="utf-8")

    adopt("in")

    assert [each["status"] for each in roles()] == ["equal"] * sources
    names = {each["name"] for each in roles()}
    assert len(names) == sources
    assert "OpenApiGatewayToLambdaApiTemplateWriterProviderframeworkFEE201A1" in names
    assert all(len(name) <= 64 for name in names)


def test_labels_of_terraform(adopt):
    Path("main.tf").write_text(MODULE, encoding="utf-8")

    adopt("main.tf")

    assert [each["status"] for each in roles()] == ["equal"]
