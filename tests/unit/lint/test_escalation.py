"""Escalation combinations over a whole role: what counts, what takes it away, and where it is told."""

from __future__ import annotations

import json

import pytest

from rolec.catalog.escalation import escalations
from rolec.diagnostics.told_together import told_together
from rolec.driver.check import check
from rolec.lint.roles.escalation import FAMILY
from support.lint import TODAY, found_in
from support.project import write

NAMES = {lint.name for lint in FAMILY.lints}


def role(*statements: dict, more: str = "", managed: str = "") -> str:
    inline = (
        f"  - inline_policy: work\n    statements: {json.dumps(statements)}\n"
        if statements
        else ""
    )
    return f"role: worker\ntrust: [{{aws_service: ec2}}]\n{more}permissions:\n{managed}{inline}"


def found(spec: str) -> list:
    return [d for d in found_in(spec) if d.code.name in NAMES]


def names(spec: str) -> list[str]:
    return [d.code.name for d in found(spec)]


def allow(*actions: str, on: str = "*", **more) -> dict:
    return {"allow": list(actions), "on": on, **more}


def deny(*actions: str, on: str = "*", **more) -> dict:
    return {"deny": list(actions), "on": on, **more}


@pytest.mark.parametrize("each", escalations(), ids=lambda each: "+".join(each.actions))
def test_each_combination_is_found_whole(each):
    if len(each.actions) > 1:
        parts = [allow(action) for action in each.actions]
        assert not [
            d for d in found(role(*parts[1:])) if all(f"`{a}`" in d.message for a in each.actions)
        ]
    all_found = found(role(*(allow(action) for action in each.actions)))
    whole = [d for d in all_found if all(f"`{action}`" in d.message for action in each.actions)]
    assert len(whole) == each.minimal
    assert [len(d.secondary) for d in whole] == [len(each.actions)] * len(whole)
    assert each.minimal == (len(all_found) == 1 and bool(whole))


def test_one_that_may_do_everything_is_told_once():
    assert names(role(allow("*"))) == ["everything-on-everything"]
    assert names(role(managed="  - managed_policy: AdministratorAccess\n")) == [
        "everything-on-everything"
    ]


def test_more_access_takes_no_finding_away():
    less = {d.message for d in found(role(allow("iam:PutRolePolicy")))}
    assert less
    assert less < {d.message for d in found(role(allow("iam:PutRolePolicy", "sts:AssumeRole")))}


def test_of_everything_but_what_is_denied_the_combinations_that_are_left_are_told():
    left = found(role(allow("*"), deny("iam:*")))
    assert "everything-on-everything" not in {d.code.name for d in left}
    assert any("`lambda:UpdateFunctionCode`" in d.message for d in left)
    assert not [d for d in left if "`iam:" in d.message]
    assert names(role(allow("*"), deny("*"))) == []
    when = {"Bool": {"aws:SecureTransport": "false"}}
    assert names(role(allow("*"), deny("iam:*", when=when))) == ["everything-on-everything"]


def test_a_deny_that_leaves_all_combinations_is_said_beside_everything():
    (only,) = found(role(allow("*"), deny("s3:*")))
    assert only.message == "`work` allows `worker` every action on everything that no deny names"


def test_what_the_same_statements_make_is_told_as_one_the_directest_first():
    spec = role(allow("iam:*"), allow("iam:PutRolePolicy", "iam:PutUserPolicy"))
    selves = [d for d in found(spec) if d.code.name == "escalation-of-itself"]
    (told,) = told_together(selves)
    assert len(selves) == 9
    assert told.message.startswith(
        "`worker` can change its own permissions in 9 ways, such as by `iam:AttachRolePolicy`"
    )
    apart = role(allow("iam:PutRolePolicy"), allow("iam:PutUserPolicy"))
    assert len(told_together(found(apart))) == 2


def test_what_aws_allows_is_told_where_it_is_attached():
    spec = role(managed="  - managed_policy: IAMFullAccess\n")
    everything = found(spec)
    assert "escalation-of-itself" in {d.code.name for d in everything}
    for each in everything:
        assert spec[each.primary.span.start : each.primary.span.end].endswith("IAMFullAccess")
        assert not each.secondary


def test_parts_in_two_policies_make_one():
    spec = role(
        allow("iam:PassRole"),
        managed="  - managed_policy: AmazonEC2FullAccess\n",
    )
    assert "role-for-new-compute" in names(spec)


