"""What a reviewer reads, whole: `pytest --bless` writes it anew, and somebody has to read it."""

from __future__ import annotations

import json
from pathlib import Path
from textwrap import dedent

import pytest

from rolec.cli import main
from rolec.cli.exit_code import ExitCode
from support.project import write

EXPECTED = Path(__file__).parent / "expected"
PROJECT = "language: 1\naccount: '999988887777'\n"
TWO = """\
language: 1
accounts:
  tools: {id: '222233334444'}
  production: {id: '444455556666'}
"""
WEB = """
    role: web
    description: Web servers.
    trust:
      - aws_service: ec2
      - {aws_account: '111122223333', mfa: true}
    permissions:
      - managed_policy: AmazonSQSReadOnlyAccess
      - inline_policy: photos
        statements:
          - sid: Read
            allow: [s3:GetObject, s3:ListBucket]
            on: [arn:aws:s3:::photos, arn:aws:s3:::photos/*]
            when: {Bool: {aws:SecureTransport: "true"}}
          - {deny: "s3:*", on: arn:aws:s3:::photos/secret/*}
          - allow: dynamodb:PutItem
            on: "*"
            when: {StringEquals: {aws:PrincipalTag/team: [a, b]}}
    """
EDITED = """
    role: web
    description: Web servers of the shop.
    trust:
      - aws_service: ec2
      - aws_account: '111122223333'
      - {github_actions: acme/web, branches: main}
    permissions:
      - managed_policy: AmazonSQSReadOnlyAccess
      - inline_policy: photos
        statements:
          - sid: Read
            allow: ["s3:Get*", s3:ListBucket]
            on: [arn:aws:s3:::photos, arn:aws:s3:::photos/*]
          - allow: dynamodb:PutItem
            on: "*"
            when: {StringEquals: {aws:PrincipalTag/team: [a, c]}}
          - {allow: "ec2:*", on: "*"}
    """
BACKUP = """
    role: backup
    trust:
      - aws_service: lambda
    permissions:
      - inline_policy: own
        statements:
          - allow: [s3:GetObject, s3:PutObject]
            on: arn:aws:s3:::${var.bucket}/*
            when: {IpAddress: {aws:SourceIp: "${var.office[*]}"}}
"""
KEEP_SECRETS = """
          - {deny: "s3:*", on: arn:aws:s3:::secrets/*}
"""
TIDIED = """
    role: web
    description: Web servers.
    trust:
      - {aws_account: '111122223333', mfa: true}
      - aws_service: ec2
    permissions:
      - inline_policy: photos
        statements:
          - {sid: NotThese, deny: "s3:*", on: arn:aws:s3:::photos/secret/*}
          - sid: List
            allow: s3:ListBucket
            on: [arn:aws:s3:::photos/*, arn:aws:s3:::photos]
            when: {Bool: {aws:SecureTransport: "true"}}
          - sid: Get
            allow: [s3:GetObject, S3:getobject]
            on: [arn:aws:s3:::photos, arn:aws:s3:::photos/*]
            when: {Bool: {aws:SecureTransport: "true"}}
          - allow: dynamodb:PutItem
            on: "*"
            when: {StringEquals: {aws:PrincipalTag/team: [b, a]}}
      - managed_policy: AmazonSQSReadOnlyAccess
    """
PIPELINE = """
    role: pipeline
    path: /ci/
    accounts: [tools]
    trust: [{aws_service: codebuild}]
    permissions:
      - inline_policy: hop
        statements: [{allow: sts:AssumeRole, on: "arn:aws:iam::444455556666:role/deployer"}]
    """
DEPLOYER = """
    role: deployer
    accounts: [production]
    trust: [{role: pipeline, account: tools}]
    permissions: [{policy: shared}]
    ---
    policy: shared
    description: Deploys.
    statements: [{allow: ecs:UpdateService, on: "*"}]
    """
ADMIN = """
    role: admin
    trust: [{aws_service: lambda}]
    permissions: [{managed_policy: AdministratorAccess}]
    """
OUTSIDE = """
    role: outside
    trust: [{aws_account: '${var.partner}'}]
    permissions:
      - managed_policy: arn:aws:iam::999988887777:policy/elsewhere
      - inline_policy: keys
        statements: [{allow: kms:Decrypt, on: "${var.key_arn}"}]
    """
