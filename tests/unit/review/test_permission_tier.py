"""The tiers of what a role may do: as a reviewer would rank them."""

from __future__ import annotations

import pytest

from rolec.catalog.catalogue import SHIPPED
from rolec.catalog.exposing_action import CREDENTIALS, DATA
from rolec.explain.grant import Grant, Region
from rolec.ir.document import Effect
from rolec.review.permission_tier import action_tier, permission_tier
from rolec.review.tier import Tier
from rolec.semantics.access import Access, Layer, LayerKind
from rolec.semantics.statement import Statement, Strings

NOTHING = Access(layers=())
TIERS = {
    "*": Tier.ADMINISTRATION,
    "iam:*": Tier.ADMINISTRATION,
    "s3:*": Tier.ADMINISTRATION,
    "s3:PutBucketPolicy": Tier.ADMINISTRATION,
    "iam:PutRolePolicy": Tier.ADMINISTRATION,
    "iam:PassRole": Tier.ADMINISTRATION,
    "IAM:passrole": Tier.ADMINISTRATION,
    "lambda:UpdateFunctionCode": Tier.ADMINISTRATION,
    "iam:TagRole": Tier.ADMINISTRATION,
    "sts:TagSession": Tier.ADMINISTRATION,
    "s3:Fry*": Tier.ADMINISTRATION,
    "nothing:Known": Tier.ADMINISTRATION,
    "ecr:GetAuthorizationToken": Tier.CREDENTIALS,
    "s3:GetObject": Tier.DATA,
    "secretsmanager:Get*": Tier.DATA,
    "s3:PutObject": Tier.WRITE,
    "sqs:ReceiveMessage": Tier.READ,
    "s3:ListBucket": Tier.LIST,
    "s3:List*": Tier.LIST,
    "s3:PutObjectTagging": Tier.METADATA,
}


@pytest.mark.parametrize("action", TIERS)
def test_an_action_has_its_tier(action):
    assert action_tier(action) is TIERS[action]


def test_every_action_of_the_catalogue_has_a_tier():
    found = {
        action_tier(f"{prefix}:{name}")
        for prefix in SHIPPED.prefixes()
        for name in SHIPPED.service(prefix).action_names()
    }
    assert found == set(Tier)


def test_the_tables_are_of_actions_that_aws_has():
    assert all(SHIPPED.action(action) for action in (*CREDENTIALS, *DATA))


def _grant(*actions, exceptions=(), resources=("*",)):
    service = actions[0].partition(":")[0]
    region = Region(resources=resources)
    return Grant(service=service, levels=(), actions=actions, exceptions=exceptions, region=region)


def test_the_highest_tier_of_several_counts():
    assert permission_tier(_grant("s3:ListBucket", "s3:GetObject"), NOTHING) is Tier.DATA


def test_what_is_excepted_does_not_count():
    kept = permission_tier(_grant("sqs:*", exceptions=("sqs:AddPermission",)), NOTHING)
    assert kept is Tier.ADMINISTRATION
    policies = ("sqs:*Permission", "sqs:CreateQueue", "sqs:SetQueueAttributes")
    assert permission_tier(_grant("sqs:*", exceptions=policies), NOTHING) is Tier.WRITE


@pytest.mark.parametrize(
    ("resource", "tier"),
    [
        ("arn:aws:iam::111122223333:role/deploy", Tier.CREDENTIALS),
        ("arn:aws:iam::111122223333:role/*", Tier.ADMINISTRATION),
        ("all but arn:aws:iam::111122223333:role/deploy", Tier.ADMINISTRATION),
    ],
)
def test_to_become_one_role_is_less_than_to_become_any(resource, tier):
    assert permission_tier(_grant("sts:AssumeRole", resources=(resource,)), NOTHING) is tier


@pytest.mark.parametrize(
    ("also", "tier"),
    [
        (Strings(("iam:PassRole",)), Tier.ADMINISTRATION),
        (Strings(("s3:*",), inverted=True), Tier.ADMINISTRATION),
        (Strings(("iam:*",), inverted=True), Tier.WRITE),
        (Strings(("s3:GetObject",)), Tier.WRITE),
    ],
)
def test_what_completes_an_escalation_is_administration(also, tier):
    said = Statement(effect=Effect.ALLOW, actions=also, resources=Strings(("*",)))
    access = Access(layers=(Layer(LayerKind.IDENTITY, (said,)),))
    assert permission_tier(_grant("ec2:RunInstances"), access) is tier