@pytest.mark.parametrize(
    ("statements", "expected"),
    [
        ([allow("iam:PutRolePolicy")], 1),
        ([allow("IAM:putrolep*")], 1),
        ([allow("iam:PutRolePolicy"), deny("iam:*")], 0),
        ([allow("iam:PutRolePolicy"), deny("iam:Put*", on="arn:aws:iam::*:role/*")], 0),
        ([allow("iam:PutRolePolicy"), deny("iam:*", on="arn:aws:iam::*:role/admin")], 1),
        ([allow("iam:PutRolePolicy"), deny("iam:*", when={"Bool": {"aws:SecureTransport": "false"}})], 1),
        ([allow("iam:PutRolePolicy", when={"Bool": {"aws:SecureTransport": "true"}})], 0),
        ([allow("iam:PutRolePolicy", on="arn:aws:iam::*:role/app-*")], 0),
        ([allow("iam:PutRolePolicy", on="arn:aws:iam::*:role/work*")], 1),
        ([allow("iam:PutRolePolicy", on="arn:aws:iam::*:role/worker"),
          deny("iam:PutRolePolicy", on="arn:aws:iam::*:role/worker")], 0),
        ([allow("iam:PutRolePolicy", on="${var.role_arn}")], 0),
        ([allow("sts:AssumeRole", on="arn:aws:iam::111122223333:role/deployer")], 0),
        ([allow("iam:PassRole", "lambda:CreateFunction", "lambda:InvokeFunction")], 1),
        ([allow("iam:PassRole"),
          allow("lambda:CreateFunction", "lambda:InvokeFunction", on="arn:aws:lambda:*:*:function:app-*")], 1),
        ([allow("iam:PassRole", "ecs:RegisterTaskDefinition"),
          allow("ecs:UpdateService", on="arn:aws:ecs:*:*:service/web/web")], 1),
        ([allow("iam:PassRole"), allow("lambda:UpdateFunctionCode", "lambda:UpdateFunctionConfiguration",
          on="arn:aws:lambda:*:*:function:app")], 1),
        ([allow("iam:PassRole"), allow("lambda:UpdateFunctionCode", on="arn:aws:lambda:*:*:function:app")], 0),
        ([allow("iam:PassRole"), allow("ecs:RunTask", on="arn:aws:ecs:*:*:task-definition/migrate:*")], 1),
        ([allow("iam:PassRole"), allow("states:UpdateStateMachine", on="arn:aws:states:*:*:stateMachine:app")], 1),
        ([allow("states:UpdateStateMachine", on="arn:aws:states:*:*:stateMachine:app")], 0),
        ([allow("states:UpdateStateMachine")], 1),
        ([allow("iam:PassRole", on="arn:aws:iam::*:role/app-*"),
          allow("lambda:CreateFunction", "lambda:InvokeFunction")], 0),
        ([allow("ec2:RunInstances", on="arn:aws:ec2:*:*:instance/*"), allow("iam:PassRole")], 0),
        ([allow("iam:PutRolePolicy", "sts:AssumeRole")], 2),
        ([allow("iam:CreatePolicyVersion", on="arn:aws:iam::aws:policy/*")], 0),
        ([allow("iam:CreatePolicyVersion", on=["arn:aws:iam::aws:policy/*", "arn:*:iam::*:policy/*"])], 1),
        ([allow("iam:CreatePolicyVersion"), deny("iam:*", on="arn:aws:iam::aws:policy/*")], 1),
        ([{"allow": "iam:CreatePolicyVersion", "on_all_except": "arn:aws:iam::aws:policy/*"}], 1),
    ],
)  # fmt: skip
def test_what_counts(statements, expected):
    assert len(names(role(*statements))) == expected


@pytest.mark.parametrize(
    ("named", "expected"),
    [("name: app-${var.env}", 1), ("name_prefix: app-", 1), ("name: web-${var.env}", 0)],
)
def test_a_role_of_whose_name_a_part_is_known_may_change_itself(named, expected):
    spec = role(allow("iam:PutRolePolicy", on="arn:aws:iam::*:role/app-*"))
    assert len(names(spec.replace("role: worker\n", f"role: worker\n{named}\n"))) == expected


@pytest.mark.parametrize(
    ("service", "expected"),
    [("lambda.amazonaws.com", 1), ("lambda.*", 1), ("ec2.amazonaws.com", 0)],
)
def test_a_role_is_passed_to_the_services_of_the_condition_only(service, expected):
    when = {"StringLike": {"iam:PassedToService": service}}
    passing = allow("iam:PassRole", when=when)
    using = allow("lambda:CreateFunction", "lambda:InvokeFunction")
    assert len(names(role(passing, using))) == expected


BOUNDARY = "permissions_boundary: {policy: limit}\n"


@pytest.mark.parametrize(
    ("limit", "expected"),
    [
        ([allow("iam:*")], 1),
        ([allow("s3:*")], 0),
        ([allow("*"), deny("iam:PutRolePolicy")], 0),
        ([allow("iam:*", on="arn:aws:iam::*:role/app-*")], 0),
        ([allow("iam:*", when={"Bool": {"aws:SecureTransport": "true"}})], 0),
    ],
)
def test_a_boundary_is_respected(limit, expected):
    spec = role(allow("iam:PutRolePolicy"), more=BOUNDARY)
    policy = f"---\npolicy: limit\nstatements: {json.dumps(limit)}\n"
    assert len(names(spec + policy)) == expected


