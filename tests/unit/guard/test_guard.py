"""Roles held to guard rails, from rolec.yaml to the message."""

from __future__ import annotations

import json
from datetime import date

import pytest

from rolec.ask.search import search
from rolec.ask.some_request import some_request
from rolec.driver.build.build import Wish, build
from rolec.driver.check import check
from rolec.driver.compile.compile import compile_paths
from rolec.driver.lock.codes import NO_LOCK_YET
from rolec.guard.guard_rail import GuardRail, Party, PartyKind
from rolec.guard.trust_questions import trust_questions
from rolec.policy.of_json import of_json
from rolec.policy.policy_text import Kind
from rolec.read.json_text import read_json
from rolec.semantics.access import Layer, LayerKind
from rolec.semantics.of_policy import statements
from rolec.source.file import SourceFile
from support.project import write

ACCOUNT = "language: 1\naccount: '111122223333'\n"
SEVERAL = """\
language: 1
accounts:
  one: {id: '111122223333'}
  two: {id: '444455556666'}
  vendor: {id: '777788889999', owned: false}
"""
ROLE = "role: a\ntrust: [{aws_service: ec2}]\n"


def found(folder, rail, spec, settings=ACCOUNT, more=()):
    """The findings of guard rails, by their codes and messages."""
    rails = "".join(f"  - {{{each}}}\n" for each in (rail, *more))
    write(folder, {"rolec.yaml": f"{settings}guardrails:\n{rails}", "roles/a.yaml": spec})
    checked = check((folder,), today=date(2026, 11, 1))
    return [
        d for d in checked.diagnostics if d.code.id.startswith("E") and d.code is not NO_LOCK_YET
    ]


def allowing(*statements: str, more: str = "") -> str:
    listed = ", ".join(f"{{{each}}}" for each in statements)
    return f"{ROLE}{more}permissions: [{{inline_policy: p, statements: [{listed}]}}]\n"


KEYS = "name: no-keys, deny: 'iam:CreateAccessKey'"


@pytest.mark.parametrize(
    ("what", "rail", "spec", "broken"),
    [
        ("the action by name", KEYS, allowing("allow: iam:CreateAccessKey, on: '*'"), True),
        ("by a pattern", KEYS, allowing("allow: iam:Create*, on: '*'"), True),
        ("in another case", KEYS, allowing("allow: IAM:createaccesskey, on: '*'"), True),
        ("by what NotAction leaves", KEYS, allowing("allow_all_except: 's3:*', on: '*'"), True),
        ("not what NotAction has", KEYS, allowing("allow_all_except: 'iam:*', on: '*'"), False),
        ("another action", KEYS, allowing("allow: iam:GetUser, on: '*'"), False),
        (
            "a resource that only Terraform knows",
            f"{KEYS}, on: 'arn:aws:iam::*:user/ops/*'",
            allowing("allow: 'iam:*', on: 'arn:aws:iam::111122223333:user/${var.team}/*'"),
            True,
        ),
        (
            "addresses that only Terraform knows",
            KEYS,
            allowing("allow: 'iam:*', on: '*', when: {IpAddress: {aws:SourceIp: '${var.cidr}'}}"),
            True,
        ),
        (
            "a name that only Terraform knows, of another kind",
            f"{KEYS}, on: 'arn:aws:iam::*:user/ops/*'",
            allowing("allow: 'iam:*', on: 'arn:aws:iam::111122223333:role/${var.team}'"),
            False,
        ),
        (
            "a deny that takes it away",
            KEYS,
            allowing("allow: 'iam:*', on: '*'", "deny: iam:CreateAccessKey, on: '*'"),
            False,
        ),
        (
            "a deny on a condition that leaves some",
            KEYS,
            allowing(
                "allow: 'iam:*', on: '*'",
                "deny: iam:CreateAccessKey, on: '*', when: {StringEquals: {aws:SourceVpc: v}}",
            ),
            True,
        ),
        (
            "a boundary that takes it away",
            KEYS,
            allowing("allow: 'iam:*', on: '*'", more="permissions_boundary: PowerUserAccess\n"),
            False,
        ),
        (
            "another resource",
            f"{KEYS}, on: 'arn:aws:iam::${{account.id}}:user/ops/*'",
            allowing("allow: 'iam:*', on: 'arn:aws:iam::111122223333:user/dev/*'"),
            False,
        ),
        (
            "a resource that is left",
            "name: n, deny: 's3:PutObject', on_all_except: 'arn:aws:s3:::acme-*'",
            allowing("allow: s3:PutObject, on: ['arn:aws:s3:::acme-a', 'arn:aws:s3:::x']"),
            True,
        ),
        (
            "no resource that is left",
            "name: n, deny: 's3:PutObject', on_all_except: 'arn:aws:s3:::acme-*'",
            allowing("allow: s3:PutObject, on: 'arn:aws:s3:::acme-a/*'"),
            False,
        ),
        (
            "only on the condition under which it is fine",
            f"{KEYS}, unless: {{StringEquals: {{aws:SourceVpc: [v, w]}}}}",
            allowing("allow: 'iam:*', on: '*', when: {StringEquals: {aws:SourceVpc: v}}"),
            False,
        ),
        (
            "only half of the condition",
            f"{KEYS}, unless: {{StringEquals: {{aws:SourceVpc: v, aws:SourceIp: 10.0.0.1}}}}",
            allowing("allow: 'iam:*', on: '*', when: {StringEquals: {aws:SourceVpc: v}}"),
            True,
        ),
        (
            "all but a list",
            "name: n, deny_all_except: ['s3:*', 'logs:*']",
            allowing("allow: s3:GetObject, on: '*'"),
            False,
        ),
        (
            "more than a list",
            "name: n, deny_all_except: ['s3:*', 'logs:*']",
            allowing("allow: [s3:GetObject, sqs:SendMessage], on: '*'"),
            True,
        ),
        ("the role is named", f"{KEYS}, except: a", allowing("allow: 'iam:*', on: '*'"), False),
        ("another one is meant", f"{KEYS}, roles: b*", allowing("allow: 'iam:*', on: '*'"), False),
        (
            "AWS's policy",
            KEYS,
            f"{ROLE}permissions: [{{managed_policy: IAMFullAccess}}]\n",
            True,
        ),
    ],
)
def test_permissions(tmp_path, what, rail, spec, broken):
    # A name that no role has is a finding of its own.
    spec += "---\nrole: b1\ntrust: [{aws_service: ec2}]\n"
    assert [d.code.id for d in found(tmp_path, rail, spec)] == ["E0901"] * broken, what


