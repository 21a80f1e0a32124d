"""`rolec review` on repositories: what is wider is told, and the gate is the base's."""

from __future__ import annotations

import json
from textwrap import dedent

import pytest

from rolec.cli import main
from rolec.cli.exit_code import ExitCode
from support.git import Repository

PROJECT = """\
language: 1
accounts:
  development: {id: "111122223333"}
  vendor: {id: "999988887777", owned: false}
"""
WEB = """\
role: web
max_session_duration: 2h
exclusive: true
tags: {team: web, color: red}
permissions_boundary: {policy: limits}
trust:
  - aws_service: ec2
permissions:
  - inline_policy: own
    statements:
      - allow: sqs:SendMessage
        on: arn:aws:sqs:*:*:web
        when: {StringEquals: {"aws:ResourceTag/team": "${aws:PrincipalTag/team}"}}
expect:
  - deny: iam:*
  - allow: sqs:SendMessage
    on: arn:aws:sqs:eu-west-1:111122223333:web
    with: {aws:ResourceTag/team: web, aws:PrincipalTag/team: web}
"""
LIMITS = """\
policy: limits
statements:
  - {allow: "*", on: "*"}
"""
ALL = """\
expectations: all
roles: ["*"]
expect:
  - deny: organizations:*
"""


@pytest.fixture
def repository(tmp_path, monkeypatch):
    made = Repository.make(tmp_path / "here")
    made.commit(
        {
            "rolec.yaml": PROJECT,
            "roles/web.yaml": WEB,
            "roles/limits.yaml": LIMITS,
            "roles/all.yaml": ALL,
        }
    )
    monkeypatch.chdir(made.folder)
    return made


@pytest.fixture
def reviewed(capsys):
    """What is wider in the work tree, as tier, kind and what it is about."""

    def reviewed_(*arguments):
        code = main.main(["review", *(arguments or ["main"]), "--format", "json"])
        out, err = capsys.readouterr()
        assert err == ""
        found = json.loads(out)
        assert (code == ExitCode.OK) is found["may_pass"]
        return [
            (each["tier"], each["kind"], each["about"] or _said(each["granted"]))
            for each in found["widenings"]
        ]

    return reviewed_


def _said(granted):
    return " ".join(action for each in granted for action in each["actions"]) or None


def write(repository, name, old, new):
    path = repository.folder / name
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


WIDER = {
    "an action": (
        "allow: sqs:SendMessage\n        on",
        "allow: [sqs:SendMessage, sqs:DeleteMessage]\n        on",
        [("write", "permissions", "sqs:DeleteMessage")],
    ),
    "another account": (
        "- aws_service: ec2",
        "- aws_service: ec2\n  - aws_account: vendor\n    external_id: secret",
        [("credentials", "trust", "sts:AssumeRole")],
    ),
    "a longer session": ("2h", "3h", [("credentials", "max_session_duration", None)]),
    "what is not in the spec": (
        "exclusive: true\n",
        "",
        [("administration", "exclusive", None)],
    ),
    "no boundary": (
        "permissions_boundary: {policy: limits}\n",
        "",
        [("administration", "permissions_boundary", None)],
    ),
    "a tag that a condition reads": (
        "team: web, color",
        "team: all, color",
        [("administration", "tag", "team")],
    ),
    "an expectation less": (
        "  - deny: iam:*\n",
        "",
        [("administration", "expect", "deny: iam:*")],
    ),
    "a waiver": (
        "exclusive: true\n",
        "exclusive: true\nwaive: [{lint: empty-sid, because: Pasted.}]\n",
        [("administration", "gate", "waive of roles/web.yaml")],
    ),
    "an override": (
        "exclusive: true\n",
        "exclusive: true\noverrides: {development: {description: Mine.}}\n",
        [("administration", "gate", "overrides of roles/web.yaml")],
    ),
}


@pytest.mark.parametrize("what", WIDER)
def test_what_is_wider_is_told_with_its_tier(repository, reviewed, what):
    old, new, told = WIDER[what]
    write(repository, "roles/web.yaml", old, new)
    assert reviewed() == told


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("2h", "1h"),
        ("color: red", "color: blue"),
        ("allow: sqs:SendMessage\n        on", "allow: [sqs:SendMessage]\n        on"),
        ("  - aws_service: ec2", "  - aws_service: ec2\n    until: 2099-01-31"),
        ("role: web\n", "# A comment.\nrole: web\n"),
    ],
)
def test_what_is_not_wider_passes(repository, reviewed, old, new):
    write(repository, "roles/web.yaml", old, new)
    assert reviewed() == []


GATE = {
    "guardrails": "guardrails: [{name: no-keys, deny: iam:CreateAccessKey}]\n",
    "review": "review: {read: nobody}\n",
    "lints": "lints: {empty-sid: off}\n",
    "waivers": "waivers: [{lint: empty-sid, because: Pasted.}]\n",
    "quotas": "quotas: {trust_policy_size: 4096}\n",
}


@pytest.mark.parametrize("field", GATE)
def test_a_change_of_the_gate_is_of_the_highest_tier(repository, reviewed, field):
    repository.commit({"rolec.yaml": PROJECT + GATE[field]})
    assert reviewed("main~1", "main") == [("administration", "gate", f"{field} of rolec.yaml")]
    assert reviewed("main", "main~1") == [("administration", "gate", f"{field} of rolec.yaml")]


def test_settings_that_are_written_in_another_way_are_no_change(repository, reviewed):
    words = PROJECT.replace("language: 1\n", "# All of it.\n") + "language: '1'\n"
    repository.commit({"rolec.yaml": words})
    assert reviewed("main~1", "main") == []