def test_of_a_boundary_that_is_not_known_nothing_is_said():
    spec = role(allow("iam:PutRolePolicy"), more="permissions_boundary: ${var.boundary_arn}\n")
    assert names(spec) == []


def test_a_policy_that_is_not_known_is_noted():
    spec = role(allow("iam:PutRolePolicy"), managed="  - managed_policy: ${var.policy_arn}\n")
    (only,) = found(spec)
    assert only.notes == ("1 of its policies are not known here; a deny in one would count",)


THERE = "arn:aws:iam::444455556666:role/*"


@pytest.mark.parametrize(
    ("statements", "expected"),
    [
        ([allow("iam:PutRolePolicy", on=THERE)], 0),
        ([allow("iam:PutRolePolicy"), deny("iam:PutRolePolicy", on=THERE)], 1),
        ([allow("iam:PassRole", on=THERE), allow("ec2:RunInstances")], 0),
        ([allow("sts:AssumeRole", on=THERE)], 1),
        ([allow("sts:AssumeRole"), deny("sts:AssumeRole", on=THERE)], 1),
        ([{"allow": "sts:AssumeRole", "on_all_except": THERE}], 1),
    ],
)
def test_roles_of_another_account_are_there_to_be_assumed_only(tmp_path, statements, expected):
    write(tmp_path, {"rolec.yaml": SETTINGS, "roles/worker.yaml": role(*statements)})
    told = [d.code.name for d in check((tmp_path,), today=TODAY).diagnostics]
    assert sum(name in NAMES for name in told) == expected


OF_SHARED = "arn:aws:iam::111122223333:policy/team/shared"
SETTINGS = "language: 1\naccount: '111122223333'\n"
FILES = {
    "rolec.yaml": SETTINGS,
    "roles/shared.yaml": "policy: shared\npath: /team/\nstatements: [{allow: s3:GetObject, on: '*'}]\n",
}


@pytest.mark.parametrize(
    ("on", "managed", "expected"),
    [
        (OF_SHARED, "  - policy: shared\n", 1),
        ("${policies.shared.arn}", "  - policy: shared\n", 1),
        ("arn:aws:iam::*:policy/team/*", f"  - managed_policy: {OF_SHARED}\n", 1),
        (OF_SHARED, "", 0),
        ("arn:aws:iam::111122223333:policy/team/other", "  - policy: shared\n", 0),
        (OF_SHARED, "  - {policy: shared, enabled: '${var.shared}'}\n", 0),
    ],
)
def test_a_policy_of_its_own_is_itself(tmp_path, on, managed, expected):
    spec = role(allow("iam:CreatePolicyVersion", on=on), managed=managed)
    write(tmp_path, {**FILES, "roles/worker.yaml": spec})
    told = [d.code.name for d in check((tmp_path,), today=TODAY).diagnostics]
    assert told.count("escalation-of-itself") == expected


def document(*statements: dict) -> str:
    return json.dumps({"Version": "2012-10-17", "Statement": statements})


def effect(effect: str, *actions: str, on: str = "*", **more) -> dict:
    return {"Effect": effect, "Action": list(actions), "Resource": on, **more}


@pytest.mark.parametrize(
    ("statements", "expected"),
    [
        ([effect("Allow", "iam:PutRolePolicy")], ["escalation-of-itself"]),
        ([effect("Allow", "*")], ["everything-on-everything"]),
        ([effect("Allow", "iam:PassRole"), effect("Allow", "ec2:Run*")], ["role-for-new-compute"]),
        ([effect("Allow", "iam:PassRole"), effect("Deny", "iam:*"), effect("Allow", "ec2:*")], None),
        ([effect("Allow", "iam:PutRolePolicy", on="arn:aws:iam::111122223333:role/app")], []),
        ([effect("Allow", "iam:PutRolePolicy", Condition={"Bool": {"aws:SecureTransport": "true"}})], []),
        ([effect("Allow", "s3:*")], []),
    ],
)  # fmt: skip
def test_a_document_alone_is_told_for_whoever_has_it(statements, expected):
    told = found(document(*statements))
    assert all("whoever has this policy" in each.message for each in told)
    if expected is None:
        assert not [each for each in told if "`iam:PassRole`" in each.message]
    else:
        assert [each.code.name for each in told] == expected


def test_what_hands_the_role_over_is_underlined_in_a_document():
    text = document(effect("Allow", "ec2:Run*", "iam:Pass*"))
    (only,) = found(text)
    words = [text[s.start : s.end] for s in (only.primary.span, only.secondary[0].span)]
    assert words == ['"iam:Pass*"', '"ec2:Run*"']