def test_the_message_has_the_statement_the_rail_and_the_request(tmp_path):
    spec = allowing(
        "allow: s3:GetObject, on: '*'", "sid: Here, allow: iam:CreateAccessKey, on: '*'"
    )
    (finding,) = found(tmp_path, f"{KEYS}, because: People sign in.", spec)
    text = (tmp_path / "roles/a.yaml").read_text("utf-8")
    span = finding.primary.span
    assert text[span.start : span.end].startswith(("{sid: Here", "sid: Here"))
    (label,) = finding.secondary
    assert label.span.path.endswith("rolec.yaml")
    assert finding.message == "`a` may do what the guard rail `no-keys` denies"
    own = "arn:aws:iam::111122223333:user/example"
    assert finding.notes[0] == f"it may `iam:CreateAccessKey` on `{own}`"
    assert finding.notes[-1] == "because: People sign in."


def test_what_is_in_a_policy_of_aws_is_shown_where_it_is_attached(tmp_path):
    spec = f"{ROLE}permissions: [{{managed_policy: IAMFullAccess}}]\n"
    (finding,) = found(tmp_path, KEYS, spec)
    span = finding.primary.span
    assert "IAMFullAccess" in (tmp_path / "roles/a.yaml").read_text("utf-8")[span.start : span.end]


UNKNOWN = "permissions: [{managed_policy: 'arn:aws:iam::111122223333:policy/x'}"


@pytest.mark.parametrize(
    ("what", "spec", "code"),
    [
        ("a policy that is in no spec", f"{ROLE}{UNKNOWN}]\n", ["E0903"]),
        (
            "a deny says all that is asked",
            f"{ROLE}{UNKNOWN}, {{inline_policy: p, statements: [{{deny: 'iam:*', on: '*'}}]}}]\n",
            [],
        ),
        (
            "so does a boundary",
            f"{ROLE}permissions_boundary: PowerUserAccess\n{UNKNOWN}]\n",
            [],
        ),
        (
            "what is known suffices",
            f"{ROLE}{UNKNOWN}, {{managed_policy: IAMFullAccess}}]\n",
            ["E0901"],
        ),
        (
            "a boundary that is in no spec may take it away",
            (
                f"{ROLE}permissions_boundary: 'arn:aws:iam::111122223333:policy/x'\n"
                "permissions: [{managed_policy: IAMFullAccess}]\n"
            ),
            ["E0903"],
        ),
        (
            "and gives nothing",
            f"{ROLE}permissions_boundary: 'arn:aws:iam::111122223333:policy/x'\n",
            [],
        ),
    ],
)
def test_policies_that_are_not_known(tmp_path, what, spec, code):
    assert [d.code.id for d in found(tmp_path, KEYS, spec)] == code, what


