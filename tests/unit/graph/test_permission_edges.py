"""What the permissions of a role lead to: other roles, users, and administration."""

from __future__ import annotations

import pytest

from rolec.catalog.escalation import Category, escalations
from support.graph import drawn, edges, role

EC2 = "{aws_service: ec2}"
LAMBDA = "{aws_service: lambda}"
MAKE = "{allow: [lambda:CreateFunction, lambda:InvokeFunction], on: '*'}"
B = "arn:aws:iam::111122223333:role/b"


def passing(on: str = B, when: str = "") -> str:
    return f"{{allow: iam:PassRole, on: '{on}'{when}}}"


TO_LAMBDA = ", when: {StringEquals: {iam:PassedToService: lambda.amazonaws.com}}"
TO_EC2 = ", when: {StringEquals: {iam:PassedToService: ec2.amazonaws.com}}"


@pytest.mark.parametrize(
    ("what", "trust", "allow", "expected"),
    [
        ("all that the combination needs", LAMBDA, f"{MAKE}, {passing()}", True),
        ("every role may be passed", LAMBDA, f"{MAKE}, {passing('*')}", True),
        ("to the service that is asked for", LAMBDA, f"{MAKE}, {passing(when=TO_LAMBDA)}", True),
        ("to another service only", LAMBDA, f"{MAKE}, {passing(when=TO_EC2)}", False),
        ("another role only", LAMBDA, f"{MAKE}, {passing(B + 'x')}", False),
        ("the service is not trusted", EC2, f"{MAKE}, {passing()}", False),
        ("nothing can be made", LAMBDA, passing(), False),
        (
            "a deny of passing it",
            LAMBDA,
            f"{MAKE}, {passing('*')}, {{deny: iam:PassRole, on: '{B}'}}",
            False,
        ),
    ],
)
def test_passing_a_role(tmp_path, what, trust, allow, expected):
    graph = drawn(tmp_path, role("a", EC2, allow=allow) + role("b", trust))
    assert (("a", "passes", "b") in edges(graph)) is expected, what


TASKS = "{aws_service: ecs-tasks}"
REGISTER = "{allow: ecs:RegisterTaskDefinition, on: '*'}"
FUNCTION = "arn:aws:lambda:*:*:function:app"
BOTH = "[lambda:UpdateFunctionCode, lambda:UpdateFunctionConfiguration]"


@pytest.mark.parametrize(
    ("trust", "allow", "expected"),
    [
        (TASKS, f"{REGISTER}, {{allow: ecs:UpdateService, on: 'arn:aws:ecs:*:*:service/c/web'}}", True),
        (TASKS, REGISTER, False),
        (LAMBDA, f"{{allow: {BOTH}, on: '{FUNCTION}'}}", True),
        (LAMBDA, f"{{allow: lambda:UpdateFunctionCode, on: '{FUNCTION}'}}", False),
        (TASKS, "{allow: [batch:RegisterJobDefinition, batch:SubmitJob], on: '*'}", True),
        (TASKS, "{allow: ecs:RunTask, on: 'arn:aws:ecs:*:*:task-definition/migrate:*'}", True),
        ("{aws_service: states}", "{allow: states:TestState, on: '*'}", True),
    ],
)  # fmt: skip
def test_passing_a_role_to_what_is_there(tmp_path, trust, allow, expected):
    graph = drawn(tmp_path, role("a", EC2, allow=f"{allow}, {passing()}") + role("b", trust))
    assert (("a", "passes", "b") in edges(graph)) is expected


APP = "arn:aws:iam::111122223333:role/app-*"


