"""Who may assume a role: what trust says, and what the caller's own policies have to say."""

from __future__ import annotations

import pytest

from support.graph import drawn, edges, role

B = "arn:aws:iam::111122223333:role/b"
THERE = "arn:aws:iam::444455556666:role/b"
EC2 = "{aws_service: ec2}"
MAY = f"{{allow: sts:AssumeRole, on: '{B}'}}"
EDGE = ("a", "assumes", "b")


@pytest.mark.parametrize(
    ("what", "trust", "allow", "more", "expected"),
    [
        ("a trust that names the role needs no permission", "{role: a}", "", "", True),
        (
            "and respects a deny",
            "{role: a}",
            "{deny: sts:AssumeRole, on: '*'}",
            "",
            False,
        ),
        (
            "and a deny of other roles is none",
            "{role: a}",
            "{deny: sts:AssumeRole, on: 'arn:aws:iam::111122223333:role/c'}",
            "",
            True,
        ),
        (
            "a boundary that does not allow it keeps it away",
            "{role: a}",
            "",
            "permissions_boundary: IAMReadOnlyAccess",
            False,
        ),
        (
            "a boundary that allows everything does not",
            "{role: a}",
            "",
            "permissions_boundary: AdministratorAccess",
            True,
        ),
        ("a trust in the account asks for a permission", "{aws_account: self}", "", "", False),
        ("which may be there", "{aws_account: self}", MAY, "", True),
        (
            "for another role it is not",
            "{aws_account: self}",
            "{allow: sts:AssumeRole, on: 'arn:aws:iam::111122223333:role/c'}",
            "",
            False,
        ),
        (
            "a permission under a boundary is none",
            "{aws_account: self}",
            MAY,
            "permissions_boundary: IAMReadOnlyAccess",
            False,
        ),
        (
            "a condition on the caller that a meets",
            "{aws_account: self, when: {ArnLike: {aws:PrincipalArn: 'arn:aws:iam::*:role/a'}}}",
            MAY,
            "",
            True,
        ),
        (
            "a condition on the caller that a does not meet",
            "{aws_account: self, when: {ArnLike: {aws:PrincipalArn: 'arn:aws:iam::*:role/z'}}}",
            MAY,
            "",
            False,
        ),
        (
            "a trust that names a session needs neither permission nor boundary",
            (
                "{statement: {Effect: Allow, Action: sts:AssumeRole,"
                " Principal: {AWS: 'arn:aws:sts::111122223333:assumed-role/a/me'}}}"
            ),
            "",
            "permissions_boundary: IAMReadOnlyAccess",
            True,
        ),
        (
            "a deny in the trust policy wins",
            (
                "{role: a}, {statement: {Effect: Deny, Action: sts:AssumeRole,"
                " Principal: {AWS: 'arn:aws:iam::111122223333:role/a'}}}"
            ),
            "",
            "",
            False,
        ),
        (
            "an action that is no assuming is no edge",
            (
                "{aws_service: ec2}, {statement: {Effect: Allow, Action: sts:TagSession,"
                " Principal: {AWS: '111122223333'}}}"
            ),
            MAY,
            "",
            False,
        ),
    ],
)
def test_in_one_account(tmp_path, what, trust, allow, more, expected):
    specs = role("a", EC2, allow=allow, more=more) + role("b", trust)
    assert (EDGE in edges(drawn(tmp_path, specs))) is expected, what


@pytest.mark.parametrize(
    ("what", "allow", "expected"),
    [
        ("another account asks for both sides", "", False),
        ("which may be there", f"{{allow: sts:AssumeRole, on: '{THERE}'}}", True),
        ("for a role of its own account it is not", MAY, False),
    ],
)
def test_in_two_accounts(tmp_path, what, allow, expected):
    specs = role("a", EC2, allow=allow) + role("b", "{role: a, account: here}", account="there")
    found = edges(drawn(tmp_path, specs))
    assert (("a", "assumes", "b there") in found) is expected, what


def test_a_condition_that_both_sides_cannot_meet_at_once_is_no_edge(tmp_path):
    trust = "{aws_account: self, when: {StringEquals: {aws:SourceVpc: vpc-1}}}"
    allow = (
        f"{{allow: sts:AssumeRole, on: '{B}', when: {{StringEquals: {{aws:SourceVpc: vpc-2}}}}}}"
    )
    assert EDGE not in edges(drawn(tmp_path, role("a", EC2, allow=allow) + role("b", trust)))