def trusting(*entries: str) -> str:
    return f"role: a\naccounts: [one]\ntrust: [{', '.join(entries)}]\n"


VENDOR = "{aws_account: vendor, external_id: abcdefgh}"
GITHUB = "{github_actions: acme/web, branches: main}"
ORGANIZATION = "{organization: o-a1b2c3d4e5}"
OURS = "name: n, deny_trust: {aws_account_except: [self, two]}"
IN_ORGANIZATION = "unless: {StringEquals: {aws:PrincipalOrgID: o-a1b2c3d4e5}}"
NO_PUBLIC = "name: n, deny_trust: public"


@pytest.mark.parametrize(
    ("what", "rail", "entries", "broken"),
    [
        ("a stranger", OURS, [VENDOR], True),
        ("an account of the list", OURS, ["{aws_account: two}"], False),
        ("its own account", OURS, ["{aws_account: self}"], False),
        ("a service is in no account", OURS, ["{aws_service: ec2}"], False),
        ("somebody of an account", OURS, ["{aws_account: '999900001111', users: [ann]}"], True),
        ("an organization is of any account", OURS, [ORGANIZATION], True),
        ("unless it is the one", f"{OURS}, {IN_ORGANIZATION}", [ORGANIZATION], False),
        (
            "another organization",
            f"{OURS}, {IN_ORGANIZATION}",
            ["{organization: o-ffffffffff}"],
            True,
        ),
        ("an account that only Terraform knows", OURS, ["{aws_account: '${var.partner}'}"], True),
        ("it is not the public", NO_PUBLIC, ["{aws_account: '${var.partner}'}"], False),
        ("one account", "name: n, deny_trust: {aws_account: vendor}", [VENDOR], True),
        ("another one", "name: n, deny_trust: {aws_account: two}", [VENDOR], False),
        ("an organization is not the public", NO_PUBLIC, [ORGANIZATION], False),
        ("a service", "name: n, deny_trust: {aws_service: ec2}", ["{aws_service: ec2}"], True),
        (
            "by a pattern",
            "name: n, deny_trust: {aws_service: 'ecs*'}",
            ["{aws_service: ecs-tasks}"],
            True,
        ),
        (
            "another service",
            "name: n, deny_trust: {aws_service: ec2}",
            ["{aws_service: ecs-tasks}"],
            False,
        ),
        (
            "all but one service",
            "name: n, deny_trust: {aws_service_except: [ec2]}",
            ["{aws_service: ecs-tasks}"],
            True,
        ),
        (
            "a provider",
            "name: n, deny_trust: {identity_provider: token.actions.githubusercontent.com}",
            [GITHUB],
            True,
        ),
        (
            "a provider of the list",
            "name: n, deny_trust: {identity_provider_except: 'token.actions.*'}",
            [GITHUB],
            False,
        ),
        (
            "unless it is our repository",
            (
                "name: n, deny_trust: {identity_provider: '*'},"
                " unless: {StringLike: {token.actions.githubusercontent.com:sub: 'repo:acme/*'}}"
            ),
            [GITHUB],
            False,
        ),
        (
            "a SAML provider",
            "name: n, deny_trust: {identity_provider: Okta}",
            ["{saml: Okta}"],
            True,
        ),
    ],
)
def test_trust(tmp_path, what, rail, entries, broken):
    ids = [d.code.id for d in found(tmp_path, rail, trusting(*entries), SEVERAL)]
    assert ids == ["E0902"] * broken, what


@pytest.mark.parametrize(
    ("rail", "when"),
    [
        ("aws_service: [ec2, 'ecs*']", "is `ec2` or `ecs*`"),
        ("aws_service_except: [ec2, lambda]", "is not `ec2` or `lambda`"),
    ],
)
def test_what_a_reference_has_to_be_is_told(tmp_path, rail, when):
    rail, spec = f"name: n, deny_trust: {{{rail}}}", trusting("{aws_service: '${var.s}'}")
    (finding,) = found(tmp_path, rail, spec, SEVERAL)
    assert finding.notes[0] == f"allowed is `sts:AssumeRole`, when `${{var.s}}` {when}"


PUBLIC = GuardRail(name="n", parties=(Party(kind=PartyKind.PUBLIC),))


