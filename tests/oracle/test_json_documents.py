"""IAM's API takes every JSON document of every example, and gives it back as it was."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import PurePosixPath

import boto3
import pytest
from botocore.exceptions import ClientError
from moto import mock_aws

from rolec.emit.emit import emit
from support.example import NAMES
from support.root_module import called

KINDS = {"trust", "inline", "policy"}
STAND_IN = """{"Version": "2012-10-17", "Statement": {
    "Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}}"""
MODULES = called(NAMES, "module")


@pytest.fixture(scope="module")
def given():
    """How many documents of each kind there were, by the label of their module."""
    found = {}
    for module in MODULES:
        # An empty account for each: the names of one module are not there for another.
        with mock_aws():
            found[module.label] = _give(module, _client(module.region))
    return found


def _client(region):
    return boto3.client(
        "iam", region_name=region, aws_access_key_id="test", aws_secret_access_key="test"
    )


def _give(module, iam) -> Counter[str]:
    seen: Counter[str] = Counter()
    # Where only Terraform knows the trust policy, the others are given to a role with this one.
    trusted = {path.parts[-2] for path, _ in _documents(module) if path.name == "trust.json"}
    for role in {role.name for role in module.built.module.roles} - trusted:
        _trust(iam, role, STAND_IN)
    for path, text in _documents(module):
        match path.relative_to(module.built.module.folder).parts:
            case ("json", "role", role, "trust.json"):
                kind, found = "trust", _trust(iam, role, text)
            case ("json", "role", role, "inline", _):
                kind, found = "inline", _inline(iam, role, path.stem, text)
            case ("json", "policy", _):
                kind, found = "policy", _policy(iam, path.stem, text)
        assert found == json.loads(text), path
        seen[kind] += 1
    return seen


def _documents(module):
    """The JSON files of a module, trust policies first: a role must be there for the others."""
    found = [(PurePosixPath(path), text) for path, text in module.built.texts.items()]
    documents = [(path, text) for path, text in found if path.suffix == ".json"]
    return sorted(documents, key=lambda each: (each[0].name != "trust.json", each[0]))


def _trust(iam, role, text):
    iam.create_role(RoleName=role, AssumeRolePolicyDocument=text)
    iam.update_assume_role_policy(RoleName=role, PolicyDocument=text)
    return iam.get_role(RoleName=role)["Role"]["AssumeRolePolicyDocument"]


def _inline(iam, role, name, text):
    iam.put_role_policy(RoleName=role, PolicyName=name, PolicyDocument=text)
    return iam.get_role_policy(RoleName=role, PolicyName=name)["PolicyDocument"]


def _policy(iam, name, text):
    made = iam.create_policy(PolicyName=name, PolicyDocument=text)["Policy"]
    version = iam.get_policy_version(PolicyArn=made["Arn"], VersionId=made["DefaultVersionId"])
    return version["PolicyVersion"]["Document"]


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.label)
def test_every_document_is_taken_and_given_back(module, given):
    roles, policies = module.built.module.roles, module.built.module.policies
    unwritten = {found.path for found in emit(module.built.module).unwritten}
    meant = {
        "trust": len(roles),
        "inline": sum(len(role.inline_policies) for role in roles),
        "policy": len(policies),
    }
    assert given[module.label].total() == sum(meant.values()) - len(unwritten)
    assert all(given[module.label][kind] <= meant[kind] for kind in KINDS)


def test_every_kind_of_document_was_there(given):
    total = sum(given.values(), Counter())
    print(dict(total))
    assert total.keys() == KINDS
    assert total["trust"] > 40


@pytest.mark.parametrize(
    "spoil",
    [
        lambda statement: statement.update(Effect="Permit"),
        lambda statement: statement.pop("Action"),
        lambda statement: statement.update(Conditions={}),
        lambda statement: statement.update(Condition={"StringIs": {"a": "b"}}),
    ],
)
@mock_aws
def test_what_is_no_document_is_refused(spoil):
    statement = {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}
    iam = _client("us-east-1")
    iam.create_policy(PolicyName="good", PolicyDocument=_document(statement))
    spoil(statement)
    with pytest.raises(ClientError, match="MalformedPolicyDocument"):
        iam.create_policy(PolicyName="x", PolicyDocument=_document(statement))


def _document(statement) -> str:
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})
