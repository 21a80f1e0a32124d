"""`rolec review` on repositories: what is wider is told, and the gate is the base's."""

from __future__ import annotations

import json
import re
from textwrap import dedent

import pytest

from rolec.cli import main
from rolec.cli.exit_code import ExitCode
from rolec.driver.diff import access_difference
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
    "a session that may be longer": (
        "2h",
        "${var.seconds}",
        [("credentials", "max_session_duration", None)],
    ),
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


def test_a_role_that_is_made_where_it_was_not_is_told(repository, capsys):
    path = repository.folder / "roles/web.yaml"
    flagged = WEB.replace("exclusive", "enabled: ['${var.web}', '${var.beta}']\nexclusive", 1)
    path.write_text(flagged, encoding="utf-8")
    assert main.main(["review", "main"]) == ExitCode.OK
    repository.commit({"roles/web.yaml": flagged})
    capsys.readouterr()
    path.write_text(flagged.replace("'${var.web}', ", ""), encoding="utf-8")
    assert main.main(["review", "HEAD"]) == ExitCode.NO
    said = "it is made where it was not: `enabled`, from ${var.web} and ${var.beta} to ${var.beta}"
    assert said in capsys.readouterr().out


@pytest.mark.parametrize("what", WIDER)
def test_what_is_wider_is_told_with_its_tier(repository, reviewed, what):
    old, new, told = WIDER[what]
    write(repository, "roles/web.yaml", old, new)
    assert reviewed() == told


@pytest.mark.parametrize(
    ("permission", "tier"),
    [
        ("managed_policy: AdministratorAccess", "administration"),
        ("managed_policy: arn:aws:iam::111122223333:policy/who-knows", "administration"),
        ("inline_policy: own\n    statements: [{allow: s3:GetObject, on: '*'}]", "data"),
        ("inline_policy: own\n    statements: [{allow: s3:ListAllMyBuckets, on: '*'}]", "write"),
    ],
)
@pytest.mark.parametrize("who", ["aws_account: self\n    users: [ops/*]", "aws_service: lambda"])
def test_who_may_assume_a_role_counts_as_what_the_role_may_do(
    repository, reviewed, who, permission, tier
):
    role = f"role: powerful\ntrust:\n  - aws_service: ec2\npermissions:\n  - {permission}\n"
    repository.commit({"roles/powerful.yaml": role})
    write(repository, "roles/powerful.yaml", "trust:\n", f"trust:\n  - {who}\n")
    assert reviewed() == [(tier, "trust", "sts:AssumeRole")]


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


def test_of_settings_that_change_only_what_differs_is_told(repository, reviewed, capsys):
    rails = [f"{{name: rail-{n}, deny: iam:CreateAccessKey}}" for n in range(3)]
    before = f"guardrails: [{', '.join(rails)}]\nreview: {{read: nobody, list: nobody}}\n"
    repository.commit({"rolec.yaml": PROJECT + before})
    rails[1] = "{name: rail-1, deny: iam:CreateUser}"
    after = f"guardrails: [{', '.join(reversed(rails))}]\nreview: {{list: nobody, read: all}}\n"
    vendor = PROJECT.replace("999988887777", "999988887770")
    repository.commit({"rolec.yaml": vendor + after})
    assert [each for _, _, each in reviewed("main~1", "main")] == [
        "guardrails of rolec.yaml",
        "review.read of rolec.yaml",
        "accounts.vendor.id of rolec.yaml",
    ]
    assert main.main(["review", "main~1", "main"]) == ExitCode.NO
    assert (
        "guardrails of rolec.yaml, from {name: rail-1, deny: iam:CreateAccessKey}"
        " to {name: rail-1, deny: iam:CreateUser}\n"
    ) in capsys.readouterr().out


