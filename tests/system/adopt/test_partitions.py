"""Templates that are for every partition: what of a role is made with one is that of where it is made."""

from __future__ import annotations

import json
from pathlib import Path

from rolec.cli.exit_code import ExitCode


def sub(text):
    return {"Fn::Sub": text}


READ = {
    "Statement": {
        "Effect": "Allow",
        "Action": "s3:GetObject",
        "Resource": sub("arn:${AWS::Partition}:s3:::a"),
    }
}
TRUST = {
    "Version": "2012-10-17",
    "Statement": {
        "Effect": "Allow",
        "Principal": {"Service": "ec2.amazonaws.com"},
        "Action": "sts:AssumeRole",
    },
}
ARN = sub("arn:${AWS::Partition}:iam::aws:policy/ReadOnlyAccess")
OTHER = sub("arn:${AWS::Partition}:iam::aws:policy/SecurityAudit")
ROLE = {
    "RoleName": sub("web-${AWS::Partition}"),
    "Description": sub("of ${AWS::Partition}"),
    "Path": sub("/${AWS::Partition}/"),
    "Tags": [{"Key": sub("in-${AWS::Partition}"), "Value": sub("${AWS::Partition}")}],
    "AssumeRolePolicyDocument": TRUST,
    "Policies": [{"PolicyName": sub("read-${AWS::Partition}"), "PolicyDocument": READ}],
    "ManagedPolicyArns": [{"Fn::If": ["Big", ARN, OTHER]}],
    "PermissionsBoundary": ARN,
}
POLICY = {
    "ManagedPolicyName": sub("more-${AWS::Partition}"),
    "PolicyDocument": READ,
    "Roles": [{"Ref": "Web"}],
}
PROFILE = {"InstanceProfileName": sub("web-${AWS::Partition}"), "Roles": [{"Ref": "Web"}]}
TEMPLATE = {
    "Conditions": {"Big": {"Fn::Equals": [{"Ref": "Size"}, "big"]}},
    "Resources": {
        "Web": {"Type": "AWS::IAM::Role", "Properties": ROLE},
        "More": {"Type": "AWS::IAM::ManagedPolicy", "Properties": POLICY},
        "Profile": {"Type": "AWS::IAM::InstanceProfile", "Properties": PROFILE},
    },
}


def test_what_is_made_with_a_partition_is_equal(adopt):
    Path("t.json").write_text(json.dumps(TEMPLATE))
    code, out, err = adopt("t.json")
    assert (code, err) == (ExitCode.OK, "")
    assert "1 role: 1 equal" in out
