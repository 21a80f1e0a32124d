"""A role that another refers to in the source is what the spec of the other refers to."""

from __future__ import annotations

import json
from pathlib import Path

TEMPLATE = """\
Resources:
  Runner:
    Type: AWS::IAM::Role
    Properties:
      RoleName: runner
      AssumeRolePolicyDocument: {Version: '2012-10-17', Statement: [
        {Effect: Allow, Principal: {Service: lambda.amazonaws.com}, Action: 'sts:AssumeRole'}]}
      Policies:
        - PolicyName: pass
          PolicyDocument: {Version: '2012-10-17', Statement: [
            {Effect: Allow, Action: 'iam:PassRole', Resource: [
              !GetAtt Task.Arn, !Sub 'arn:aws:iam::${AWS::AccountId}:role/${Task}']}]}
  Task:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: {Version: '2012-10-17', Statement: [
        {Effect: Allow, Principal: {AWS: !GetAtt Runner.Arn}, Action: 'sts:AssumeRole'}]}
  Shared:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      PolicyDocument: {Version: '2012-10-17', Statement: [
        {Effect: Allow, Action: 'iam:GetRole', Resource: !GetAtt Task.Arn}]}
"""
TRUST = """jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = { %s }, Action = "sts:AssumeRole" }]
  })"""
LAMBDA = TRUST % 'Service = "lambda.amazonaws.com"'
COUNTED = f"""\
resource "aws_iam_role" "one" {{
  count              = 1
  name               = "one"
  assume_role_policy = {LAMBDA}
}}

resource "aws_iam_role" "each" {{
  for_each           = toset(["a", "b"])
  name               = "each-${{each.key}}"
  assume_role_policy = {TRUST % "AWS = aws_iam_role.one[0].arn"}
}}

resource "aws_iam_role" "maybe" {{
  count              = var.on ? 1 : 0
  name               = "maybe"
  assume_role_policy = {TRUST % 'AWS = [aws_iam_role.each["a"].arn, aws_iam_role.one[0].arn]'}
}}

resource "aws_iam_role_policy" "more" {{
  %s
  name   = "more"
  role   = aws_iam_role.one[0].id
  policy = jsonencode({{
    Version   = "2012-10-17"
    Statement = [{{ Effect = "Allow", Action = "sts:AssumeRole", Resource = aws_iam_role.maybe[0].arn }}]
  }})
}}
"""


def statuses():
    return {e["name"]: e["status"] for e in json.loads(Path("report.json").read_text())["roles"]}


def spec(name):
    return Path(f"specs/roles/{name}.yaml").read_text(encoding="utf-8")


def test_those_of_a_template_are_named(adopt):
    Path("t.yaml").write_text(TEMPLATE, encoding="utf-8")
    code, _, _ = adopt("t.yaml")
    assert (code, statuses()) == (0, {"runner": "equal", "Task": "equal"})
    assert "- role: runner" in spec("Task")
    assert '"${roles.Task.arn}"' in spec("runner")
    assert '"arn:aws:iam::${var.account_id}:role/${roles.Task.name}"' in spec("runner")
    assert '"${roles.Task.arn}"' in spec("policies/Shared")


def test_those_of_several_templates_are_told_apart(adopt):
    Path("a.yaml").write_text(TEMPLATE, encoding="utf-8")
    other = TEMPLATE.replace("runner", "other").replace("Shared:", "More:")
    Path("b.yaml").write_text(other, encoding="utf-8")
    code, out, _ = adopt("a.yaml", "b.yaml")
    assert (code, {*statuses().values()}, "as `document`" in out) == (0, {"equal"}, False)
    assert '"${roles.Task.arn}"' in spec("runner")
    assert '"${roles.Task-2.arn}"' in spec("other")
    assert "- role: other" in spec("Task-2")


def test_those_of_terraform_are_named_without_an_index_that_they_no_longer_have(adopt):
    Path("main.tf").write_text(COUNTED % "count = var.on ? 1 : 0", encoding="utf-8")
    code, _, _ = adopt("main.tf")
    names = ("one", "each-a", "each-b", "maybe")
    assert (code, statuses()) == (0, dict.fromkeys(names, "equal"))
    assert "- role: one" in spec("each-a")
    assert "- each-a\n" in spec("maybe")
    assert '"${roles.maybe.arn}"' in spec("one")


def test_one_that_may_be_missing_stays_a_reference_of_terraform(adopt):
    Path("main.tf").write_text(COUNTED % "", encoding="utf-8")
    code, _, _ = adopt("main.tf")
    assert (code, {*statuses().values()}) == (0, {"equal"})
    assert "${aws_iam_role.maybe[0].arn}" in spec("one")
    # What names the role that had the mistake waited until it was mended.
    assert "- role: one" in spec("each-a")


def test_roles_that_trust_each_other_are_not_said_to_be_built_as_they_are(adopt):
    document = {
        "Version": "2012-10-17",
        "Statement": {"Effect": "Allow", "Action": "sts:AssumeRole"},
    }

    def role(name, other):
        principal = {"AWS": f"arn:aws:iam::111122223333:role/{other}"}
        trust = {**document, "Statement": {**document["Statement"], "Principal": principal}}
        own = {"RoleName": name, "Arn": f"arn:aws:iam::111122223333:role/{name}", "Path": "/"}
        may = {"Effect": "Allow", "Action": "sts:AssumeRole", "Resource": principal["AWS"]}
        policy = {"PolicyName": "p", "PolicyDocument": {**document, "Statement": may}}
        return {**own, "AssumeRolePolicyDocument": trust, "RolePolicyList": [policy]}

    roles = [role("a", "b"), role("b", "a")]
    Path("account.json").write_text(json.dumps({"RoleDetailList": roles}), encoding="utf-8")
    adopt("account.json")
    assert statuses() == {"a": "equal-in-access", "b": "equal-in-access"}
