"""Texts of a source that would be references in a spec."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

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
OF_TERRAFORM = """\
resource "aws_iam_role" "r" {
  name               = "r"
  description        = %s
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "ec2.amazonaws.com" } }]
  })
}
resource "aws_iam_role_policy" "p" {
  name   = "p"
  role   = aws_iam_role.r.name
  policy = %s
}
"""
IN_JSON = 'jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "s3:*", Resource = %s }] })'
OF_CLOUDFORMATION = """\
Resources:
  R:
    Type: AWS::IAM::Role
    Properties:
      RoleName: r
      AssumeRolePolicyDocument:
        Version: "2012-10-17"
        Statement: [{Effect: Allow, Action: sts:AssumeRole, Principal: {Service: ec2.amazonaws.com}}]
      Policies:
        - PolicyName: p
          PolicyDocument:
            Version: "2012-10-17"
            Statement: [{Effect: Allow, Action: s3:GetObject, Resource: %s}]
"""


def document(resource):
    statement = {"Effect": "Allow", "Action": "s3:GetObject", "Resource": resource}
    return {"Version": "2012-10-17", "Statement": [statement]}


def dump(resource="*", description="d", tag="t"):
    role = {
        "RoleName": "r",
        "Path": "/",
        "Arn": "arn:aws:iam::123456789012:role/r",
        "AssumeRolePolicyDocument": TRUST,
        "Description": description,
        "RolePolicyList": [{"PolicyName": "p", "PolicyDocument": document(resource)}],
        "Tags": [{"Key": "k", "Value": tag}],
    }
    return json.dumps({"RoleDetailList": [role], "Policies": []})


def state(resource):
    values = {
        "aws_iam_role.r": {"name": "r", "assume_role_policy": json.dumps(TRUST)},
        "aws_iam_role_policy.p": {
            "name": "p",
            "role": "r",
            "policy": json.dumps(document(resource)),
        },
    }
    resources = [
        {"address": at, "type": at.partition(".")[0], "values": each}
        for at, each in values.items()
    ]
    return json.dumps(
        {"format_version": "1.0", "values": {"root_module": {"resources": resources}}}
    )


@pytest.fixture
def told(adopt):
    """Adopts a role of a source: gives its status and the reason."""

    def told_(name, text):
        Path(name).write_text(text, encoding="utf-8")
        adopt(name)
        (role,) = json.loads(Path("report.json").read_text())["roles"]
        return role["status"], role["reason"]

    return told_


@pytest.mark.parametrize(
    ("name", "source", "text"),
    [
        ("dump.json", dump("arn:aws:s3:::${var.x}/*"), "${var.x}"),
        ("dump.json", dump("arn:aws:s3:::${account.id}/*"), "${account.id}"),
        ("dump.json", dump("${roles.r.arn}"), "${roles.r.arn}"),
        ("dump.json", dump(description="of ${var.x}"), "${var.x}"),
        ("dump.json", dump(tag="${local.x}"), "${local.x}"),
        ("state.json", state("${aws_s3_bucket.b.arn}/*"), "${aws_s3_bucket.b.arn}"),
        ("main.tf", OF_TERRAFORM % ('"d"', IN_JSON % '"$${var.x}/*"'), "${var.x}"),
        ("main.tf", OF_TERRAFORM % ('"d"', IN_JSON % '["a", "$${var.x}"]'), "${var.x}"),
        ("main.tf", OF_TERRAFORM % ('"d"', 'file("p.json")'), "${var.x}"),
        ("t.yaml", OF_CLOUDFORMATION % "'arn:aws:s3:::${var.x}/*'", "${var.x}"),
        ("t.yaml", OF_CLOUDFORMATION % "!Sub 'arn:aws:s3:::${!var.x}/*'", "${var.x}"),
        ("t.yaml", OF_CLOUDFORMATION % "!Join ['', ['${local.x}', '/*']]", "${local.x}"),
    ],
)
def test_a_role_with_a_text_that_would_be_a_reference_is_not_adopted(told, name, source, text):
    Path("p.json").write_text(json.dumps(document("arn:aws:s3:::${var.x}/*")), encoding="utf-8")
    status, reason = told(name, source)
    assert status == "not-adopted"
    assert f"`{text}` is a text in the source, and would be a reference in a spec" in reason


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("dump.json", dump("arn:aws:s3:::b/${aws:username}/*")),
        ("main.tf", OF_TERRAFORM % ('"d"', IN_JSON % '"arn:aws:s3:::b/$${aws:username}"')),
        ("t.yaml", OF_CLOUDFORMATION % "!Sub 'arn:aws:s3:::b/${!aws:username}/*'"),
    ],
)
def test_a_variable_of_iam_is_one_in_a_spec_too(told, name, source):
    assert told(name, source)[0] == "equal"


def test_the_name_of_a_policy_that_a_deployment_makes_is_no_text(told):
    source = (OF_CLOUDFORMATION % "'*'").replace(
        "PolicyName: p", "PolicyName: !Sub '${AWS::StackName}-p'"
    )
    assert told("t.yaml", source)[0] == "equal"


def test_a_description_that_would_be_a_reference_stays_an_expression(told):
    source = OF_TERRAFORM % ('"of $${var.x}"', IN_JSON % '"*"')
    assert told("main.tf", source)[0] == "equal"
    assert '"of $${var.x}"' in "".join(each.read_text() for each in Path("specs").rglob("*.tf"))


def test_a_policy_with_such_a_text_is_left_out(adopt):
    arn = "arn:aws:iam::123456789012:policy/m"
    version = {"IsDefaultVersion": True, "Document": document("${var.x}")}
    policy = {"PolicyName": "m", "Arn": arn, "PolicyVersionList": [version]}
    source = {**json.loads(dump()), "Policies": [policy]}
    Path("dump.json").write_text(json.dumps(source), encoding="utf-8")
    assert adopt("dump.json")[0] == 1
    left = {
        e["address"]: e["reason"] for e in json.loads(Path("report.json").read_text())["blocks"]
    }
    assert "`${var.x}` is a text" in left["policy m"]
