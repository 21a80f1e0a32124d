"""`rolec test`: what is expected of roles is met whatever is left open, or a request shows that not."""

from __future__ import annotations

import json
from textwrap import dedent

import pytest

from rolec.cli import main
from rolec.driver.compile.expectation_codes import NOT_ALLOWED, NOT_DENIED, NOT_TOLD
from support.project import write

PROJECT = """\
language: 1
accounts:
  development: {id: "333344445555"}
  production: {id: "444455556666"}
"""
ROLE = """\
role: web
trust:
  - aws_service: ec2
  - aws_account: self
    roles: [ops]
    external_id: x-1
permissions:
  - managed_policy: AmazonS3ReadOnlyAccess
  - inline_policy: own
    statements:
      - sid: Region
        allow: sqs:SendMessage
        on: "*"
        when: {StringEquals: {aws:RequestedRegion: eu-west-1}}
      - sid: Tls
        deny: s3:GetObject
        on: arn:aws:s3:::secret/*
        when: {Bool: {aws:SecureTransport: "false"}}
      - sid: Upload
        allow: s3:PutObject
        on: ${var.bucket_arn}/*
      - sid: Home
        allow: s3:DeleteObject
        on: arn:aws:s3:::home/${aws:PrincipalTag/team}/*
      - sid: Pass
        allow: iam:PassRole
        on: "*"
        accounts: [production]
expect:
"""


@pytest.fixture
def test(tmp_path, monkeypatch, capsys):
    """Runs `rolec test` on the role with these expectations; more files may lie beside it."""
    monkeypatch.chdir(tmp_path)

    def run(expect: str, files: dict[str, str] | None = None, *options: str):
        write(
            tmp_path,
            {"rolec.yaml": PROJECT, "roles/web.yaml": ROLE + dedent(expect).strip("\n") + "\n"}
            | (files or {}),
        )
        code = main.main(["test", *options])
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


# fmt: off
MET = {
    "a resource is allowed": "- {allow: s3:GetObject, on: 'arn:aws:s3:::photos/x'}",
    "all of a pattern are allowed": "- {allow: [s3:GetObject, s3:ListBucket], on: 'arn:aws:s3:::photos*'}",
    "without `on`, any is": "- {allow: s3:GetBucketAcl}",
    "the given keys count": "- {allow: sqs:SendMessage, with: {'aws:RequestedRegion': eu-west-1}}",
    "in any case": "- {allow: sqs:SendMessage, with: {'AWS:requestedregion': eu-west-1}}",
    "other keys do not": "- {deny: sqs:SendMessage, with: {'aws:RequestedRegion': eu-west-2}}",
    "a key that is given keeps a denial away": "- {allow: s3:GetObject, on: 'arn:aws:s3:::secret/x', with: {'aws:SecureTransport': true}}",
    "a reference has a value": "- {allow: s3:PutObject, on: 'arn:aws:s3:::x/y', with: {'${var.bucket_arn}': 'arn:aws:s3:::x'}}",
    "a reference has another value": "- {deny: s3:PutObject, on: 'arn:aws:s3:::x/y', with: {'${var.bucket_arn}': 'arn:aws:s3:::other'}}",
    "a service is denied whole": "- {deny: ['ec2:*', 'dynamodb:Put*']}",
    "an account of its own": "- {deny: 'iam:*', accounts: [development]}",
    "what Terraform knows is itself": "- {allow: s3:PutObject, on: '${var.bucket_arn}/x'}",
    "a variable is what it is everywhere": "- {allow: s3:DeleteObject, on: 'arn:aws:s3:::home/${aws:PrincipalTag/team}/x'}",
    "a variable that is given": "- {allow: s3:DeleteObject, on: 'arn:aws:s3:::home/${aws:PrincipalTag/team}/x', with: {'aws:PrincipalTag/team': a}}",
    "and what it then is": "- {allow: s3:DeleteObject, on: 'arn:aws:s3:::home/a/x', with: {'aws:PrincipalTag/team': a}}",
    "a service may assume it": "- {allow: sts:AssumeRole, assume: ec2.amazonaws.com}",
    "another may not": "- {deny: 'sts:*', assume: lambda.amazonaws.com}",
    "a role of this account": "- {allow: sts:AssumeRole, assume: 'arn:aws:iam::${account.id}:role/ops', with: {'sts:ExternalId': x-1}}",
    "not of another": "- {deny: 'sts:*', assume: 'arn:aws:iam::111122223333:role/ops'}",
    "itself": "- {deny: sts:AssumeRole, assume: '${roles.web.arn}'}",
}
# fmt: on


@pytest.mark.parametrize("expect", MET.values(), ids=MET)
def test_it_is_met(test, expect):
    code, out, err = test(expect)
    assert (code, err) == (0, "")
    assert out in {"the expectation is met\n", "all 2 expectations are met\n"}


