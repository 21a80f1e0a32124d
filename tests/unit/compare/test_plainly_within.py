"""What is an access with less in it is seen at once; where it is not plain, nothing is said."""

from __future__ import annotations

import pytest

from rolec.compare.plainly_within import is_plainly_within
from support.access import access, allow, deny

BUCKETS = ["arn:aws:s3:::a", "arn:aws:s3:::b"]
VPC = {"StringEquals": {"aws:SourceVpc": "v"}}
BOTH = {"StringEquals": {"aws:SourceVpc": "v", "aws:PrincipalOrgID": "o"}}
# fmt: off
WITHIN = {
    "the same": ([allow(on=BUCKETS)], [allow(on=BUCKETS)], True),
    "fewer resources": ([allow(on=BUCKETS[0])], [allow(on=BUCKETS)], True),
    "more resources": ([allow(on=BUCKETS)], [allow(on=BUCKETS[0])], False),
    "fewer actions": ([allow("s3:Get*")], [allow(["s3:Get*", "sqs:*"])], True),
    "another condition": ([allow(Condition=BOTH)], [allow(Condition=VPC)], True),
    "a condition less": ([allow(Condition=VPC)], [allow(Condition=BOTH)], False),
    "a deny more": ([allow(), deny("s3:*")], [allow()], True),
    "a deny less": ([allow()], [allow(), deny("s3:*")], False),
    "a wider deny": ([allow(), deny("s3:*")], [allow(), deny("s3:*", Condition=VPC)], True),
    "a narrower deny": ([allow(), deny("s3:*", Condition=VPC)], [allow(), deny("s3:*")], False),
    "all but other resources": (
        [{"Effect": "Allow", "Action": "*", "NotResource": BUCKETS[0]}],
        [{"Effect": "Allow", "Action": "*", "NotResource": BUCKETS}], False),
}
# fmt: on


@pytest.mark.parametrize("case", WITHIN)
def test_what_is_plain(case):
    new, old, expected = WITHIN[case]
    assert is_plainly_within(access(*new), access(*old)) is expected


def test_a_boundary_that_is_gone_is_not_plain():
    assert is_plainly_within(access(allow(), boundary=[allow("s3:*")]), access(allow())) is False
