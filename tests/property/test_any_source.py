"""Any text as a source of adoption: diagnostics and a report, and no traceback."""

from __future__ import annotations

import json
import random
from collections import Counter
from pathlib import Path

from rolec.driver.adopt.adopt import adopt
from rolec.driver.adopt.proof import Status
from support.any_text import mutated

ROOT = Path(__file__).parents[2]
TEMPLATE = """\
Parameters:
  Stage: {Type: String, Default: dev}
  Arns: {Type: CommaDelimitedList}
Conditions:
  Live: !Equals [!Ref Stage, live]
Resources:
  Web:
    Type: AWS::IAM::Role
    Condition: Live
    Properties:
      RoleName: !Sub "${Stage}-web"
      ManagedPolicyArns: [!Ref Shared, !Sub "arn:${AWS::Partition}:iam::aws:policy/ReadOnlyAccess"]
      AssumeRolePolicyDocument:
        Version: 2012-10-17
        Statement:
          - Effect: Allow
            Principal: {Service: [ec2.amazonaws.com, !If [Live, lambda.amazonaws.com, !Ref "AWS::NoValue"]]}
            Action: sts:AssumeRole
      Policies:
        - PolicyName: own
          PolicyDocument:
            Version: 2012-10-17
            Statement: [{Effect: Allow, Action: "s3:Get*", Resource: !Join ["", [!GetAtt Bucket.Arn, "/*"]]}]
      Tags: [{Key: stage, Value: !Ref Stage}]
  Shared:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      PolicyDocument: {Version: 2012-10-17, Statement: {Effect: Allow, Action: "sqs:*", Resource: "*"}}
  Profile:
    Type: AWS::IAM::InstanceProfile
    Properties: {Roles: [!Ref Web]}
"""
TERRAFORM = """\
variable "names" {
  default = ["a", "b"]
}

locals {
  trust = { Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "ec2.amazonaws.com" } }] }
}

data "aws_iam_policy_document" "read" {
  statement {
    actions   = ["s3:GetObject"]
    resources = [for name in var.names : "arn:aws:s3:::${name}/*"]
  }
}

resource "aws_iam_role" "each" {
  for_each           = toset(var.names)
  name               = "${each.key}-role"
  assume_role_policy = jsonencode(local.trust)
}

resource "aws_iam_role_policy" "own" {
  for_each = aws_iam_role.each
  role     = each.value.id
  policy   = data.aws_iam_policy_document.read.json
}

resource "aws_iam_role" "web" {
  count              = var.on ? 1 : 0
  name               = join("-", ["web", terraform.workspace])
  assume_role_policy = <<-EOT
    {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole",
     "Principal": {"AWS": "${var.who}"}, "Condition": {"StringEquals": {"sts:ExternalId": "x-1"}}}]}
  EOT
}

resource "aws_iam_role_policy_attachment" "web" {
  role       = try(aws_iam_role.web[0].name, "")
  policy_arn = "arn:aws:iam::aws:policy/ReadOnlyAccess"
}
"""
POLICY = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": ["s3:Get*"], "Resource": "*"}]}  # fmt: skip
TRUST = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": "ec2.amazonaws.com"}}]}  # fmt: skip
DUMP = {
    "RoleDetailList": [
        {
            "RoleName": "web",
            "Path": "/",
            "Arn": "arn:aws:iam::111122223333:role/web",
            "AssumeRolePolicyDocument": TRUST,
            "RolePolicyList": [{"PolicyName": "own", "PolicyDocument": POLICY}],
            "AttachedManagedPolicies": [
                {"PolicyName": "p", "PolicyArn": "arn:aws:iam::111122223333:policy/p"}
            ],
            "Tags": [{"Key": "team", "Value": "web"}],
        }
    ],
    "Policies": [
        {
            "PolicyName": "p",
            "Path": "/",
            "Arn": "arn:aws:iam::111122223333:policy/p",
            "PolicyVersionList": [{"IsDefaultVersion": True, "Document": POLICY}],
        }
    ],
    "UserDetailList": [],
    "GroupDetailList": [],
}
STATE = {
    "format_version": "1.0",
    "values": {
        "root_module": {
            "resources": [
                {
                    "address": "aws_iam_role.web",
                    "mode": "managed",
                    "type": "aws_iam_role",
                    "name": "web",
                    "values": {
                        "name": "web",
                        "path": "/",
                        "assume_role_policy": json.dumps(TRUST),
                    },
                },
                {
                    "address": "aws_iam_role_policy.own",
                    "mode": "managed",
                    "type": "aws_iam_role_policy",
                    "name": "own",
                    "values": {"name": "own", "role": "web", "policy": json.dumps(POLICY)},
                },
            ]
        }
    },
}
SOURCES = {
    "main.tf": [TERRAFORM, (ROOT / "tests/support/policy_documents.tf").read_text("utf-8")],
    "template.yaml": [TEMPLATE],
    "source.json": [json.dumps(each, indent=2) for each in (POLICY, TRUST, DUMP, STATE)],
}


def test_no_source_breaks_adoption(request, seed, tmp_path):
    rng = random.Random(seed)
    sources = {name: [*texts] for name, texts in SOURCES.items()}
    for path in Path(request.config.getoption("--corpus") or tmp_path).rglob("*"):
        if path.suffix in {".tf", ".yaml", ".json"}:
            name = next(each for each in sources if each.endswith(path.suffix))
            sources[name].append(path.read_text("utf-8", errors="replace"))
    ends: Counter[str] = Counter()
    for number in range(request.config.getoption("--sources")):
        name = rng.choice([*sources])
        text = mutated(rng.choice(sources[name]), rng, sources[name])
        (tmp_path / name).write_bytes(text.encode("utf-8", errors="replace"))
        try:
            adoption = adopt((tmp_path / name,), tmp_path / "none")
        except Exception as error:
            kept = tmp_path / f"{number}-{name}"
            kept.write_bytes(text.encode("utf-8", errors="replace"))
            raise AssertionError(f"{kept} ends in a traceback") from error
        ends["refused"] += bool(adoption.diagnostics)
        ends["adopted"] += any(e.status is not Status.NOT_ADOPTED for e in adoption.roles)
    print(dict(ends))
    assert min(ends["refused"], ends["adopted"]) >= request.config.getoption("--sources") / 10