def test_an_edge_has_its_statements_and_all_conditions(tmp_path):
    trust = "{aws_account: self, sid: In, when: {StringEquals: {aws:SourceVpc: vpc-1}}}"
    allow = (
        f"{{sid: Out, allow: sts:*, on: '{B}', when: {{Bool: {{aws:SecureTransport: 'true'}}}}}}"
    )
    graph = drawn(tmp_path, role("a", EC2, allow=allow) + role("b", trust))
    (edge,) = (e for e in graph.edges if e.source.endswith("role/a"))
    assert [(r.policy, r.sid) for r in edge.reasons] == [("trust policy", "In"), ("own", "Out")]
    assert [c.key for c in edge.conditions] == ["aws:sourcevpc", "aws:securetransport"]


@pytest.mark.parametrize(
    ("trust", "kind", "name", "outside"),
    [
        ("{aws_service: lambda}", "service", "lambda.amazonaws.com", False),
        ("{aws_account: self}", "account", "here", False),
        ("{aws_account: vendor, external_id: abcdefgh}", "account", "vendor", True),
        ("{aws_account: '999900001111'}", "account", "999900001111", True),
        (
            "{aws_account: vendor, roles: [x]}",
            "principal",
            "arn:aws:iam::777788889999:role/x",
            True,
        ),
        (
            "{aws_account: self, users: [ann]}",
            "principal",
            "arn:aws:iam::111122223333:user/ann",
            False,
        ),
        ("{organization: o-a1b2c3d4e5}", "organization", "o-a1b2c3d4e5", True),
        (
            "{github_actions: acme/web, branches: main}",
            "web_identity",
            "GitHub Actions acme/web",
            True,
        ),
        (
            "{github_actions: {repository: acme/web, owner_id: 1, repository_id: 2}, any_job: true}",
            "web_identity",
            "GitHub Actions acme/web",
            True,
        ),
        (
            "{web_identity: accounts.google.com, audience: a, subject: s}",
            "web_identity",
            "s of accounts.google.com",
            True,
        ),
        ("{saml: Okta}", "saml", "Okta", True),
    ],
)
def test_a_party_and_whether_it_is_outside(tmp_path, trust, kind, name, outside):
    graph = drawn(tmp_path, role("b", trust))
    (node,) = (node for node in graph.nodes if node.kind != "role")
    assert (node.kind, node.name, node.outside) == (kind, name, outside)
    assert (name, "assumes", "b") in edges(graph)


def test_a_wildcard_lets_in_each_role_of_the_account_and_elsewhere_those_that_may(tmp_path):
    trust = "{organization: o-a1b2c3d4e5}"
    may = f"{{allow: sts:AssumeRole, on: '{B}'}}"
    specs = (
        role("a", EC2, more="permissions_boundary: IAMReadOnlyAccess")
        + role("b", trust)
        + role("c", EC2, account="there", allow=may)
        + role("d", EC2, account="there")
    )
    found = {source for source, _, target in edges(drawn(tmp_path, specs)) if target == "b"}
    assert found == {"o-a1b2c3d4e5", "a", "b", "c there"}


def test_a_circle_is_told_by_its_roles(tmp_path):
    may = "{allow: sts:AssumeRole, on: '*'}"
    specs = role("a", "{role: b}", allow=may) + role("b", "{role: a}", allow=may)
    assert edges(drawn(tmp_path, specs)) == {EDGE, ("b", "assumes", "a")}


def test_roles_of_a_project_without_an_account(tmp_path):
    specs = role("a", EC2).replace("accounts: [here]\n", "") + role("b", "{role: a}").replace(
        "accounts: [here]\n", ""
    )
    graph = drawn(tmp_path, specs, settings="language: 1\n")
    assert EDGE in edges(graph)


def test_a_policy_that_is_in_no_spec_is_told(tmp_path):
    more = "permissions: [{managed_policy: 'arn:aws:iam::111122223333:policy/x'}]"
    (node,) = (n for n in drawn(tmp_path, role("a", EC2, more=more)).nodes if n.kind == "role")
    assert node.unknown == ("arn:aws:iam::111122223333:policy/x",)
