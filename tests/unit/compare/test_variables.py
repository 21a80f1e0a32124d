"""Values of policy variables are found for which a request tells two policies apart."""

from __future__ import annotations

import pytest

from rolec.compare.compare import only_in
from rolec.semantics.decide import allows
from support.access import KEYS, access, allow, deny

A, B, T, L = (f"${{aws:PrincipalTag/{each}}}" for each in "abtl")
USER = "${aws:username}"


def like(**values):
    return {"StringLike": {f"aws:PrincipalTag/{key}": value for key, value in values.items()}}


BUCKETS = [allow(on=f"arn:aws:s3:::{A}/*")]
ANY = {"ArnLike": {"aws:SourceArn": "arn:aws:s3:*:${aws:PrincipalAccount}:b"}}
ONE = {"ArnLike": {"aws:SourceArn": "arn:aws:s3:*:999999999999:*"}}
OF_ITSELF = {"StringEquals": {"aws:username": [f"x{USER}", "xbob"]}}
# fmt: off
GAINED = {
    "two that have to be the same": (BUCKETS, [*BUCKETS, deny(on=f"arn:aws:s3:::{B}/*")]),
    "two in one pattern, and a star": (
        [allow(on=f"arn:aws:s3:::{A}/x/{USER}")], [allow(on=f"arn:aws:s3:::{A}/x/{USER}"), deny(on="arn:aws:s3:::*/x/admin*")]),
    "a part of an ARN, and a star for another": ([allow(Condition=ANY)], [allow(Condition=ANY), deny(Condition=ONE)]),
    "a key that is compared with itself": ([allow(Condition=OF_ITSELF)], []),
    "two keys that are compared with each other": ([allow(Condition=like(a=f"{B}*", b=f"{A}*"))], []),
    "a key that is that of two others": (
        [deny(Condition={"StringNotEquals": {"aws:username": L}}), allow(Condition=like(t=[f"{T}{USER}", L]))], []),
    "a value that is longer than it": (
        [allow(Condition={"StringEquals": {"aws:SourceVpc": USER}})], [allow(Condition={"StringLike": {"aws:username": [f"{A}?", "?"]}})]),
}
# fmt: on


@pytest.mark.parametrize("case", GAINED)
def test_what_only_some_values_give_is_found(case):
    new, old = (access(*each) for each in GAINED[case])
    found = only_in(new, old)
    assert allows(new, found, KEYS)
    assert not allows(old, found, KEYS)
