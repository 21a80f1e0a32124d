"""Actions of every service: IAM takes `*` for its name, and words of a spec name one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from rolec.cli.exit_code import ExitCode

TRUST = {
    "Effect": "Allow",
    "Principal": {"Service": "ec2.amazonaws.com"},
    "Action": "sts:AssumeRole",
}


@pytest.mark.parametrize("action", ["*:*", ["*:Get*", "s3:PutObject"]])
def test_an_action_of_every_service_stands_as_iam_has_it(adopt, action):
    def document(statement):
        return {"Version": "2012-10-17", "Statement": [statement]}

    statement = {"Effect": "Allow", "Action": action, "Resource": "*"}
    policy = {"PolicyName": "all", "PolicyDocument": document(statement)}
    properties = {"AssumeRolePolicyDocument": document(TRUST), "Policies": [policy]}
    web = {"Type": "AWS::IAM::Role", "Properties": properties}
    Path("t.json").write_text(json.dumps({"Resources": {"Web": web}}))
    code, out, err = adopt("t.json")
    assert (code, err) == (ExitCode.OK, "")
    assert "Web: equal: roles/Web.yaml (1 as `document`);" in out
