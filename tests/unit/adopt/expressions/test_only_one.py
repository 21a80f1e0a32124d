"""The one of a list of resources that can have no more than one."""

from __future__ import annotations

import pytest

from rolec.adopt.expressions.only_one import is_one_text, needed, only_one
from rolec.adopt.expressions.parsed import parsed

ONE = parsed("data.aws_iam_policy_document.p[0].json")


@pytest.mark.parametrize("call", ["one({})", 'join("", {})', "element({}, 0)", '"${{one({})}}"'])
@pytest.mark.parametrize("all_", [".*.json", "[*].json", '[*]["json"]'])
def test_it_is_the_first(call, all_):
    assert only_one(parsed(call.format(f"data.aws_iam_policy_document.p{all_}"))) == ONE


@pytest.mark.parametrize(
    "written", ["one(var.list)", 'join(",", a.b[*].c)', "element(a.b[*].c, 1)", "a.b[*].c", '"a"']
)
def test_anything_else_is_what_it_is(written):
    assert only_one(parsed(written)) == parsed(written)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("one(aws_sqs_queue.q[*].arn)", True),
        ("one(aws_iam_role.r.*.name)", True),
        ("one(data.aws_kms_key.k[*].key_id)", True),
        ("one(aws_vpc.v[*].cidr_blocks)", False),
        ("one(var.arns)", False),
        ("max(aws_sqs_queue.q[*].arn)", False),
    ],
)
def test_one_of_what_resources_are_called_by_is_a_text(written, expected):
    assert is_one_text(parsed(written)) is expected


@pytest.mark.parametrize(
    "written",
    [
        "{}",
        'try({}, "")',
        "try({}, null)",
        '"${{try({}, "")}}"',
        "var.on ? {} : null",
        'var.on ? "" : {}',
        "var.on ? (var.off ? null : {}) : null",
        'var.on ? try({}, "") : null',
    ],
)
def test_what_is_needed_is_what_is_there(written):
    assert needed(parsed(written.format("a.b[0].c"))) == parsed("a.b[0].c")


@pytest.mark.parametrize(
    "written", ["var.on ? a.b.c : d.e.f", 'try(a.b.c, d.e.f, "")', "var.on ? null : null", "null"]
)
def test_where_both_may_be_there_it_is_either(written):
    assert needed(parsed(written)) == parsed(written)