FIX = """
    role: production-fix
    path: /people/
    trust: [{aws_account: '111122223333', mfa: true}]
    permissions:
      - inline_policy: fix
        statements:
          - allow: ecs:UpdateService
            on: arn:aws:ecs:eu-west-1:999988887777:service/web/*
          - allow: [logs:FilterLogEvents, logs:GetLogEvents]
            on: arn:aws:logs:eu-west-1:999988887777:log-group:web:*
    """
FIX_EDITED = """
    role: production-fix
    path: /people/
    trust: [{aws_account: '111122223333'}]
    permissions:
      - inline_policy: fix
        statements:
          - allow: [ecs:DeleteService, ecs:UpdateService]
            on: arn:aws:ecs:eu-west-1:999988887777:service/*
          - allow: logs:FilterLogEvents
            on: arn:aws:logs:eu-west-1:999988887777:log-group:web:*
    """
MANY = """\
    language: 1
    accounts:
      development: {id: '111100000001', region: eu-west-1}
      staging: {id: '111100000002', region: eu-west-1}
      production: {id: '111100000003', region: eu-central-1}
      backup: {id: '111100000004', region: eu-central-1}
      tools: {id: '111100000005', region: eu-central-1}
    """
ORDERS = """
    role: orders
    trust: [{aws_service: lambda}]
    permissions:
      - inline_policy: orders
        statements:
          - allow: sqs:SendMessage
            on: arn:aws:sqs:${account.region}:${account.id}:orders
    """
ORDERS_EDITED = """
    role: orders
    trust: [{aws_service: lambda}]
    permissions:
      - inline_policy: orders
        statements:
          - allow: [sqs:ReceiveMessage, sqs:SendMessage]
            on:
              - arn:aws:sqs:${account.region}:${account.id}:orders
              - arn:aws:sqs:${account.region}:111100000005:orders-backup
          - allow: sqs:PurgeQueue
            on: "*"
            accounts: [development]
    """