# fmt: off
NOT_MET = {
    "it depends on a key": ("- {allow: sqs:SendMessage}", NOT_ALLOWED),
    "and is allowed for one": ("- {deny: sqs:SendMessage}", NOT_DENIED),
    "nothing allows it": ("- {allow: s3:DeleteBucket}", NOT_ALLOWED),
    "only some of a pattern": ("- {allow: s3:DeleteObject, on: 'arn:aws:s3:::home/*'}", NOT_ALLOWED),
    "a denial may come": ("- {allow: s3:GetObject, on: 'arn:aws:s3:::secret/x'}", NOT_ALLOWED),
    "one of many is allowed": ("- {deny: [ec2:RunInstances, 'iam:*'], accounts: [production]}", NOT_DENIED),
    "what Terraform knows may be it": ("- {deny: s3:PutObject, on: 'arn:aws:s3:::photos/*'}", NOT_TOLD),
    "or may not be": ("- {allow: s3:PutObject, on: 'arn:aws:s3:::photos/*'}", NOT_TOLD),
    "wherever it is": ("- {deny: s3:PutObject}", NOT_DENIED),
    "a variable without a value is nothing": ("- {allow: s3:GetObject, on: 'arn:aws:s3:::${aws:username}'}", NOT_TOLD),
    "somebody else may not assume it": ("- {allow: sts:AssumeRole, assume: lambda.amazonaws.com}", NOT_ALLOWED),
    "it needs a key": ("- {allow: sts:AssumeRole, assume: 'arn:aws:iam::${account.id}:role/ops'}", NOT_ALLOWED),
    "somebody may": ("- {deny: 'sts:*', assume: ec2.amazonaws.com}", NOT_DENIED),
    "what Terraform knows may be somebody": ("- {deny: 'sts:*', assume: '${var.partner}'}", NOT_TOLD),
}
# fmt: on


@pytest.mark.parametrize(("expect", "failure"), NOT_MET.values(), ids=NOT_MET)
def test_it_is_not_met(test, expect, failure):
    code, out, err = test(expect)
    assert (code, err) == (3, "")
    assert f"error[{failure.id}]" in out
    assert out.endswith("not met\n")


def test_the_whole_request_is_shown(test):
    bucket = "arn:aws:s3:::secret/" + "very-long-name/" * 20
    _, out, _ = test(f"- {{allow: s3:GetObject, on: '{bucket}'}}")
    assert f"`s3:GetObject` on `{bucket}` is not" in out


def test_what_aws_has_no_action_for_is_said_in_the_words_of_the_spec(test):
    allow = ROLE.replace("allow: iam:PassRole", "allow: '*'").partition("expect:")[0]
    role = f"{allow}expect:\n- deny: [iam:CreateRol, 's3:Foo*']\n"
    _, out, _ = test("", {"roles/web.yaml": role})
    assert "error[E0564]: `iam:CreateRol` on " in out
    assert "error[E0564]: `s3:Foo*` on " in out


def test_what_is_shown(test):
    expect = """
        - allow: sqs:SendMessage
          accounts: [development]
        - allow: s3:GetObject
          on: arn:aws:s3:::secret/x
          accounts: [development]
        - deny: [iam:*, ec2:*]
        - deny: sts:AssumeRole
          assume: arn:aws:iam::444455556666:role/ops
          accounts: [production]
        - deny: s3:PutObject
          on: arn:aws:s3:::photos/*
          accounts: [production]
        """
    code, out, _ = test(expect)
    assert code == 3
    assert out == dedent("""\
        error[E0563]: `sqs:SendMessage` on `arn:aws:sqs:us-east-1:333344445555:example` is not always allowed to `web` in `development`
          --> roles/web.yaml:30:10
           |
        30 | - allow: sqs:SendMessage
           |          ^^^^^^^^^^^^^^^
           = note: for example where there is no `aws:RequestedRegion`
           = note: nothing in the identity-based policies allows it
           = help: give the keys that the request has under `with`, if not every request is meant

        error[E0563]: `s3:GetObject` on `arn:aws:s3:::secret/x` is not always allowed to `web` in `development`
          --> roles/web.yaml:32:10
           |
        15 |         - sid: Tls
           |  _________-
        16 | |         deny: s3:GetObject
        17 | |         on: arn:aws:s3:::secret/*
        18 | |         when: {Bool: {aws:SecureTransport: "false"}}
           | |____________________________________________________- denied here
        ...
        32 |   - allow: s3:GetObject
           |            ^^^^^^^^^^^^
           = note: for example where `aws:SecureTransport` is `false`
           = help: give the keys that the request has under `with`, if not every request is meant

        error[E0564]: `iam:PassRole` on `arn:aws:iam::444455556666:role/example` is allowed to `web` in `production`
          --> roles/web.yaml:35:10
           |
        25 |         - sid: Pass
           |  _________-
        26 | |         allow: iam:PassRole
        27 | |         on: "*"
        28 | |         accounts: [production]
           | |______________________________- allowed here
        ...
        35 |   - deny: [iam:*, ec2:*]
           |            ^^^^^
           = help: take it away, or expect less

        error[E0564]: `sts:AssumeRole` on `web` in `production` is allowed to `arn:aws:iam::444455556666:role/ops`
          --> roles/web.yaml:36:9
           |
         4 |     - aws_account: self
           |  _____-
         5 | |     roles: [ops]
         6 | |     external_id: x-1
           | |____________________- allowed here
        ...
        36 |   - deny: sts:AssumeRole
           |           ^^^^^^^^^^^^^^
           = note: for example where `sts:ExternalId` is `x-1`
           = help: take it away, or expect less

        error[E0565]: whether `s3:PutObject` is allowed to `web` in `production` cannot be told
          --> roles/web.yaml:39:9
           |
        39 | - deny: s3:PutObject
           |         ^^^^^^^^^^^^
           = note: it depends on `${var.bucket_arn}`
           = help: say under `with:` what it is

        5 of 6 expectations are not met
        """)