@pytest.mark.parametrize(
    ("called", "on", "expected"),
    [
        ("name: 'app-${var.env}'", APP, True),
        ("name_prefix: app-", APP, True),
        ("name: '${var.app}'", "arn:aws:iam::111122223333:role/*", True),
        ("path: /team/\nname: 'app-${var.env}'", "arn:aws:iam::*:role/team/*", True),
        ("name: 'app-${var.env}'", "${roles.b.arn}", True),
        ("path: '/team/${var.env}/'", "arn:aws:iam::*:role/team/*", True),
        ("path: '/team/${var.env}/'", "${roles.b.arn}", True),
        ("path: '/team/${var.env}/'", "arn:aws:iam::*:role/other/*", False),
        ("name: 'web-${var.env}'", APP, False),
        ("name_prefix: web-", APP, False),
        ("path: /team/\nname: 'app-${var.env}'", APP, False),
        ("name: 'app-${var.env}'", "arn:aws:iam::444455556666:role/app-*", False),
        ("name: 'app-${var.env}'", "arn:aws:iam::111122223333:role/app-prod", None),
        ("name: 'app-${var.env}'", "arn:aws:iam::111122223333:role/web-prod", False),
        ("name: app", "${var.role_arn}", None),
        ("path: '/team/${var.env}/'", "arn:aws:iam::*:role/team/prod/*", None),
    ],
)
def test_a_role_of_whose_name_a_part_is_known(tmp_path, called, on, expected):
    source = role("a", EC2, allow=f"{MAKE}, {passing(on)}")
    graph = drawn(tmp_path, source + role("b", LAMBDA, more=called))
    assert (("a", "passes", "b") in edges(graph)) is bool(expected)
    names = {node.id: node.name for node in graph.nodes}
    untold = {(names[one], names[other]) for one, other in graph.untold}
    assert (("a", "b") in untold) is (expected is None)


NAMED = "name: 'app-${var.env}'"


@pytest.mark.parametrize("denied", ["${roles.b.arn}", APP])
def test_a_deny_of_a_role_that_is_named_in_part_counts_whatever_it_says(tmp_path, denied):
    source = role(
        "a", EC2, allow=f"{MAKE}, {passing('*')}, {{deny: iam:PassRole, on: '{denied}'}}"
    )
    graph = drawn(tmp_path, source + role("b", LAMBDA, more=NAMED))
    assert ("a", "passes", "b") not in edges(graph)


def test_all_except_a_role_that_is_named_in_part_is_without_it(tmp_path):
    passes = "{allow: iam:PassRole, on_all_except: '${roles.b.arn}'}"
    source = role("a", EC2, allow=f"{MAKE}, {passes}")
    graph = drawn(tmp_path, source + role("b", LAMBDA, more=NAMED))
    assert ("a", "passes", "b") not in edges(graph)


def test_a_role_that_is_named_in_part_may_change_itself_by_a_wildcard(tmp_path):
    allow = f"{{allow: iam:PutRolePolicy, on: '{APP}'}}"
    graph = drawn(tmp_path, role("b", EC2, allow=allow, more=NAMED))
    assert [str(node.power.kind) for node in graph.nodes if node.power] == ["itself"]


@pytest.mark.parametrize("operator", ["ArnLike", "ArnEquals", "StringLike", "StringEquals"])
@pytest.mark.parametrize(
    ("written", "expected"),
    [(APP, True), (APP.replace("app", "web"), False), ("${roles.a.arn}", True)],
)
def test_a_trust_policy_may_let_in_a_role_that_is_named_in_part(
    tmp_path, operator, written, expected
):
    trust = f"{{aws_account: self, when: {{{operator}: {{'aws:PrincipalArn': '{written}'}}}}}}"
    named = role("a", EC2, allow="{allow: 'sts:AssumeRole', on: '*'}", more=NAMED)
    graph = drawn(tmp_path, named + role("b", trust))
    is_pattern = written.endswith("*") and operator == "StringEquals"
    assert (("a", "assumes", "b") in edges(graph)) is (expected and not is_pattern)


def test_a_trust_policy_may_name_a_role_that_is_named_in_part_and_keep_it_out(tmp_path):
    deny = (
        "{statement: {Effect: Deny, Principal: {AWS: '${roles.a.arn}'}, Action: 'sts:AssumeRole'}}"
    )
    named = role("a", EC2, allow="{allow: 'sts:AssumeRole', on: '*'}", more=NAMED)
    let_in = drawn(tmp_path / "one", named + role("b", "{role: a}"))
    assert ("a", "assumes", "b") in edges(let_in)
    kept_out = drawn(tmp_path / "other", named + role("b", f"{{aws_account: self}}, {deny}"))
    assert ("a", "assumes", "b") not in edges(kept_out)


