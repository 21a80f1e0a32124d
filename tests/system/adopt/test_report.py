"""What the report says of each block, and where it is written."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

TRUST = """{Version: "2012-10-17", Statement: [{Effect: Allow, Action: sts:AssumeRole, Principal: {Service: ec2.amazonaws.com}}]}"""
OF_TERRAFORM = """\
resource "aws_iam_role" "%s" {
%s
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "ec2.amazonaws.com" } }]
  })
}
"""


def told():
    return json.loads(Path("report.json").read_text(encoding="utf-8"))


def test_a_report_that_exists_is_not_written_over(adopt):
    Path("main.tf").write_text(OF_TERRAFORM % ("a", '  name = "a"'), encoding="utf-8")
    Path("report.json").write_text("mine", encoding="utf-8")
    code, _, err = adopt("main.tf")
    assert code == 1
    assert "`report.json` exists, and is not written over" in err
    assert "move it away" in err
    assert Path("report.json").read_text(encoding="utf-8") == "mine"
    assert Path("specs/roles/a.yaml").exists()


def test_a_function_of_which_sam_makes_a_role_is_told(adopt):
    resources = """\
Resources:
  Made:
    Type: AWS::Serverless::Function
    Properties:
      Policies: [AmazonS3ReadOnlyAccess]
  Given:
    Type: AWS::Serverless::Function
    Properties:
      Role: !GetAtt R.Arn
  R:
    Type: AWS::IAM::Role
    Properties:
      RoleName: r
      AssumeRolePolicyDocument: """
    Path("t.yaml").write_text(resources + TRUST + "\n", encoding="utf-8")
    assert adopt("t.yaml")[0] == 0
    blocks = {each["address"]: each for each in told()["blocks"]}
    assert blocks["Made"]["reason"].startswith("SAM makes a role for it")
    assert blocks["Made"]["line"] == 2
    assert "Given" not in blocks


def test_a_role_without_a_name_is_not_called_as_one_that_has_it(adopt):
    resources = f"""\
Resources:
  GH:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: !Ref Unknown
      Policies:
        - PolicyName: p
          PolicyDocument: !If [Many, a, [b]]
  Named:
    Type: AWS::IAM::Role
    Properties:
      RoleName: GH
      AssumeRolePolicyDocument: {TRUST}
"""
    Path("t.yaml").write_text(resources, encoding="utf-8")
    adopt("t.yaml")
    report = told()
    assert {each["name"]: each["status"] for each in report["roles"]} == {
        "GH": "equal",
        "GH-2": "not-adopted",
    }
    blocks = {each["address"]: each for each in report["blocks"]}
    assert (blocks["Named"]["role"], blocks["Named"]["reason"]) == ("GH", None)
    assert blocks["GH"]["role"] == "GH-2"
    assert blocks["GH"]["reason"]


def test_a_role_of_terraform_without_a_name_is_not_called_as_one_that_has_it(adopt):
    source = OF_TERRAFORM % ("GH", "") + OF_TERRAFORM % ("named", '  name = "GH"')
    part = """\
resource "aws_iam_role_policy_attachment" "of_named" {
  role       = "GH"
  policy_arn = "arn:aws:iam::aws:policy/ReadOnlyAccess"
}
"""
    Path("main.tf").write_text(source + part, encoding="utf-8")
    adopt("main.tf")
    roles = {each["name"]: each["spec"] for each in told()["roles"]}
    assert roles.keys() == {"GH", "GH-2"}
    has = {name for name, at in roles.items() if "ReadOnly" in Path("specs", at).read_text()}
    assert has == {"GH"}


def test_a_policy_on_two_roles_is_told_with_both(adopt):
    source = OF_TERRAFORM % ("a", '  name = "a"') + OF_TERRAFORM % ("b", '  name = "b"')
    part = """\
resource "aws_iam_policy_attachment" "both" {
  name       = "both"
  roles      = [aws_iam_role.a.name, aws_iam_role.b.name]
  policy_arn = "arn:aws:iam::aws:policy/ReadOnlyAccess"
}
"""
    Path("main.tf").write_text(source + part, encoding="utf-8")
    adopt("main.tf")
    of = [e["role"] for e in told()["blocks"] if e["address"] == "aws_iam_policy_attachment.both"]
    assert sorted(of) == ["a", "b"]


def test_an_empty_condition_is_none(adopt):
    trust = {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Effect": effect,
                "Action": "sts:AssumeRole",
                "Principal": {"AWS": "arn:aws:iam::123456789012:root"},
                "Condition": {},
            }
            for effect in ("Allow", "Deny")
        ],
    }
    role = {"RoleName": "r", "Path": "/", "Arn": "arn:aws:iam::123456789012:role/r"}
    role["AssumeRolePolicyDocument"] = trust
    Path("dump.json").write_text(json.dumps({"RoleDetailList": [role]}), encoding="utf-8")
    adopt("dump.json")
    assert [each["status"] for each in told()["roles"]] == ["equal"]


@pytest.mark.parametrize(
    ("trust", "why"),
    [
        ("{Statement: {Effect: Allow, Principal: '*'}}", "a statement has no `Action`"),
        ("{Statement: {Action: a, Principal: '*'}}", "a statement has no `Effect`"),
        ("{Version: [a], Statement: []}", '`["a"]` stands for `Version`'),
    ],
)
def test_a_role_that_no_deployment_makes_keeps_no_other_from_being_adopted(adopt, trust, why):
    role = "  %s:\n    Type: AWS::IAM::Role\n    Properties: {AssumeRolePolicyDocument: %s}\n"
    text = "Resources:\n" + role % ("Odd", trust) + role % ("Web", TRUST)
    Path("t.yaml").write_text(text, encoding="utf-8")
    code, out, _ = adopt("t.yaml")
    assert code == 1
    assert f"Odd: NOT ADOPTED: {why}" in out
    assert "2 roles: 1 equal, 0 equal in access, 1 not adopted" in out
