"""What `check` adds to compiling: the lints, over every module of every project."""

from __future__ import annotations

from datetime import date, timedelta
from textwrap import dedent

import pytest

from rolec.catalog.origin import origin
from rolec.driver.check import check
from rolec.lint.run import lint_named
from support.project import write

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


STRANGE = ROLE.format(name="r", account="777788889999")
USES = """
    role: {name}
    trust:
      - statement: {{Effect: Allow, Principal: {{AWS: '777788889999'}}, Action: 'sts:AssumeRole'}}
      {more}
    """
TRUSTS = "trust: [{statement: {Effect: Allow, Principal: {AWS: '777788889999'}, Action: 'sts:AssumeRole'}}]"
MANY = ", ".join(f"{{managed_policy: 'arn:aws:iam::333344445555:policy/p{n}'}}" for n in range(21))
WITH_AN_ERROR = {
    "in itself": (f"role: s\n{TRUSTS}\nmore: 1\n", "unknown-field"),
    "of YAML": ("role: [\n", "invalid-yaml"),
    "of size": (f"role: s\n{TRUSTS}\npermissions: [{MANY}]\n", "too-many-managed-policies"),
    "of a name": (f"role: s\n{TRUSTS}\npermissions: [{{policy: none}}]\n", "unknown-name"),
    "that is its name": (f"role: R\n{TRUSTS}\n", "name-taken"),
}


@pytest.mark.parametrize(("wrong", "code"), WITH_AN_ERROR.values(), ids=WITH_AN_ERROR)
def test_an_error_keeps_the_lints_off_what_has_it_only(checked, wrong, code):
    settings = "account: '333344445555'"
    found = checked({"rolec.yaml": settings, "roles/r.yaml": STRANGE, "roles/s.yaml": wrong})
    assert sorted(names(found)) == sorted([code, STRANGER])
    (stranger,) = (d for d in found.diagnostics if d.code.name == STRANGER)
    assert stranger.primary.span.path.endswith("roles/r.yaml")


@pytest.mark.parametrize(
    "more",
    ["- role: s", "- aws_service: ec2\n    permissions: [{policy: p}]"],
    ids=["a role that has an error", "a policy that has an error"],
)
def test_what_names_something_that_has_an_error_is_not_judged_either(checked, more):
    wrong = {"roles/s.yaml": "role: s\n", "roles/p.yaml": "policy: p\n"}
    role = USES.format(name="r", more=more)
    settings = {"rolec.yaml": "account: '333344445555'"}
    other = ROLE.format(name="other", account="777788889999")
    found = checked({**settings, **wrong, "roles/r.yaml": role, "roles/other.yaml": other})
    # That the name is missing is not said either: it is there, and has an error.
    assert set(names(found)) == {"missing-field", STRANGER}
    (stranger,) = (d for d in found.diagnostics if d.code.name == STRANGER)
    assert stranger.primary.span.path.endswith("roles/other.yaml")


def test_lints_do_not_run_where_defaults_or_settings_have_an_error(checked):
    role = {"roles/r.yaml": STRANGE}
    for wrong in ("defaults: {path: nothing}\n", "acount: '1'\n"):
        settings = f"accounts: {{a: {{id: '333344445555'}}}}\n{wrong}"
        assert STRANGER not in names(checked({"rolec.yaml": settings, **role}))


def test_a_policy_of_which_only_a_role_with_an_error_has_use_is_not_unused(checked):
    policy = "policy: p\nstatements: [{allow: s3:GetObject, on: 'arn:aws:s3:::a/*'}]\n"
    role = "role: s\npermissions: [{policy: p}]\n"
    settings = {"rolec.yaml": "account: '333344445555'"}
    found = checked({**settings, "roles/p.yaml": policy, "roles/s.yaml": role})
    assert names(found) == ["missing-field"]


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


NEAR = "role-close-to-quota"


def _principals(count: int) -> str:
    ids = ", ".join(f"'arn:aws:iam::{111122220000 + number}:root'" for number in range(count))
    principal = f"{{Effect: Allow, Principal: {{AWS: [{ids}]}}, Action: 'sts:AssumeRole'}}"
    return f"role: r\ntrust: [{{statement: {principal}}}]\n"


@pytest.mark.parametrize(
    ("quota", "count", "found"), [(2048, 54, [NEAR]), (4096, 54, []), (4096, 110, [NEAR])]
)
def test_what_is_close_to_a_quota_that_aws_has_raised(checked, quota, count, found):
    settings = f"quotas: {{trust_policy_size: {quota}}}"
    assert names(checked({"rolec.yaml": settings, "roles/r.yaml": _principals(count)})) == found


@pytest.mark.parametrize(("quota", "count"), [(20, 18), (25, 23)])
def test_what_is_close_to_the_quota_of_managed_policies(checked, quota, count):
    def files(attached: int) -> dict[str, str]:
        arns = (
            f"{{managed_policy: 'arn:aws:iam::333344445555:policy/p{n}'}}" for n in range(attached)
        )
        role = f"role: r\ntrust: [{{aws_service: ec2}}]\npermissions: [{', '.join(arns)}]\n"
        settings = f"quotas: {{managed_policies_per_role: {quota}}}"
        return {"rolec.yaml": settings, "roles/r.yaml": role}

    assert names(checked(files(count))) == [NEAR]
    assert names(checked(files(count - 1))) == []


def test_a_role_with_the_name_of_another_may_trust_a_third(checked):
    files = {
        "rolec.yaml": "account: '333344445555'",
        "roles/a.yaml": "role: job\ntrust: [{role: web}]\n",
        "roles/b.yaml": "role: Job\ntrust: [{role: web}]\n",
        "roles/c.yaml": "role: web\ntrust: [{aws_service: ec2}]\n",
    }
    assert "name-taken" in names(checked(files))


def test_a_role_over_a_quota_is_told_although_another_has_an_error(tmp_path):
    roles = ", ".join(f"'arn:aws:s3:::{number:0200}'" for number in range(60))
    write(
        tmp_path,
        {
            "wrong.yaml": "role: wrong\ntrust: [{aws_servce: ec2}]\n",
            "large.yaml": "role: large\ntrust: [{aws_service: ec2}]\npermissions:\n"
            f"  - inline_policy: main\n    statements: [{{allow: s3:GetObject, on: [{roles}]}}]\n",
        },
    )
    found = [each.code.id for each in check((tmp_path,), today=TODAY).diagnostics]
    assert found.count("E0802") == 1
    (tmp_path / "wrong.yaml").unlink()
    found = [each.code.id for each in check((tmp_path,), today=TODAY).diagnostics]
    assert found.count("E0802") == 1