CASES = {
    "in-several-accounts": (
        {"rolec.yaml": dedent(MANY), "roles/orders.yaml": ORDERS},
        {"roles/orders.yaml": ORDERS_EDITED},
    ),
    "another-name": (
        {
            "rolec.yaml": TWO,
            "roles/pipeline.yaml": PIPELINE,
            "roles/deployer.yaml": DEPLOYER,
            "roles/outside.yaml": OUTSIDE,
        },
        {
            "roles/pipeline.yaml": PIPELINE.replace("role: pipeline", "role: releases"),
            "roles/deployer.yaml": DEPLOYER.replace("role: pipeline", "role: releases"),
            "roles/outside.yaml": OUTSIDE.replace("role: outside", "role: inside"),
        },
    ),
    "readme": ({"rolec.yaml": PROJECT, "roles/fix.yaml": FIX}, {"roles/fix.yaml": FIX_EDITED}),
    "an-edit": ({"rolec.yaml": PROJECT, "roles/web.yaml": WEB}, {"roles/web.yaml": EDITED}),
    "the-same-in-other-words": (
        {"rolec.yaml": PROJECT, "roles/web.yaml": WEB},
        {"roles/web.yaml": TIDIED},
    ),
    "new-and-gone": (
        {"rolec.yaml": PROJECT, "roles/web.yaml": WEB, "roles/a.yaml": WEB.replace("web", "api")},
        {"roles/web.yaml": None, "roles/admin.yaml": ADMIN},
    ),
    "made-anew": (
        {"rolec.yaml": TWO, "roles/pipeline.yaml": PIPELINE, "roles/deployer.yaml": DEPLOYER},
        {
            "roles/pipeline.yaml": PIPELINE.replace("/ci/", "/cd/"),
            "roles/deployer.yaml": DEPLOYER.replace("Deploys.", "Deploys the shop."),
        },
    ),
    "what-a-reference-decides": (
        {"rolec.yaml": PROJECT, "roles/backup.yaml": BACKUP + KEEP_SECRETS},
        {"roles/backup.yaml": BACKUP},
    ),
    "what-is-not-known": (
        {"rolec.yaml": PROJECT, "roles/outside.yaml": OUTSIDE},
        {"roles/outside.yaml": OUTSIDE.replace("policy/elsewhere", "policy/other")},
    ),
}
BUCKETS = {"Effect": "Allow", "Action": "s3:Get*", "Resource": "*"}
ONE_BUCKET = BUCKETS | {"Action": ["s3:Get*", "s3:PutObject"], "Resource": "arn:aws:s3:::b/*"}
EVERYONE = {"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "sts:AssumeRole"}
ORGANIZATION = EVERYONE | {"Condition": {"StringEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}}}
DOCUMENTS = {
    "documents": (BUCKETS, ONE_BUCKET),
    "trust-documents": (ORGANIZATION, EVERYONE),
}


@pytest.fixture
def check(tmp_path, monkeypatch, capsys, blessed):
    monkeypatch.chdir(tmp_path)

    def run(name: str, old: str, new: str) -> None:
        for format_name, ending in (("text", "txt"), ("markdown", "md"), ("json", "json")):
            code = main.main(["diff", old, new, "--format", format_name])
            said = capsys.readouterr()
            assert said.err == ""
            assert code == _expected_code(said.out) if ending == "json" else code in {0, 3}
            blessed(EXPECTED / f"{name}.{ending}", said.out)

    return run


@pytest.mark.parametrize("name", CASES)
def test_a_page_of_specs(name, tmp_path, check):
    before, edits = CASES[name]
    write(tmp_path / "old", before)
    after = {path: text for path, text in (before | edits).items() if text is not None}
    write(tmp_path / "new", after)
    check(name, "old", "new")


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_page_of_documents(name, tmp_path, check):
    for file, statement in zip(("old.json", "new.json"), DOCUMENTS[name], strict=True):
        document = {"Version": "2012-10-17", "Statement": [statement]}
        (tmp_path / file).write_text(json.dumps(document), encoding="utf-8")
    check(name, "old.json", "new.json")


def granted(tmp_path, capsys, condition):
    new = BUCKETS | {"Condition": condition}
    return pair(tmp_path, capsys, BUCKETS | {"Effect": "Deny"}, new)


def test_a_key_that_has_to_be_absent_is_told(tmp_path, capsys):
    text = granted(tmp_path, capsys, {"Null": {"aws:PrincipalTag/team": "true"}})
    assert ", without aws:PrincipalTag/team, is allowed now" in text


@pytest.mark.parametrize(
    ("operator", "said"),
    [
        ("StringEquals", "no change in access"),
        ("ForAnyValue:StringEquals", "no change in access"),
        ("StringNotEquals", "only if aws:PrincipalTag/team meets StringNotEquals with no values"),
        ("StringEqualsIfExists", "without aws:PrincipalTag/team, is allowed now"),
        ("ForAllValues:StringEquals", "meets ForAllValues:StringEquals with no values"),
    ],
)
def test_a_condition_may_have_no_values(tmp_path, capsys, operator, said):
    assert said in granted(tmp_path, capsys, {operator: {"aws:PrincipalTag/team": []}})


def pair(tmp_path, capsys, old, new, format_name="text"):
    for file, statement in (("old.json", old), ("new.json", new)):
        document = {"Version": "2012-10-17", "Statement": statement}
        (tmp_path / file).write_text(json.dumps(document), encoding="utf-8")
    words = [str(tmp_path / "old.json"), str(tmp_path / "new.json"), "--format", format_name]
    assert main.main(["diff", *words]) in {0, 3}
    return capsys.readouterr().out


def test_of_many_exceptions_it_is_told_how_many(tmp_path, capsys):
    some = ["s3:Get*", "s3:List*"]
    sides = BUCKETS | {"Action": some}, BUCKETS | {"Action": "s3:*"}
    text = pair(tmp_path, capsys, *sides)
    (entry, *_) = json.loads(pair(tmp_path, capsys, *sides, "json"))["granted"]
    assert f"s3:* except {len(entry['except'])} others, such as s3:GetA" in text


def test_what_has_no_service_is_told_as_it_is_written(tmp_path, capsys):
    assert "- use :* on everything" in pair(tmp_path, capsys, BUCKETS, BUCKETS | {"Action": ":*"})


def compared(capsys, old, new):
    assert main.main(["diff", old, new, "--format", "json"]) in {0, 3}
    return json.loads(capsys.readouterr().out)


API = WEB.replace("role: web", "role: api").replace("dynamodb:PutItem", "dynamodb:GetItem")


def test_two_specs_of_one_project_are_compared_with_each_other(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    specs = {"roles/web.yaml": WEB, "roles/api.yaml": API, "roles/admin.yaml": ADMIN}
    write(tmp_path, {"rolec.yaml": PROJECT, **specs})
    (found,) = compared(capsys, "roles/web.yaml", "roles/api.yaml")["roles"]
    assert found["role"] == "api"
    assert [each["actions"] for each in found["granted"]] == [["dynamodb:GetItem"]]
    assert [each["actions"] for each in found["revoked"]] == [["dynamodb:PutItem"]]
    assert found["resources"] == []
    assert main.main(["diff", "roles/web.yaml", "roles/api.yaml"]) == ExitCode.NO
    assert "Role api, before web: MORE access, and less" in capsys.readouterr().out


def test_two_folders_of_one_project_are_not_the_two_sides(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    for place in ("roles", "old"):
        Path(place).mkdir()
        Path(place, "a.yaml").write_text("role: a\ntrust: [{aws_service: ec2}]\n")
    Path("rolec.yaml").write_text("language: 1\naccount: '111122223333'\n")
    assert main.main(["diff", "old", "roles"]) == ExitCode.ERRORS
    assert "error[E0551]: `old` and `roles` are of one project" in capsys.readouterr().err
    assert main.main(["diff", ".", "."]) == ExitCode.OK
    assert main.main(["diff", "old", "."]) == ExitCode.ERRORS


def test_specs_of_several_roles_are_compared_by_name(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    specs = {"a.yaml": f"{dedent(WEB)}---{dedent(ADMIN)}", "b.yaml": API}
    write(tmp_path / "old", specs)
    found = compared(capsys, "old/a.yaml", "old/b.yaml")["roles"]
    assert [(each["role"], each["verdict"]) for each in found] == [
        ("admin", "narrower"),
        ("api", "wider"),
        ("web", "narrower"),
    ]


def test_a_spec_is_compared_by_itself_with_its_other_version(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    for name, admin in (("old", ADMIN), ("new", ADMIN.replace("lambda", "ec2"))):
        specs = {"roles/web.yaml": WEB, "roles/admin.yaml": admin}
        write(tmp_path / name, {"rolec.yaml": PROJECT, **specs})
    same = compared(capsys, "old/roles/web.yaml", "new/roles/web.yaml")
    assert all(each["verdict"] == "equal" for each in same["roles"])
    (found,) = compared(capsys, "old/roles/admin.yaml", "new/roles/admin.yaml")["roles"]
    assert found["role"] == "admin"
    assert found["resources"]


def test_the_readme_shows_what_is_printed():
    readme = (Path(__file__).parents[3] / "README.md").read_text(encoding="utf-8")
    assert f"```text\n{(EXPECTED / 'readme.txt').read_text(encoding='utf-8')}```" in readme


def test_every_page_has_its_case():
    assert {path.stem for path in EXPECTED.iterdir()} == {*CASES, *DOCUMENTS}


def _expected_code(text: str) -> ExitCode:
    found = json.loads(text)
    verdicts = [each["verdict"] for each in found.get("roles", [found])]
    return ExitCode.NO if {*verdicts} - {"equal", "narrower"} else ExitCode.OK


def test_a_mistake_in_a_document_has_its_place(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    good = {"Version": "2012-10-17", "Statement": [BUCKETS]}
    (tmp_path / "old.json").write_text(json.dumps(good), encoding="utf-8")
    (tmp_path / "new.json").write_text('{\n  "Statement": [{"Effect": "allow"}]\n}', "utf-8")
    assert main.main(["diff", "old.json", "new.json"]) == ExitCode.ERRORS
    said = capsys.readouterr()
    assert "new.json:2:" in said.err
    assert said.out == ""


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("a.json", "web.yaml", "a policy document can be compared with a policy document only"),
        ("a.json", "trust.json", "a trust policy can be compared with a trust policy only"),
    ],
)
def test_what_cannot_be_compared_is_wrong_use(tmp_path, monkeypatch, capsys, old, new, said):
    monkeypatch.chdir(tmp_path)
    write(tmp_path, {"web.yaml": dedent(WEB)})
    for name, statement in (("a.json", BUCKETS), ("trust.json", EVERYONE)):
        document = {"Version": "2012-10-17", "Statement": [statement]}
        (tmp_path / name).write_text(json.dumps(document), encoding="utf-8")
    assert main.main(["diff", old, new]) == ExitCode.USAGE
    assert said in capsys.readouterr().err