WAIVED = """\
role: waived
trust:
  - aws_service: ec2
  - aws_account: vendor
    waive: [{lint: stranger-without-external-id, because: "Soon."}]
"""


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("roles/other.yaml", WAIVED, []),
        ("roles/waived.yaml", WAIVED.replace("  - aws_service: ec2\n", ""), []),
        ("roles/waived.yaml", WAIVED.replace("[{", "{").replace("}]", "}"), []),
        (
            "roles/waived.yaml",
            WAIVED.replace("    waive", "waive"),
            ["waive in aws_account: vendor of roles/waived.yaml", "waive of roles/waived.yaml"],
        ),
        (
            "roles/waived.yaml",
            WAIVED.replace("Soon.", "Later."),
            ["waive in aws_account: vendor of roles/waived.yaml"],
        ),
    ],
)
def test_a_waiver_is_another_where_it_stands_in_something_else(
    repository, reviewed, name, text, told
):
    repository.commit({"roles/waived.yaml": WAIVED})
    (repository.folder / "roles/waived.yaml").unlink()
    (repository.folder / name).write_text(text)
    assert [about for _, kind, about in reviewed() if kind == "gate"] == told


def test_a_waiver_is_another_in_a_statement_that_begins_the_same(repository, reviewed):
    waive = "        waive: {lint: exposure-of-all-data, because: Public.}\n"
    start = """\
role: waived
trust: {aws_service: ec2}
permissions:
  - inline_policy: read
    statements:
"""
    one = "      - allow: s3:GetObject\n        on: arn:aws:s3:::photos/*\n"
    other = "      - allow: s3:GetObject\n        on: '*'\n"
    repository.commit({"roles/waived.yaml": start + one + waive + other})
    write(repository, "roles/waived.yaml", one + waive + other, other + one + waive)
    assert reviewed() == []
    write(repository, "roles/waived.yaml", other + one + waive, one + other + waive)
    read = "waive in inline_policy: read, allow: s3:GetObject"
    assert [about for _, kind, about in reviewed() if kind == "gate"] == [
        f"{read}, on: arn:aws:s3:::photos/* of roles/waived.yaml",
        f"{read}, on: * of roles/waived.yaml",
    ]


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


def test_roles_are_held_to_the_guard_rails_of_the_base(repository, reviewed, capsys):
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
    told = "`web` may do what the guard rail `no-keys` denies: it may `iam:CreateAccessKey` on `arn:aws:iam::111122223333:user/mailer`"
    assert ("guardrail", told) in kinds
    assert main.main(["review", "main"]) == ExitCode.NO
    assert f"role web in development: against a guard rail of the base: {told}" in (
        capsys.readouterr().out
    )


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
    # What follows from what is attached is the review's to judge, and no change of the gate.
    assert "gate" not in [each[1] for each in reviewed("main~2", "main")]
    lock = repository.folder / "rolec.lock"
    pinned = lock.read_text()
    (_, line, _) = pinned.splitlines()
    for changed in (pinned.replace(line[-9:-2], "0000000"), pinned.replace(f"{line}\n", "")):
        lock.write_text(changed)
        told = [each for each in reviewed() if each[1] == "gate"]
        assert told == [
            ("administration", "gate", "the pin of AmazonSQSReadOnlyAccess in rolec.lock")
        ]


