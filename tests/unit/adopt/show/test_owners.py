"""On which of several roles of one name, in several accounts, a part is."""

from __future__ import annotations

import json

import pytest

from rolec.adopt.lines import Lines
from rolec.adopt.show.roles import read_terraform_show

TRUST = json.dumps({"Version": "2012-10-17", "Statement": []})
ONE, OTHER = "111122223333", "444455556666"


def resource(address, **values):
    type_ = address.split(".")[-2]
    return {"address": address, "mode": "managed", "type": type_, "values": values}


def role(at, account):
    arn = {"arn": f"arn:aws:iam::{account}:role/web"} if account else {}
    return resource(f"{at}aws_iam_role.web", name="web", assume_role_policy=TRUST, **arn)


def attachment(at, arn="arn:aws:iam::aws:policy/ReadOnlyAccess", name="p"):
    return resource(f"{at}aws_iam_role_policy_attachment.{name}", role="web", policy_arn=arn)


def found(*resources, refers=()):
    expressions = {"role": {"references": [*refers]}}
    configuration = [{"address": "aws_iam_role_policy_attachment.p", "expressions": expressions}]
    value = {
        "format_version": "1.0",
        "values": {"root_module": {"resources": [*resources]}},
        "configuration": {"root_module": {"resources": configuration}} if refers else {},
    }
    return read_terraform_show(value, "s.json", Lines(json.dumps(value, indent=1)))


@pytest.mark.parametrize("accounts", [(ONE, OTHER), (None, None)])
def test_it_is_on_that_of_its_own_module(accounts):
    roles = [role("module.prod.", accounts[0]), role("module.dev.", accounts[1])]
    prod, dev = found(*roles, attachment("module.dev.")).roles
    assert (len(prod.attached), len(dev.attached)) == (0, 1)
    assert not prod.refused
    assert not dev.refused


def test_a_policy_says_in_which_account_it_is():
    roles = [role("module.prod.", ONE), role("module.dev.", OTHER)]
    prod, dev = found(*roles, attachment("", f"arn:aws:iam::{OTHER}:policy/p")).roles
    assert (len(prod.attached), len(dev.attached)) == (0, 1)


def test_what_a_plan_refers_to_is_on_that():
    roles = [role("", ONE), resource("aws_iam_role.dev", name="web", assume_role_policy=TRUST)]
    prod, dev = found(*roles, attachment(""), refers=["aws_iam_role.dev.name"]).roles
    assert (len(prod.attached), len(dev.attached)) == (0, 1)


def test_where_nothing_says_it_all_of_them_are_told():
    roles = [role("module.prod.", ONE), role("module.dev.", OTHER)]
    read = found(*roles, attachment(""))
    why = (
        "of which role aws_iam_role_policy_attachment.p is, of several with one name: "
        "module.prod.aws_iam_role.web, module.dev.aws_iam_role.web"
    )
    assert [each.refused for each in read.roles] == [why, why]
    (left,) = [each for each in read.blocks if each.address.startswith("aws_iam_role_policy_")]
    assert left.reason == why


def test_what_keeps_other_policies_out_is_of_one_of_them_too():
    roles = [role("module.prod.", ONE), role("module.dev.", OTHER)]
    policies = [f"arn:aws:iam::{OTHER}:policy/p"]
    only = resource(
        "aws_iam_role_policy_attachments_exclusive.x", role_name="web", policy_arns=policies
    )
    prod, dev = found(*roles, only).roles
    assert (prod.attached, dev.attached) == ((), tuple(policies))


def test_of_one_role_that_is_there_twice_it_is_on_both():
    roles = [role("module.prod.", ONE), role("module.dev.", ONE)]
    assert [len(each.attached) for each in found(*roles, attachment("")).roles] == [1, 1]