def test_a_change_cannot_let_itself_pass(repository, capsys):
    strict = "review: {write: '@acme/security', administration: '@acme/root'}\n"
    repository.commit({"rolec.yaml": PROJECT + strict})
    loose = "review: {write: nobody, administration: nobody}\n"
    write(repository, "rolec.yaml", strict, loose)
    write(
        repository,
        "roles/web.yaml",
        "allow: sqs:SendMessage\n        on",
        "allow: sqs:Delete*\n        on",
    )
    assert main.main(["review", "main", "--format", "json"]) == ExitCode.NO
    found = json.loads(capsys.readouterr().out)
    assert [(each["tier"], each["approvers"]) for each in found["needs"]] == [
        ("administration", ["@acme/root"]),
        ("write", ["@acme/security"]),
    ]


def test_what_nobody_has_to_look_at_passes(repository, capsys):
    repository.commit({"rolec.yaml": PROJECT + "review: {write: nobody}\n"})
    write(
        repository,
        "roles/web.yaml",
        "allow: sqs:SendMessage\n        on",
        "allow: sqs:PurgeQueue\n        on",
    )
    assert main.main(["review", "main"]) == ExitCode.OK
    assert capsys.readouterr().out.startswith("May pass: MORE access, and less in 1 role\n")


def test_the_gate_of_a_range_is_that_of_its_beginning_as_it_is_now(repository, capsys):
    repository.git("checkout", "--quiet", "-b", "change")
    write(repository, "roles/web.yaml", "2h", "3h")
    repository.commit()
    repository.git("checkout", "--quiet", "main")
    repository.commit({"rolec.yaml": PROJECT + "review: {credentials: '@acme/security'}\n"})
    assert main.main(["review", "main...change", "--format", "json"]) == ExitCode.NO
    found = json.loads(capsys.readouterr().out)
    assert [(each["tier"], each["approvers"]) for each in found["needs"]] == [
        ("credentials", ["@acme/security"])
    ]


def test_roles_are_held_to_the_guard_rails_of_the_base(repository, reviewed):
    rails = "guardrails: [{name: no-keys, deny: iam:CreateAccessKey}]\n"
    repository.commit({"rolec.yaml": PROJECT + rails})
    write(repository, "rolec.yaml", rails, "")
    write(
        repository,
        "roles/web.yaml",
        "      - allow: sqs",
        "      - {allow: iam:CreateAccessKey, on: arn:aws:iam::111122223333:user/mailer}\n      - allow: sqs",
    )
    kinds = {(kind, about) for _, kind, about in reviewed()}
    assert ("gate", "guardrails of rolec.yaml") in kinds
    assert ("guardrail", "`web` may do what the guard rail `no-keys` denies") in kinds


def test_a_list_of_expectations_that_is_gone_or_is_for_fewer_is_told(repository, reviewed):
    told = [("administration", "expect", "deny: organizations:*")]
    write(repository, "roles/all.yaml", '["*"]', '["w*"]')
    assert reviewed() == told
    (repository.folder / "roles/all.yaml").unlink()
    assert reviewed() == told


def test_the_lock_is_part_of_the_gate(repository, reviewed, capsys):
    role = "role: own\ntrust: [{aws_service: ec2}]\npermissions: [{managed_policy: %s}]\n"
    for number, policy in enumerate(("AmazonS3ReadOnlyAccess", "AmazonSQSReadOnlyAccess")):
        write_new = {"roles/own.yaml": role % policy}
        repository.commit(write_new)
        assert main.main(["build", "-o", "../build"]) == ExitCode.OK
        capsys.readouterr()
        repository.commit(message=f"{number}")
    told = [each for each in reviewed("main~2", "main") if each[1] == "gate"]
    assert told == [("administration", "gate", "a line of rolec.lock")] * 2


def test_a_new_way_through_roles_that_did_not_change_is_told(repository, reviewed):
    admin = """\
    role: admin
    trust: [{role: middle}]
    permissions: [{managed_policy: AdministratorAccess}]
    """
    middle = """\
    role: middle
    trust: [{aws_service: lambda}]
    permissions:
      - inline_policy: own
        statements: [{allow: "sts:AssumeRole", on: "${roles.admin.arn}"}]
    """
    repository.commit({"roles/admin.yaml": admin, "roles/middle.yaml": middle})
    write(
        repository,
        "roles/middle.yaml",
        "{aws_service: lambda}",
        "{aws_service: lambda}, {aws_account: vendor, external_id: x123}",
    )
    assert ("administration", "way", "vendor → middle → admin") in reviewed()


def test_a_side_with_an_error_is_told_and_nothing_passes(repository, capsys):
    write(repository, "roles/web.yaml", "role: web", "rolle: web")
    assert main.main(["review", "main"]) == ExitCode.ERRORS
    out, err = capsys.readouterr()
    assert out == ""
    assert "rolle" in err


def test_two_policy_documents_are_no_review(repository, capsys):
    for name in ("a.json", "b.json"):
        (repository.folder / name).write_text('{"Version": "2012-10-17", "Statement": []}')
    assert main.main(["review", "a.json", "b.json"]) == ExitCode.USAGE
    assert "for `rolec diff`" in capsys.readouterr().err


def test_the_page_is_one_comment_that_a_bot_can_find(repository, capsys):
    write(repository, "roles/web.yaml", "2h", "3h")
    pages = []
    for _ in range(2):
        main.main(["review", "main", "--format", "markdown"])
        pages.append(capsys.readouterr().out)
    assert pages[0] == pages[1]
    assert pages[0].startswith(
        dedent("""\
        <!-- rolec review -->
        # Somebody must look: no change in access in 1 role

        ## To look at

        Credentials, for anybody to look at:

        - role `web` in `development`: a session may last 3 h, before 2 h
        """)
    )