def test_a_pin_that_nobody_would_take_is_told(repository, reviewed):
    line = '{"managed_policy": "NoSuchPolicyAnywhere", "sha256": "%s"}' % ("0" * 64)
    head = '{"generated_by": "rolec, do not edit", "catalogue": "2026-10-27"}'
    (repository.folder / "rolec.lock").write_text(f"[{head}\n,{line}\n]\n")
    assert [each[:2] for each in reviewed()] == [("administration", "gate")]


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
        # Somebody must look: longer sessions in 1 role; no change in access in 1 role

        ## To look at

        Credentials, for anybody to look at:

        - role `web` in `development`: a session may last 3 h, before 2 h
        """)
    )


def test_a_boundary_that_allows_more_is_told_whatever_the_role_makes_of_it(repository, reviewed):
    write(repository, "roles/limits.yaml", 'allow: "*"', "allow: sqs:*")
    repository.commit({"roles/limits.yaml": (repository.folder / "roles/limits.yaml").read_text()})
    write(repository, "roles/limits.yaml", "allow: sqs:*", "allow: [sqs:*, sns:*]")
    assert ("administration", "permissions_boundary_wider", None) in reviewed("HEAD")
    write(repository, "roles/limits.yaml", "allow: [sqs:*, sns:*]", "allow: sqs:Send*")
    assert reviewed("HEAD") == []


def test_another_boundary_is_told_by_name(repository, capsys):
    write(repository, "roles/limits.yaml", 'allow: "*"', "allow: sqs:*")
    repository.commit({"roles/limits.yaml": (repository.folder / "roles/limits.yaml").read_text()})
    write(repository, "roles/web.yaml", "{policy: limits}", "AdministratorAccess")
    assert main.main(["review", "HEAD"]) == ExitCode.NO
    out = capsys.readouterr().out
    assert (
        "its permissions boundary allows more than before, from limits to arn:aws:iam::aws" in out
    )


PROVIDER = """\
oidc_provider: ci
url: https://ci.acme.example
client_id_list: [acme]
"""
CI = """\
role: ci
trust:
  - web_identity: ci
    subject: deploy
    audience: acme
"""


@pytest.mark.parametrize(
    ("old", "new", "about"),
    [
        ("[acme]", "[acme, evil]", "ci: client_id_list"),
        ("[acme]", f"[acme]\nthumbprint_list: ['{'0' * 40}']", "ci: thumbprint_list"),
        ("[acme]", "[acme]\ntags: {team: web}", None),
    ],
)
def test_another_identity_provider_is_told(repository, reviewed, old, new, about):
    repository.commit({"roles/provider.yaml": PROVIDER, "roles/ci.yaml": CI})
    write(repository, "roles/provider.yaml", old, new)
    told = [("credentials", "identity_provider", about)] if about else []
    assert reviewed("HEAD") == told


def test_another_metadata_document_is_told(repository, reviewed):
    saml = "saml_provider: okta\nmetadata: okta.xml\n"
    role = "role: people\ntrust:\n  - saml: okta\n"
    repository.commit(
        {"roles/p.yaml": saml, "roles/people.yaml": role, "okta.xml": f"<md>{'x' * 1000}</md>"}
    )
    (repository.folder / "okta.xml").write_text(f"<md>{'y' * 1000}</md>")
    assert reviewed("HEAD") == [("credentials", "identity_provider", "okta: metadata")]


PASSER = """\
role: passer
trust: [{aws_account: vendor, external_id: x123}]
permissions:
  - inline_policy: own
    statements:
      - {allow: iam:PassRole, on: "arn:aws:iam::111122223333:role/svc/*"}
      - {allow: [lambda:CreateFunction, lambda:InvokeFunction], on: "*"}
