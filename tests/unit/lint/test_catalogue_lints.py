"""Lints that ask the catalogue: names in any case, wildcards, what cannot be told, and what a project adds."""

from __future__ import annotations

import pytest

from rolec.catalog.catalogue import Catalogue
from rolec.catalog.local_file import local_services
from rolec.lint.facts import Facts
from rolec.lint.policies import action, arn_form, service_key, tag_key
from rolec.policy.policy_text import Kind
from support.lint import found_in

NAMES = {
    lint.name
    for family in (action.FAMILY, arn_form.FAMILY, service_key.FAMILY, tag_key.FAMILY)
    for lint in family.lints
}


def names(text: str, facts: Facts | None = None, kind: Kind | None = None) -> list[str]:
    return [d.code.name for d in found_in(text, facts, kind) if d.code.name in NAMES]


def policy(actions: str, resource: str = "*", condition: str = "{}", effect: str = "Allow") -> str:
    return (
        f'{{"Version": "2012-10-17", "Statement": [{{"Effect": "{effect}", "Action": [{actions}],'
        f' "Resource": "{resource}", "Condition": {condition}}}]}}'
    )


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("S3:getobject", []),
        ("s3:Get*", []),
        ("*", []),
        ("ec*:Describe*", []),
        ("s3:Gat*", ["unknown-action"]),
        ("s3:GetObjec?", []),
        ("zz*:Describe*", ["unknown-service-in-action"]),
        ("GetObject", []),
        ("s3:${aws:username}", []),
        ("codestar:Nonsense", ["retired-action"]),
        ("iotevents:*", ["retired-action"]),
        ("cloudhsm:ListHapgs", ["retired-action"]),
        ("cloudhsm:ListTags", []),
        ("iotthingsgraph:SearchThings", ["retired-action"]),
    ],
)
def test_actions(name, expected):
    assert names(policy(f'"{name}"')) == expected


def test_what_is_meant_is_in_the_help():
    (found,) = (d for d in found_in(policy('"s3:GetObjct"')) if d.code.name == "unknown-action")
    assert found.message == "`s3` has no action `GetObjct`"
    assert found.help == "did you mean `s3:GetObject`?"


def test_actions_of_not_action_are_judged_too():
    text = policy('"s3:GetObjct"').replace('"Action"', '"NotAction"')
    assert names(text) == ["unknown-action"]


def test_a_trust_policy_is_judged_by_what_knows_its_actions():
    text = '{"Statement": [{"Effect": "Allow", "Principal": "*", "Action": ["sts:AssumeRol", "sts:Asume*"]}]}'
    assert names(text, kind=Kind.TRUST) == ["unknown-action"]


def test_what_a_project_adds_is_known():
    added = {"services": {"sqs": {"actions": {"PeekMessage": {"access": ["read"]}}}}}
    local, mistakes = local_services(added)
    assert not mistakes
    text = policy('"sqs:PeekMessage"')
    assert names(text) == ["unknown-action"]
    assert names(text, Facts(catalogue=Catalogue(local))) == []


@pytest.mark.parametrize(
    ("arn", "expected"),
    [
        ("arn:aws:s3:::photos", []),
        ("arn:aws:s3:*:*:photos/*", []),
        ("arn:aws:s3*", []),
        ("arn:aws:*:*:*:*", []),
        ("arn:aws:s3:eu-west-1:111122223333:photos", ["region-in-arn-without", "account-in-arn-without"]),
        ("arn:aws:s3:eu-west-1:111122223333:accesspoint/photos", []),
        ("arn:aws:s3:::${aws:PrincipalAccount}-photos/*", []),
        ("arn:aws:kms:*:${aws:PrincipalAccount}:key/*", []),
        ("arn:aws:s3::111122223333:accesspoint/mfzwi23gnjvgw.mrap/object/*", []),
        ("arn:aws:iam::aws:policy/ReadOnlyAccess", []),
        ("arn:aws:iam::111122223333:roles/app", ["arn-of-no-resource"]),
        ("arn:aws:ssm:eu-west-1::parameter/aws/service/*", []),
        ("arn:aws:ssm:eu-west-1:111122223333:parameter/*", []),
        ("arn:aws:ssm:eu-west-1:111122223333:parameter//shop/*", ["arn-of-no-resource"]),
        ("arn:aws:ssm:eu-west-1:111122223333:parameter*", []),
        ("arn:aws:ec2:eu-west-1::image/*", []),
        ("arn:aws:ec2:*:*:*", []),
        ("arn:aws:ec2:eu-west-1:111122223333:*/*", []),
        ("arn:aws:ec2:eu-west-1:111122223333:i*", []),
        ("arn:aws:ec2:eu-west-1:111122223333:inst", ["arn-of-no-resource"]),
        ("arn:aws:elasticloadbalancing:*:*:loadbalancer/app/web/1", []),
        ("arn:aws:catalog:*:*:portfolio/p-1", []),
        ("arn:aws:kafka:*:*:topic/cluster/id/name", []),
        ("arn:aws:nosuch:*:*:thing", ["unknown-service-in-arn"]),
        ("arn:aws:S3:::photos", []),
        ("arn:aws:cloudformation:us-east-1:aws:transform/Serverless-2016-10-31", []),
        ("arn:aws:backup:*:*:recovery-point:*", []),
        ("arn:aws:sqs:::jobs", ["arn-without-region", "arn-without-account"]),
    ],
)  # fmt: skip
def test_resources(arn, expected):
    assert names(policy('"s3:*"', arn)) == expected


