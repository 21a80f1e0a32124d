"""Asking the catalogue by name and by pattern, with local entries over it."""

from __future__ import annotations

import pytest

from rolec.catalog.access_level import AccessLevel
from rolec.catalog.catalogue import Catalogue
from rolec.catalog.condition_key import KeyType
from rolec.catalog.expansion import expand
from rolec.catalog.global_key import SENSITIVE, global_key, global_keys
from rolec.catalog.local_file import local_services

AWS = Catalogue()

LOCAL = {
    "services": {
        "s3": {
            "keys": {"s3:ArchiveTier": "ArrayOfString"},
            "resource_types": {"archive": "arn:${Partition}:s3:::${BucketName}/archive"},
            "actions": {
                "GetArchive": {
                    "access": ["read"],
                    "resource_types": ["archive", "object"],
                    "keys": "s3:ArchiveTier",
                    "dependents": ["kms:Decrypt"],
                },
                "GetObject": {"access": "list", "retired": "true"},
            },
        },
        "NewService": {"name": "A new service", "actions": {"DoIt": {"access": "write"}}},
    }
}


def _names(actions) -> list[str]:
    return [action.full_name for action in actions]


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("sqs:ReceiveMessage", ["sqs:ReceiveMessage"]),
        ("SQS:receive*", ["sqs:ReceiveMessage"]),
        ("sqs:l?st*queue?", ["sqs:ListDeadLetterSourceQueues", "sqs:ListQueues"]),
        ("sqs:Nothing*", []),
        ("sqs:", []),
        ("nothing:*", []),
    ],
)
def test_patterns_cover_actions_in_any_case(pattern, expected):
    found = [name for name in _names(AWS.matching(pattern)) if not AWS.action(name).retired]
    assert found == expected


def test_the_star_covers_every_action():
    everything = set(_names(AWS.matching("*")))
    assert len(everything) > 22_000
    assert everything == set(_names(AWS.matching("*:*")))


@pytest.mark.parametrize(
    ("given", "nearest"),
    [
        ("s3:GetObjct", "s3:GetObject"),
        ("S3:getobjects", "s3:GetObject"),
        ("dynamdb:GetItem", "dynamodb:GetItem"),
        ("dynamdb:NoSuchThing", "dynamodb"),
        ("elbv2:describeloadbalancers", "elasticloadbalancing:DescribeLoadBalancers"),
        ("CloudWatchLogs:*", "logs"),
        ("efs", "elasticfilesystem"),
        ("zzzzzzzz:GetItem", None),
        ("sqs:qqqqqqqqqq", None),
    ],
)
def test_a_name_that_is_not_known_has_a_nearest(given, nearest):
    assert AWS.nearest(given) == nearest


def test_keys_are_global_or_of_a_service():
    assert AWS.key("aws:requesttag/Team").name == "aws:RequestTag/${TagKey}"
    assert AWS.key("aws:tagkeys").multivalued
    assert AWS.key("s3:prefix").type is KeyType.STRING
    assert AWS.key("aws:Nothing") is None
    assert AWS.key("nothing") is None
    assert {key.name for key in global_keys()} >= SENSITIVE
    assert global_key("AWS:SourceIP").type is KeyType.IP_ADDRESS


def test_local_entries_stand_over_the_shipped_ones():
    services, mistakes = local_services(LOCAL)
    assert mistakes == ()
    mine = Catalogue(services)
    archive = mine.action("s3:getarchive")
    assert archive.levels == (AccessLevel.READ,)
    assert [on.type.name for on in archive.acts_on] == ["archive", "object"]
    assert archive.dependents == ("kms:Decrypt",)
    assert mine.key("s3:archivetier").multivalued
    assert mine.action("s3:GetObject").retired
    assert mine.action("newservice:doit").full_name == "newservice:DoIt"
    assert mine.service("newservice").name == "A new service"
    assert "newservice" in mine.prefixes()
    assert "s3:GetArchive" in _names(mine.matching("s3:Get*"))
    # What is not named stays as it was, and the shipped catalogue knows nothing of it.
    assert mine.action("s3:PutObject") == AWS.action("s3:PutObject")
    assert AWS.action("s3:GetArchive") is None
    assert not AWS.action("s3:GetObject").retired


def test_a_local_action_is_expanded_to():
    mine = Catalogue(local_services(LOCAL)[0])
    found = expand(mine.service("s3"), [AccessLevel.READ], ["arn:aws:s3:::photos/archive"])
    assert "s3:GetArchive" in _names(found.actions)
    assert "s3:GetObject" not in _names(found.actions)


def test_an_overridden_resource_type_is_that_of_shipped_actions_too():
    template = "arn:${Partition}:sqs:::${QueueName}"
    document = {"services": {"sqs": {"resource_types": {"queue": template}}}}
    services, mistakes = local_services(document)
    assert mistakes == ()
    [on] = Catalogue(services).action("sqs:ReceiveMessage").acts_on
    assert on.type.arns == (template,)


@pytest.mark.parametrize(
    ("document", "path", "words"),
    [
        ([], "", "must be a mapping"),
        ({"servces": {}}, "servces", "the fields are services"),
        ({"services": {"s3": []}}, "services.s3", "must be a mapping"),
        ({"services": {"s3": {"action": {}}}}, "services.s3.action", "unknown field"),
        (
            {"services": {"s3": {"actions": {"A": {}}}}},
            "services.s3.actions.A",
            "must have its `access`",
        ),
        (
            {"services": {"s3": {"actions": {"A": {"access": "reading"}}}}},
            "services.s3.actions.A.access",
            "`reading` is not known; known are permissions_management",
        ),
        (
            {"services": {"s3": {"actions": {"A": {"access": "read", "resource_types": "x"}}}}},
            "services.s3.actions.A.resource_types",
            "`x` is not known",
        ),
        (
            {"services": {"new": {"actions": {"A": {"access": "read", "resource_types": "x"}}}}},
            "services.new.actions.A.resource_types",
            "known are none",
        ),
        (
            {"services": {"s3": {"actions": {"A": {"access": "read", "retired": "yes"}}}}},
            "services.s3.actions.A.retired",
            "true or false",
        ),
        ({"services": {"s3": {"keys": {"s3:x": "Text"}}}}, "services.s3.keys.s3:x", "not known"),
        (
            {"services": {"s3": {"resource_types": {"x": "arn:x"}}}},
            "services.s3.resource_types.x",
            "six parts",
        ),
        ({"services": {"s3": {"name": 3}}}, "services.s3.name", "must be text"),
    ],
)
def test_a_mistake_has_its_place(document, path, words):
    _, mistakes = local_services(document)
    assert path in [".".join(mistake.path) for mistake in mistakes]
    assert any(words in mistake.message for mistake in mistakes), mistakes
