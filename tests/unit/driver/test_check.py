"""What `check` adds to compiling: the lints, over every module of every project."""

from __future__ import annotations

from datetime import date, timedelta
from textwrap import dedent

import pytest

from rolec.catalog.origin import origin
from rolec.driver.check import check
from rolec.lint.run import lint_named

TODAY = date(2026, 11, 1)
ROLE = """
    role: {name}
    trust:
      - statement: {{Effect: Allow, Principal: {{AWS: '{account}'}}, Action: 'sts:AssumeRole'}}
    """


@pytest.fixture
def checked(tmp_path):
    """Checks a project of some files."""

    def write(files: dict[str, str], **options):
        for name, text in files.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(dedent(text), "utf-8")
        return check((tmp_path,), today=TODAY, **options)

    return write


def names(found) -> list[str]:
    return [diagnostic.code.name for diagnostic in found.diagnostics]


def test_what_lints_find_in_several_accounts_is_said_once(checked):
    accounts = "accounts: {a: {id: '333344445555'}, b: {id: '444455556666'}}"
    role = ROLE.format(name="r", account="777788889999")
    found = checked({"rolec.yaml": accounts, "roles/r.yaml": role})
    assert names(found) == ["stranger-without-external-id"]


def test_lints_know_the_accounts_of_the_project(checked):
    accounts = "accounts: {a: {id: '333344445555'}, b: {id: '777788889999'}}"
    role = ROLE.format(name="r", account="777788889999")
    assert names(checked({"rolec.yaml": accounts, "roles/r.yaml": role})) == []


def test_lints_run_in_projects_without_an_error_only(checked):
    settings = "account: '333344445555'"
    role = ROLE.format(name="r", account="777788889999")
    found = checked(
        {
            "a/rolec.yaml": settings,
            "a/roles/r.yaml": role,
            "a/roles/s.yaml": "role: s\n",
            "b/rolec.yaml": settings,
            "b/roles/r.yaml": role,
        }
    )
    assert names(found) == ["missing-field", "stranger-without-external-id"]
    assert "/b/" in found.diagnostics[1].primary.span.path


STRANGER = "stranger-without-external-id"


def levels_of(found) -> list[str]:
    return [diagnostic.level for diagnostic in found.diagnostics]


@pytest.mark.parametrize("name", [STRANGER, "L0640"])
def test_the_nearest_level_wins(checked, name):
    role = ROLE.format(name="r", account="777788889999")
    settings = f"account: '333344445555'\nlints: {{{name}: error}}\n"
    files = {"rolec.yaml": settings, "roles/r.yaml": role}
    assert levels_of(checked(files)) == ["error"]
    files["roles/r.yaml"] = f"{dedent(role)}lints: {{{name}: note}}\n"
    files["roles/s.yaml"] = ROLE.format(name="s", account="888877779999")
    assert levels_of(checked(files)) == ["note", "error"]
    assert levels_of(checked(files, levels={"L0640": "off"})) == []


def test_a_level_is_for_one_lint(checked):
    role = ROLE.format(name="r", account="777788889999")
    settings = "account: '333344445555'\nlints: {empty-sid: error}\n"
    assert levels_of(checked({"rolec.yaml": settings, "roles/r.yaml": role})) == [
        "security-warning"
    ]


def test_a_level_of_a_role_holds_in_the_files_that_it_takes_in(checked):
    statement = (
        '{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::${aws: userid}"}'
    )
    policy = f'{{"Version": "2012-10-17", "Statement": [{statement}]}}'
    role = """
        role: r
        trust: [{aws_service: ec2}]
        permissions:
          - inline_policy: pasted
            document: policies/pasted.json
        """
    files = {"roles/r.yaml": role, "policies/pasted.json": policy, "rolec.yaml": "language: 1\n"}
    before = checked(files)
    assert before.diagnostics[0].primary.span.path.endswith("pasted.json")
    name = "variable-with-space"
    assert names(before) == [name]
    files["roles/r.yaml"] = f"{dedent(role)}lints: {{{name}: off}}\n"
    assert names(checked(files)) == []


@pytest.mark.parametrize(("days", "level"), [(90, "error"), (91, "warning")])
def test_the_age_of_the_catalogue_is_counted_from_the_day_of_the_check(
    tmp_path, monkeypatch, days, level
):
    statement = '{"Sid": "a b", "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}'
    path = tmp_path / "policy.json"
    path.write_text(f'{{"Version": "2012-10-17", "Statement": [{statement}]}}')
    lint = lint_named("L0501")
    monkeypatch.setattr(type(lint), "of_catalogue", property(lambda _: True), raising=False)
    day = origin().read_on + timedelta(days=days)
    found = check((path,), today=day).diagnostics
    assert [each.level for each in found if each.code is lint] == [level]