def test_json(test):
    expect = "- {allow: s3:GetBucketAcl}\n- {allow: [s3:DeleteBucket], accounts: [production]}"
    code, out, err = test(expect, None, "--format", "json")
    assert (code, err) == (3, "")
    said = json.loads(out)
    assert (said["tests"], said["failed"]) == (3, 1)
    met, _, failed = said["results"]
    assert met == {
        "role": "web",
        "account": "development",
        "effect": "Allow",
        "actions": ["s3:GetBucketAcl"],
        "file": "roles/web.yaml",
        "line": 30,
        "met": True,
        "failures": [],
    }
    assert (failed["account"], failed["line"], failed["met"]) == ("production", 31, False)
    assert failed["failures"][0]["code"] == NOT_ALLOWED.id
    assert failed["failures"][0]["line"] == 31


class TestLists:
    def test_a_list_is_for_all_roles_that_it_names(self, test):
        shared = "expectations: x\nroles: [w*, db]\nexpect:\n  - deny: ec2:*\n  - deny: iam:*\n"
        db = "role: db\ntrust: [{aws_service: ec2}]\n"
        other = db.replace("db", "cache")
        files = {"roles/all.yaml": shared, "roles/db.yaml": db, "roles/cache.yaml": other}
        code, out, _ = test("- {allow: s3:GetBucketAcl}", files)
        assert code == 3
        assert out.endswith("\n1 of 10 expectations is not met\n")
        assert " --> roles/all.yaml:5:11\n" in out
        assert "is allowed to `web` in `production`" in out

    def test_a_list_for_some_accounts(self, test):
        shared = (
            "expectations: x\naccounts: [development]\nroles: ['*']\nexpect:\n  - deny: iam:*\n"
        )
        code, out, _ = test("- {allow: s3:GetBucketAcl}", {"roles/all.yaml": shared})
        assert (code, out) == (0, "all 3 expectations are met\n")

    def test_a_list_of_what_is_expected_of_no_role_is_an_error(self, test):
        shared = "expectations: x\nroles: [wbe]\nexpect:\n  - deny: iam:*\n"
        code, out, err = test("- {allow: s3:GetBucketAcl}", {"roles/all.yaml": shared})
        assert (code, out) == (1, "")
        assert "error[E0560]: no role is called `wbe`" in err


def test_a_policy_that_is_not_known_is_in_doubt(test):
    attached = "  - managed_policy: arn:aws:iam::444455556666:policy/by-hand\n"
    role = "role: other\ntrust: [{aws_service: ec2}]\npermissions:\n" + attached
    code, out, _ = test(
        "- {allow: s3:GetBucketAcl}",
        {"roles/other.yaml": role + "expect:\n  - deny: iam:*\n    accounts: [production]\n"},
    )
    assert code == 3
    assert "cannot be told" in out
    assert "arn:aws:iam::444455556666:policy/by-hand" in out


def test_there_is_nothing_to_test(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    write(tmp_path, {"web.yaml": "role: web\ntrust: [{aws_service: ec2}]\n"})
    assert main.main(["test"]) == 1
    assert capsys.readouterr().out == "nothing is expected: add `expect:` to a role\n"


def test_an_error_is_no_test(test):
    code, out, err = test("- {allow: s3:GetBucketAcl}\nnonsense: 1")
    assert (code, out) == (1, "")
    assert "unknown field `nonsense`" in err


def test_of_what_only_a_check_would_tell_nothing_is_said(test):
    old = "role: old\ntrust: [{aws_service: ec2}]\ntrust_version: none\n"
    assert test("- {deny: 'ec2:*'}", {"roles/old.yaml": old})[2] == ""
    code, _, err = test("- {deny: 'ec2:*', allow: 'ec2:RunInstances'}")
    assert code == 1
    assert "keep one of them, or make an entry of each" in err
    assert "note" not in err