@pytest.mark.parametrize(
    ("action", "arn"),
    [
        ("iam:GetRole", "arn:aws:iam:eu-west-1:111122223333:role/app"),
        ("lambda:InvokeFunction", "arn:aws:lambda:eu-west-1:111122223333:app"),
    ],
)
def test_a_mistake_in_an_arn_is_told_once(action, arn):
    told = [
        d for d in found_in(policy(f'"{action}"', arn)) if d.code.name != "empty-condition-block"
    ]
    assert len(told) == 1


def test_what_an_action_acts_on_is_told_with_what_is_like_the_resource_first():
    assert "acts on `arn:${Partition}:s3:::${BucketName}`" in _help_on_other(
        "s3:ListBucket", "photos/2026/*"
    )


def _help_on_other(action, resource):
    found = found_in(policy(f'"{action}"', f"arn:aws:s3:::{resource}"))
    (only,) = [d for d in found if d.code.name == "action-on-other-resources"]
    return only.help


def test_a_bucket_where_its_objects_are_meant():
    assert _help_on_other("s3:GetObject", "photos") == "did you mean `arn:aws:s3:::photos/*`?"
    assert (
        _help_on_other("s3:PutObject", "photos-2026")
        == "did you mean `arn:aws:s3:::photos-2026/*`?"
    )
    assert _help_on_other("s3:ListBucket", "photos/*") == "did you mean `arn:aws:s3:::photos`?"
    assert "acts on" in _help_on_other("s3:ListBucket", "photos/2026")


def test_a_slash_too_many_before_the_name_of_a_parameter():
    start = "arn:aws:ssm:eu-west-1:111122223333:parameter/"
    found = found_in(policy('"ssm:GetParameter"', f"{start}/shop/*"))
    (only,) = [d for d in found if d.code.name == "arn-of-no-resource"]
    assert only.help == f"did you mean `{start}shop/*`?"


def test_a_log_group_where_its_streams_are_meant():
    group = "arn:aws:logs:eu-west-1:111122223333:log-group:/aws/lambda/app"
    found = found_in(policy('"logs:PutLogEvents"', group))
    (only,) = [d for d in found if d.code.name == "action-on-other-resources"]
    assert only.help == f"did you mean `{group}:log-stream:*`?"


@pytest.mark.parametrize(
    ("action", "resource", "form"),
    [
        ("ec2:StopInstances", "i-0123", "its actions take `instance/${InstanceId}`"),
        ("ec2:Stop*", "instances/i-1", "a form that it has is `instance/${InstanceId}`"),
        ("s3:GetObject", "i-0123", "a form that it has is `snapshot/${SnapshotId}`"),
    ],
)
def test_the_form_to_write_is_that_of_what_the_actions_act_on(action, resource, form):
    arn = f"arn:aws:ec2:eu-west-1:111122223333:{resource}"
    found = found_in(policy(f'"{action}"', arn))
    (only,) = [d for d in found if d.code.name == "arn-of-no-resource"]
    assert only.help == f"{form}; `rolec query resources ec2` has " + (
        "all forms" if form.startswith("its") else "them all"
    )


@pytest.mark.parametrize(
    ("actions", "key", "expected"),
    [
        ('"s3:ListBucket"', "S3:PREFIX", []),
        ('"s3:GetObject"', "s3:prefix", ["key-that-an-action-lacks"]),
        ('"s3:Get*"', "s3:prefix", []),
        ('"s3:GetObject"', "s3:ExistingObjectTag/team", []),
        ('"s3:GetObject"', "s3:NoSuchKey", ["unknown-key-of-service"]),
        ('"s3:NoSuchAction"', "s3:prefix", ["unknown-action"]),
        ('"secretsmanager:GetSecretValue"', "secretsmanager:ResourceTag/team", []),
        ('"s3:GetObject"', "ec2:SourceInstanceARN", []),
        ('"s3:GetObject"', "aws:SourceIp", []),
        ('"s3:GetObject"', "nosuch:key", ["unknown-key-of-service"]),
        ('"ec2:RunInstances"', "ec2:InstanceType", []),
    ],
)
def test_keys(actions, key, expected):
    condition = f'{{"StringEquals": {{"{key}": "x"}}}}'
    assert names(policy(actions, condition=condition)) == expected


def test_a_key_that_may_be_missing_by_its_operator():
    condition = '{"StringLikeIfExists": {"s3:prefix": "x"}}'
    assert names(policy('["s3:GetObject", "s3:ListBucket"]', condition=condition)) == []


@pytest.mark.parametrize(
    ("actions", "operator", "expected"),
    [
        ('"ec2:StopInstances"', "StringEquals", []),
        ('"ec2:*"', "StringEquals", []),
        ('"*"', "StringEquals", []),
        ('"ec2:Describe*"', "StringEquals", []),
        ('"ec2:DescribeInstances"', "StringEquals", ["allow-by-tag-that-is-not-sent"]),
        ('"ec2:DescribeInstances*"', "StringNotEqualsIfExists", ["allow-by-tag-that-is-not-sent"]),
        ('"ec2:DescribeInstances"', "Null", []),
    ],
)
def test_tags(actions, operator, expected):
    condition = f'{{"{operator}": {{"aws:ResourceTag/team": "true"}}}}'
    assert names(policy(actions, condition=condition)) == expected
    denied = [name.replace("allow", "deny") for name in expected]
    assert names(policy(actions, condition=condition, effect="Deny")) == denied


def test_what_terraform_completes_is_not_judged():
    spec = """
role: reader
trust: [{aws_service: ec2}]
permissions:
  - inline_policy: read
    statements:
      - allow: s3:GetObject
        on: ["arn:aws:sqs::${var.account}:jobs", "arn:aws:ec2:::${var.kind}/x"]
"""
    assert names(spec) == []