"""
JOBS = """\
role: jobs
trust: [{aws_service: lambda}]
permissions: [{managed_policy: AdministratorAccess}]
"""


def test_a_way_that_another_path_opens_is_told(repository, reviewed):
    repository.commit({"roles/passer.yaml": PASSER, "roles/jobs.yaml": JOBS})
    write(repository, "roles/jobs.yaml", "role: jobs\n", "role: jobs\npath: /svc/\n")
    # The role was an administrator before, under another ARN.
    assert reviewed("HEAD") == [("administration", "way", "vendor → passer → jobs")]


def test_what_stands_for_a_reference_is_part_of_the_gate(repository, reviewed):
    settings = f'{PROJECT}references: {{var.account: "999988887777"}}\n'
    (repository.folder / "rolec.yaml").write_text(settings)
    assert reviewed() == [("administration", "gate", "references of rolec.yaml")]


def test_a_project_inside_of_another_keeps_its_gate_and_guard_rails(repository, capsys):
    rails = (
        "guardrails: [{name: no-keys, deny: iam:CreateAccessKey}]\n"
        "review: {administration: '@acme/security'}\n"
    )
    repository.commit({"rolec.yaml": PROJECT + rails})
    inner = repository.folder / "roles/sub"
    inner.mkdir()
    (inner / "rolec.yaml").write_text("language: 1\naccount: '111122223333'\nspecs: '*.yaml'\n")
    (inner / "keys.yaml").write_text(
        "role: keys\ntrust: [{aws_service: ec2}]\npermissions:\n  - inline_policy: own\n"
        "    statements:\n      - {allow: iam:CreateAccessKey, on: '*'}\n"
    )
    assert main.main(["review", "HEAD"]) == ExitCode.NO
    out = capsys.readouterr().out
    assert "Administration, for @acme/security to look at:" in out
    assert "roles/sub/rolec.yaml is new, and stands over that above it" in out
    assert "`keys` may do what the guard rail `no-keys` denies" in out


def test_what_is_too_long_for_a_comment_is_left_out_as_a_whole_and_told(repository, capsys):
    many = "\n".join(
        f"role: role-{n}\ntrust: [{{aws_service: ec2}}]\npermissions:\n  - inline_policy: own\n"
        f"    statements:\n      - {{allow: [{', '.join(f's3:Get{n}Object{i}*' for i in range(40))}],"
        " on: 'arn:aws:s3:::photos/*'}\n---"
        for n in range(60)
    )
    (repository.folder / "roles/many.yaml").write_text(many.removesuffix("---"))
    main.main(["review", "main", "--format", "markdown"])
    out, _ = capsys.readouterr()
    assert len(out) <= 65_536
    assert "is more than a comment holds: `rolec review` and `rolec diff` show it." in out
    assert out.startswith("<!-- rolec review -->\n# Somebody must look: MORE access in 60 roles\n")


def test_of_what_does_not_fit_into_a_comment_the_worst_is_told_first_and_the_rest_counted(
    repository, capsys
):
    role = "role: reader\ntrust: [{aws_service: ec2}]\npermissions: [{managed_policy: ReadOnlyAccess}]\n"
    (repository.folder / "roles/reader.yaml").write_text(role)
    main.main(["review", "main", "--format", "markdown"])
    out, _ = capsys.readouterr()
    assert len(out) <= 65_536
    assert "Administration, for anybody to look at:\n\n- role `reader` in" in out
    assert re.search(r"\n- and [1-9]\d* more\n", out)
    assert "\nAll of it is of `reader`.\n" in out
    assert "is more than a comment holds: `rolec review` and `rolec diff` show it." in out


def test_guard_rails_of_the_base_with_a_mistake_do_not_pass_for_none(repository, reviewed):
    wrong = "guardrails: [{name: no-keys, denny: iam:CreateAccessKey}]\n"
    repository.commit({"rolec.yaml": PROJECT + wrong})
    write(repository, "roles/web.yaml", "role: web", "role: web\ndescription: Mine.")
    assert [each[1] for each in reviewed("HEAD")] == ["gate"]


@pytest.mark.parametrize("path", ["roles/web.yaml", "roles/site.yaml"])
def test_a_role_with_another_name_is_held_against_the_one_in_whose_place_it_is(
    repository, capsys, path
):
    (repository.folder / "roles/web.yaml").unlink()
    site = (
        WEB.replace("role: web", "role: site").replace("2h", "3h").replace("exclusive: true\n", "")
    )
    site = site.replace("permissions_boundary: {policy: limits}\n", "").replace(
        "  - deny: iam:*\n", ""
    )
    (repository.folder / path).write_text(site, encoding="utf-8")
    assert main.main(["review", "main"]) == ExitCode.NO
    said = capsys.readouterr().out
    where = "    - role site in the place of web in development: "
    assert [line.removeprefix(where) for line in said.splitlines() if line.startswith(where)] == [
        "its permissions boundary limits is taken away",
        "it may have policies that are not in its spec: `exclusive` is off",
        "it is no longer expected: deny: iam:*",
        "a session may last 3 h, before 2 h",
        "the same access under another name",
    ]


def test_a_role_with_another_name_and_the_same_access_is_told_so(repository, capsys):
    said = "Role frontend in development, before web: the same access under another name\n"
    write(repository, "roles/web.yaml", "role: web\n", "role: frontend\n")
    assert main.main(["review", "main"]) == ExitCode.NO
    page = capsys.readouterr().out
    assert page.startswith("Somebody must look: the same access under another name in 1 role\n")
    assert said in page
    assert "may now" not in page
    assert "DESTROYS aws_iam_role.web\n" in page
    assert "makes aws_iam_role.frontend\n" in page
    write(
        repository,
        "roles/web.yaml",
        "allow: sqs:SendMessage\n        on",
        "allow: sqs:*\n        on",
    )
    assert main.main(["review", "main"]) == ExitCode.NO
    assert said not in capsys.readouterr().out


def test_a_role_that_is_new_beside_one_that_is_gone_is_not_held_against_it(repository, capsys):
    (repository.folder / "roles/web.yaml").unlink()
    (repository.folder / "roles/job.yaml").write_text(
        "role: job\nmax_session_duration: 3h\ntrust: [{aws_service: lambda}]\n", encoding="utf-8"
    )
    main.main(["review", "main"])
    assert "in the place of" not in capsys.readouterr().out


def in_places(capsys):
    main.main(["review", "main", "--format", "json"])
    found = json.loads(capsys.readouterr().out)["widenings"]
    return {(each["role"], each["in_place_of"]) for each in found if each["in_place_of"]}


def test_of_two_new_roles_in_the_spec_of_one_each_is_held_against_it(repository, capsys):
    one, other = (f"role: {name}\ntrust: [{{aws_service: ec2}}]\n" for name in ("one", "other"))
    (repository.folder / "roles/web.yaml").write_text(f"{one}---\n{other}", encoding="utf-8")
    assert in_places(capsys) == {("one", "web"), ("other", "web")}


def test_another_role_in_the_old_spec_does_not_hide_the_one_with_its_policies(repository, capsys):
    site = WEB.replace("role: web", "role: site").replace("exclusive: true\n", "")
    (repository.folder / "roles/site.yaml").write_text(site, encoding="utf-8")
    decoy = "role: job\nexclusive: true\ntrust: [{aws_service: lambda}]\n"
    (repository.folder / "roles/web.yaml").write_text(decoy, encoding="utf-8")
    assert ("site", "web") in in_places(capsys)


def test_a_role_of_another_project_is_not_held_against_one_that_is_gone(repository, capsys):
    repository.commit({"other/rolec.yaml": PROJECT, "other/roles/limits.yaml": LIMITS})
    (repository.folder / "roles/web.yaml").unlink()
    job = "role: job\ntrust: [{aws_service: ec2}]\n"
    (repository.folder / "other/roles/web.yaml").write_text(job, encoding="utf-8")
    assert in_places(capsys) == set()


def test_what_is_not_all_listed_cannot_pass_by_its_tier(repository, monkeypatch, capsys):
    monkeypatch.setattr(access_difference, "_WORK", 0)
    write(
        repository,
        "roles/web.yaml",
        "allow: sqs:SendMessage\n        on",
        "allow: sqs:*\n        on",
    )
    assert main.main(["review", "main", "--format", "json"]) == ExitCode.NO
    found = json.loads(capsys.readouterr().out)
    assert {(each["kind"], each["tier"]) for each in found["widenings"]} == {
        ("untold", "administration")
    }
    assert "more may be gained than is listed" in found["widenings"][0]["about"]
