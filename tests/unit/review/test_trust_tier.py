"""The tiers of who may assume a role."""

from __future__ import annotations

import pytest

from rolec.explain.grant import Grant, Region
from rolec.ir.operator import parse_operator
from rolec.policy.mark import mark
from rolec.review.tier import Tier
from rolec.review.trust_tier import trust_tier
from rolec.semantics.statement import Condition, Principal

OWN = frozenset({"111122223333"})
ORGANIZATION = ("StringEquals", "aws:principalorgid", "o-a1b2c3d4e5")
CASES = {
    "everybody": ([Principal("AWS", "*")], [], Tier.ADMINISTRATION),
    "an organization": ([Principal("AWS", "*")], [ORGANIZATION], Tier.CREDENTIALS),
    "any organization": (
        [Principal("AWS", "*")],
        [("StringLike", "aws:principalorgid", "*")],
        Tier.ADMINISTRATION,
    ),
    "an organization, if there is one": (
        [Principal("AWS", "*")],
        [("StringEqualsIfExists", *ORGANIZATION[1:])],
        Tier.ADMINISTRATION,
    ),
    "all but an organization": (
        [Principal("AWS", "*")],
        [("StringNotEquals", *ORGANIZATION[1:])],
        Tier.ADMINISTRATION,
    ),
    "units, for all values": (
        [Principal("AWS", "*")],
        [("ForAllValues:StringLike", "aws:principalorgpaths", "o-a1b2c3d4e5/*")],
        Tier.ADMINISTRATION,
    ),
    "somebody is left out": ([], [], Tier.ADMINISTRATION),
    "another account": (
        [Principal("AWS", "arn:aws:iam::999988887777:root")],
        [],
        Tier.CREDENTIALS,
    ),
    "another account by its id": ([Principal("AWS", "999988887777")], [], Tier.CREDENTIALS),
    "an own account": ([Principal("AWS", "arn:aws:iam::111122223333:root")], [], Tier.WRITE),
    "an own role": ([Principal("AWS", "arn:aws:iam::111122223333:role/a")], [], Tier.WRITE),
    "a role of the project": ([Principal("AWS", mark("role..web.arn"))], [], Tier.WRITE),
    "what Terraform knows": ([Principal("AWS", mark("var.partner"))], [], Tier.CREDENTIALS),
    "a service": ([Principal("Service", "ec2.amazonaws.com")], [], Tier.WRITE),
    "an identity provider": (
        [Principal("Federated", "arn:aws:iam::111122223333:oidc-provider/x")],
        [],
        Tier.CREDENTIALS,
    ),
    "a service and a stranger": (
        [Principal("Service", "ec2.amazonaws.com"), Principal("AWS", "999988887777")],
        [],
        Tier.CREDENTIALS,
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_who_may_come_in_has_a_tier(case):
    principals, conditions, tier = CASES[case]
    region = Region(
        principals=tuple(principals),
        conditions=tuple(Condition(parse_operator(o), k, (v,)) for o, k, v in conditions),
    )
    grant = Grant(service="sts", levels=(), actions=("sts:AssumeRole",), region=region)
    assert trust_tier(grant, OWN) is tier
