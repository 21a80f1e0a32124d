"""An ARN of a policy may end early in a star, which stands for all the rest."""

from __future__ import annotations

from pathlib import Path

import pytest

TEMPLATE = """\
Resources:
  R:
    Type: AWS::IAM::Role
    Properties:
      RoleName: r
      AssumeRolePolicyDocument: {Version: '2012-10-17', Statement: [
        {Effect: Allow, Principal: {Service: lambda.amazonaws.com}, Action: 'sts:AssumeRole'}]}
      Policies:
        - PolicyName: p
          PolicyDocument: {Version: '2012-10-17', Statement: [
            {Effect: Allow, Action: 'states:*', Resource: 'ARN'}]}
"""


@pytest.mark.parametrize("arn", ["arn:aws:states:*", "arn:aws:states:eu-*", "arn:aws:states::1*"])
def test_a_statement_takes_it(adopt, arn):
    Path("t.yaml").write_text(TEMPLATE.replace("ARN", arn), encoding="utf-8")
    code, out, _ = adopt("t.yaml")
    assert (code, "r: equal" in out) == (0, True)
    assert f"on: {arn}\n" in Path("specs/roles/r.yaml").read_text()


@pytest.mark.parametrize("arn", ["arn:aws:*", "arn:aws:states:eu-west-1", "arn:aws:st*"])
def test_one_that_is_unfinished_is_told(adopt, arn):
    Path("t.yaml").write_text(TEMPLATE.replace("ARN", arn), encoding="utf-8")
    code, _, _ = adopt("t.yaml")
    assert code == 1
