"""What `aws cloudformation get-template` prints of a stack: its template, as text or as what it is."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from rolec.cli.exit_code import ExitCode

TRUST = {
    "Version": "2012-10-17",
    "Statement": [
        {
            "Effect": "Allow",
            "Principal": {"Service": ["lambda.amazonaws.com"]},
            "Action": ["sts:AssumeRole"],
        }
    ],
}
ROLE = {
    "Type": "AWS::IAM::Role",
    "Properties": {
        "AssumeRolePolicyDocument": TRUST,
        "ManagedPolicyArns": [
            "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole",
        ],
    },
}
TEMPLATE = {"Resources": {"WebRole": ROLE}}
SHORT = f"""\
Resources:
  WebRole:
    Type: AWS::IAM::Role
    Properties:
      Path: !Sub /
      AssumeRolePolicyDocument: {json.dumps(TRUST)}
"""


def printed(body):
    return {"TemplateBody": body, "StagesAvailable": ["Original", "Processed"]}


@pytest.mark.parametrize("name", ["stack.json", "stack.yaml"])
@pytest.mark.parametrize("body", [TEMPLATE, json.dumps(TEMPLATE), SHORT])
def test_the_template_of_a_stack_is_read(adopt, name, body):
    text = json.dumps(printed(body), indent=1)
    # YAML has JSON in it; what begins otherwise is no JSON.
    Path(name).write_text(text if name == "stack.json" else f"# a stack\n{text}")
    code, out, err = adopt(name)
    assert (code, err) == (ExitCode.OK, "")
    assert "1 role: 1 equal" in out


def test_a_stack_in_a_stack_is_none(adopt):
    Path("stack.json").write_text(json.dumps(printed(json.dumps(printed(SHORT)))))
    _, _, err = adopt("stack.json")
    assert "E0580" in err


def test_what_is_wrong_with_the_text_is_told(adopt):
    Path("stack.json").write_text(json.dumps(printed("Resources:\n  A: [1\n")))
    _, _, err = adopt("stack.json")
    assert "error[E0101]" in err
    assert "--> stack.json:3:1" in err


@pytest.mark.parametrize(
    ("resource", "what"),
    [
        ("{Type: AWS::Serverless::Function}", "SAM makes a role for it, "),
        ("{Type: AWS::Serverless::Connector}", "SAM makes policies for what it connects, "),
        (
            "{Type: AWS::Serverless::Function, Properties: {Role: x}, Connectors: {A: {}}}",
            "SAM makes policies for what it connects, ",
        ),
        ("{Type: AWS::Serverless::Function, Properties: {Role: x}}", None),
    ],
)
def test_of_what_sam_makes_more_it_is_told_where_that_is(adopt, resource, what):
    Path("t.yaml").write_text(f"{SHORT}  Web: {resource}\n")
    adopt("t.yaml")
    blocks = json.loads(Path("report.json").read_text())["blocks"]
    reasons = [each["reason"] for each in blocks if each["address"] == "Web"]
    assert [each.partition("which")[0] for each in reasons] == ([what] if what else [])
    assert all("get-template --template-stage Processed" in each for each in reasons)


@pytest.mark.parametrize(
    ("body", "is_told"), [(SHORT, True), ("Resources: {T: {Type: AWS::SNS::Topic}}", False)]
)
def test_the_template_of_a_stack_set_is_told(adopt, body, is_told):
    resources = {
        "Web": ROLE,
        "Everywhere": {
            "Type": "AWS::CloudFormation::StackSet",
            "Properties": {"TemplateBody": body},
        },
    }
    Path("t.json").write_text(json.dumps({"Resources": resources}))
    code, out, _ = adopt("t.json")
    assert code == ExitCode.OK
    assert ("Everywhere: its TemplateBody has something of IAM" in out) is is_told


@pytest.mark.parametrize("name", ["stack.cfn", "stack", "stack.yaml.txt"])
def test_a_template_that_is_named_may_have_any_name(adopt, name):
    Path(name).write_text(SHORT)
    code, out, err = adopt(name)
    assert (code, err) == (ExitCode.OK, "")
    assert "1 role: 1 equal" in out