@pytest.mark.parametrize(
    ("principal", "condition", "expected"),
    [
        ("*", {}, True),
        ("*", {"StringEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}}, False),
        ("*", {"StringLike": {"aws:PrincipalOrgID": "o-*"}}, True),
        ("*", {"StringEquals": {"aws:PrincipalAccount": "444455556666"}}, False),
        ("*", {"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::444455556666:role/*"}}, False),
        ("*", {"StringEquals": {"sts:ExternalId": "secret"}}, True),
        ("444455556666", {}, False),
    ],
)
def test_who_is_the_public(principal, condition, expected):
    """Not all of these can be said in a spec, and the rail is not what relies on that."""
    statement = {
        "Effect": "Allow",
        "Action": "sts:AssumeRole",
        "Principal": {"AWS": principal},
        "Condition": condition,
    }
    document = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    policy = of_json(read_json(SourceFile("trust.json", document)).value, Kind.TRUST)
    layer = Layer(LayerKind.TRUST, statements(policy))
    (question,) = trust_questions(policy, PUBLIC, "111122223333")
    answer = some_request((layer,), question.requests, search, by=LayerKind.TRUST)
    assert (answer is not None) is expected


def test_values_of_an_account(tmp_path):
    rail = "name: n, deny: 's3:*', on: 'arn:aws:s3:::${account.name}-*'"
    spec = ROLE + (
        "permissions: [{inline_policy: p, statements: [{allow: s3:GetObject, on: 'arn:aws:s3:::one-x'}]}]\n"
    )
    (finding,) = found(tmp_path, rail, spec, SEVERAL)
    assert not any("and so in" in note for note in finding.notes)
    (finding,) = found(tmp_path, "name: n, deny: 's3:*'", spec, SEVERAL)
    assert "and so in `two`" in finding.notes


def test_a_rail_of_one_account(tmp_path):
    spec = allowing("allow: 'iam:*', on: '*'")
    assert found(tmp_path, f"{KEYS}, accounts: [two]", f"{spec}accounts: [one]\n", SEVERAL) == []
    assert found(tmp_path, f"{KEYS}, accounts: [one]", f"{spec}accounts: [one]\n", SEVERAL)


@pytest.mark.parametrize(
    ("rail", "more", "code"),
    [
        (KEYS, (KEYS,), "E0535"),
        (f"{KEYS}, on: '*', on_all_except: 'arn:aws:s3:::a'", (), "E0535"),
        ("name: n, deny_trust: public, on: '*'", (), "E0535"),
        (f"{KEYS}, except: [aa]", (), "E0904"),
        (f"{KEYS}, roles: ['x*']", (), "E0904"),
        ("name: n, deny_trust: {aws_account: nobody}", (), "E0331"),
        ("name: n, deny_trust: publik", (), "E0206"),
        ("name: n", (), "E0202"),
        (f"{KEYS}, unless: {{StringEqual: {{aws:SourceVpc: v}}}}", (), "E0206"),
    ],
)
def test_mistakes_in_a_rail(tmp_path, rail, more, code):
    assert code in {d.code.id for d in found(tmp_path, rail, ROLE, more=more)}


def test_a_policy_of_another_team_folder_is_known(tmp_path):
    settings = f"{ACCOUNT}split: folder\n"
    policy = "policy: shared\nstatements: [{allow: iam:CreateAccessKey, on: '*'}]\n"
    write(tmp_path, {"roles/other/p.yaml": policy})
    spec = f"{ROLE}permissions: [{{policy: shared}}]\n"
    write(tmp_path, {"roles/mine/b.yaml": spec.replace("role: a", "role: b")})
    write(tmp_path, {"rolec.yaml": f"{settings}guardrails: [{{{KEYS}}}]\n"})
    checked = check((tmp_path,), today=date(2026, 11, 1))
    assert [d.code.id for d in checked.diagnostics if d.code.id.startswith("E09")] == ["E0901"]


def test_a_build_is_held_to_them_as_a_check_is(tmp_path):
    found(tmp_path, KEYS, allowing("allow: 'iam:*', on: '*'"))
    wish = Wish(paths=(tmp_path,), output=tmp_path / "out", today=date(2026, 11, 1))
    assert [d.code.id for d in build(wish).diagnostics] == ["E0901"]
    assert not (tmp_path / "out").exists()


def test_what_keeps_to_them_is_built_beside_what_does_not(tmp_path):
    found(tmp_path, KEYS, allowing("allow: 'iam:*', on: '*'"))
    write(tmp_path, {"roles/b.yaml": ROLE.replace("role: a", "role: b")})
    wish = Wish(
        paths=(tmp_path,), output=tmp_path / "out", today=date(2026, 11, 1), keep_going=True
    )
    assert [d.code.id for d in build(wish).diagnostics] == ["E0901"]
    assert {path.name for path in (tmp_path / "out").glob("role.*")} == {"role.b.tf"}


def test_what_only_shows_a_project_is_not_held_to_them(tmp_path):
    found(tmp_path, KEYS, allowing("allow: 'iam:*', on: '*'"))
    assert not compile_paths((tmp_path,)).has_errors


@pytest.mark.parametrize(
    ("rail", "code", "place", "help_"),
    [
        ("deny: 's3:DeletBucket'", "L0201", "s3:DeletBucket", "`s3:DeleteBucket`"),
        ("deny: ['s3:Frob*']", "L0201", "s3:Frob*", ""),
        ("deny: 's4:DeleteBucket'", "L0202", "s4:DeleteBucket", ""),
        ("deny_all_except: ['s3:*', 's3:DeletBucket']", "L0201", "s3:DeletBucket", "`s3:DeleteB"),
        (
            "deny: 's3:DeleteBucket', unless: {StringEquals: {aws:RequestdRegion: a}}",
            "L0306",
            "aws:RequestdRegion",
            "`aws:RequestedRegion`",
        ),
        (
            "deny_trust: public, unless: {StringEquals: {sts:ExternlId: a}}",
            "L0212",
            "sts:ExternlId",
            "`sts:ExternalId`",
        ),
        (
            "deny: 's3:DeleteBucket', on: 'arn:aws:s3:::a/b'",
            "L0730",
            "s3:DeleteBucket",
            "BucketName",
        ),
        ("deny: '*', on: 'arn:aws:s4:::a'", "L0221", "arn:aws:s4:::a", ""),
        (
            "deny: 's3:*', unless: {StringEquals: {aws:RequestedRegion: eu-wset-1}}",
            "L0257",
            "eu-wset-1",
            "`eu-west-1`",
        ),
        (
            "deny: 'iam:PassRole', unless: {StringEquals: {iam:PassedToService: ec2}}",
            "L0398",
            "ec2",
            "`ec2.amazonaws.com`",
        ),
        ("deny_trust: {aws_service: lamda}", "E0311", "lamda", "`lambda`"),
        ("deny_trust: {aws_service_except: ['lam*', 'lambd']}", "E0311", "'lambd'", "`lambda`"),
        ("deny_trust: {aws_service: 'lamd?-*'}", "E0311", "'lamd?-*'", ""),
    ],
)
def test_a_word_that_guards_nothing_is_told_where_it_stands(rail, code, place, help_, tmp_path):
    settings = f"{SEVERAL}guardrails: [{{name: g, {rail}}}]\n"
    spec = allowing("allow: s3:ListAllMyBuckets, on: '*'", more="accounts: [one, two]\n")
    write(tmp_path, {"rolec.yaml": settings, "roles/a.yaml": spec})
    checked = check((tmp_path,), today=date(2026, 11, 1))
    told = [d for d in checked.diagnostics if d.primary.span.path.endswith("rolec.yaml")]
    assert [d.code.id for d in told] == [code], told
    span = told[0].primary.span
    assert settings[span.start : span.end].strip("'") == place.strip("'")
    assert help_ in (told[0].help or "")


@pytest.mark.parametrize("unless", ["", ", unless: {StringEquals: {sts:ExternalId: x}}"])
def test_a_condition_is_advised_where_the_guard_rail_has_one(unless, tmp_path):
    spec = "role: a\ntrust: [{aws_account: '444455556666'}]\n"
    rail = f"name: g, deny_trust: {{aws_account_except: self}}{unless}"
    [broken] = found(tmp_path, rail, spec)
    assert str(broken.help).startswith("name who is meant, ")
    assert ("under `unless`" in str(broken.help)) is bool(unless)


def test_names_are_those_of_the_accounts_that_the_guard_rail_is_for(tmp_path):
    rail = "name: g, deny: 's3:DeleteBucket', roles: [a], accounts: [two]"
    for accounts, codes in (("one", ["E0904"]), ("two", [])):
        found_here = found(
            tmp_path,
            rail,
            allowing("allow: s3:ListAllMyBuckets, on: '*'", more=f"accounts: [{accounts}]\n"),
            settings=SEVERAL,
        )
        assert [d.code.id for d in found_here] == codes