def test_a_role_cannot_be_passed_into_another_account(tmp_path):
    specs = role("a", EC2, allow=f"{MAKE}, {passing('*')}") + role("b", LAMBDA, account="there")
    assert not any(kind == "passes" for _, kind, _ in edges(drawn(tmp_path, specs)))


def test_the_edge_of_a_passed_role_has_all_statements(tmp_path):
    graph = drawn(
        tmp_path,
        role("a", EC2, allow=f"{MAKE}, {passing(when=TO_LAMBDA)}") + role("b", LAMBDA),
    )
    (edge,) = (e for e in graph.edges if e.kind == "passes")
    actions = [reason.action for reason in edge.reasons]
    assert actions == ["iam:PassRole", "lambda:CreateFunction", "lambda:InvokeFunction"]
    assert edge.service == "lambda.amazonaws.com"
    assert not edge.conditions


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        ("'*'", True),
        ("'arn:aws:lambda:*:*:function:*'", True),
        ("'arn:aws:lambda:*:*:function:x'", False),
    ],
)
def test_code_in_anything_that_runs(tmp_path, on, expected):
    allow = f"{{allow: lambda:UpdateFunctionCode, on: {on}}}"
    graph = drawn(tmp_path, role("a", EC2, allow=allow) + role("b", LAMBDA))
    assert (("a", "runs", "b") in edges(graph)) is expected


@pytest.mark.parametrize(("on", "expected"), [(B, True), ("*", True), (B + "x", False)])
def test_a_trust_policy_that_may_be_written(tmp_path, on, expected):
    allow = f"{{allow: iam:UpdateAssumeRolePolicy, on: '{on}'}}"
    graph = drawn(tmp_path, role("a", EC2, allow=allow) + role("b", LAMBDA))
    assert (("a", "changes_trust", "b") in edges(graph)) is expected


def test_keys_of_users_and_of_one_user_who_is_trusted(tmp_path):
    ann = "arn:aws:iam::111122223333:user/ann"
    allow = f"{{allow: iam:CreateAccessKey, on: '{ann}'}}"
    trust = "{aws_account: self, users: [ann]}"
    found = edges(drawn(tmp_path, role("a", EC2, allow=allow) + role("b", trust)))
    assert {("a", "makes_keys", "users"), ("a", "makes_keys", ann), (ann, "assumes", "b")} <= found


def power(tmp_path, allow: str, more: str = "", others: str = "") -> str | None:
    graph = drawn(tmp_path, role("a", EC2, allow=allow, more=more) + others)
    (node,) = (n for n in graph.nodes if n.name == "a")
    return node.power and str(node.power.kind)


SELF = "arn:aws:iam::111122223333:role/a"
PUT_SELF = f"{{allow: iam:PutRolePolicy, on: '{SELF}'}}"
BOUNDARY = "permissions_boundary: AdministratorAccess"


@pytest.mark.parametrize(
    ("what", "allow", "more", "expected"),
    [
        ("everything", "{allow: '*', on: '*'}", "", "everything"),
        ("everything but IAM", "{allow: '*', on: '*'}, {deny: 'iam:*', on: '*'}", "", None),
        ("its own policies", PUT_SELF, "", "itself"),
        (
            "the policies of a stranger",
            "{allow: iam:PutRolePolicy, on: 'arn:aws:iam::111122223333:role/z'}",
            "",
            None,
        ),
        (
            "any policy attached to itself",
            f"{{allow: iam:AttachRolePolicy, on: '{SELF}'}}",
            "",
            "itself",
        ),
        (
            "one policy attached to itself",
            (
                f"{{allow: iam:AttachRolePolicy, on: '{SELF}', when: {{ArnEquals:"
                " {iam:PolicyARN: 'arn:aws:iam::aws:policy/ReadOnlyAccess'}}}"
            ),
            "",
            None,
        ),
        ("a boundary that allows everything is no limit", PUT_SELF, BOUNDARY, "itself"),
        ("one that does not is", PUT_SELF, "permissions_boundary: {policy: limit}", None),
        (
            "unless it allows to be removed",
            PUT_SELF,
            "permissions_boundary: IAMFullAccess",
            "itself",
        ),
        (
            "a new role with any policy",
            "{allow: [iam:CreateRole, iam:PutRolePolicy], on: 'arn:aws:iam::111122223333:role/new-*'}",
            "",
            "new_role",
        ),
        (
            "a new role and a policy of another",
            (
                "{allow: iam:CreateRole, on: 'arn:aws:iam::111122223333:role/new-*'},"
                " {allow: iam:PutRolePolicy, on: 'arn:aws:iam::111122223333:role/old-*'}"
            ),
            "",
            None,
        ),
        (
            "a new role that has a boundary",
            (
                "{allow: [iam:CreateRole, iam:PutRolePolicy], on: 'arn:aws:iam::111122223333:role/new-*',"
                " when: {StringEquals: {iam:PermissionsBoundary: 'arn:aws:iam::111122223333:policy/b'}}}"
            ),
            "",
            None,
        ),
        (
            "a user, and a key for him",
            "{allow: [iam:PutUserPolicy, iam:CreateAccessKey], on: 'arn:aws:iam::111122223333:user/*'}",
            "",
            "user",
        ),
        ("a key alone", "{allow: iam:CreateAccessKey, on: '*'}", "", None),
        (
            "a group, and a key for anybody in it",
            "{allow: [iam:PutGroupPolicy, iam:CreateAccessKey], on: '*'}",
            "",
            "user",
        ),
    ],
)
def test_power(tmp_path, what, allow, more, expected):
    limit = "---\npolicy: limit\nstatements: [{allow: iam:PutRolePolicy, on: '*'}]\n"
    others = limit if "limit" in more else ""
    assert power(tmp_path, allow, more, others) == expected, what


def test_power_through_a_policy_of_the_project_that_it_has(tmp_path):
    policy = (
        "---\npolicy: own\nstatements:\n"
        "  - allow: iam:CreatePolicyVersion\n    on: arn:aws:iam::111122223333:policy/own\n"
    )
    assert power(tmp_path, "", "permissions: [{policy: own}]", policy) == "itself"


def test_power_through_a_role_that_it_can_become_and_change(tmp_path):
    allow = f"{{allow: iam:PutRolePolicy, on: '{B}'}}"
    assert power(tmp_path, allow, others=role("b", "{role: a}")) == "other_role"
    assert power(tmp_path, allow, others=role("b", LAMBDA)) is None


_TAKING = [
    escalation
    for escalation in escalations()
    if escalation.category in {Category.SELF, Category.PRINCIPAL}
    and escalation.actions != ("sts:AssumeRole",)
]


@pytest.mark.parametrize("escalation", _TAKING, ids=lambda e: "+".join(e.actions))
def test_each_known_escalation_leads_somewhere(tmp_path, escalation):
    """With what it needs beside: a role that the caller can become, and keys for users."""
    needed = (
        "iam:CreateAccessKey"
        if any(part in action for action in escalation.actions for part in ("User", "Group"))
        else "sts:AssumeRole"
    )
    actions = ", ".join({*escalation.actions, needed})
    policy = "---\npolicy: own\nstatements: [{allow: s3:ListAllMyBuckets, on: '*'}]\n"
    specs = (
        role("a", EC2, allow=f"{{allow: [{actions}], on: '*'}}")
        + role("b", "{aws_account: self}", more="permissions: [{policy: own}]")
        + policy
    )
    graph = drawn(tmp_path, specs)
    (node,) = (n for n in graph.nodes if n.name == "a")
    kinds = {kind for source, kind, _ in edges(graph) if source == "a"} - {"assumes"}
    assert node.power or kinds
